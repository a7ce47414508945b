/** Denial of existence: which chains a zone has and which name each NSEC3 record stands for. */
package io.zonegate.verifier.denial;
