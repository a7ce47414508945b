/** Authenticated denial of existence: NSEC (RFC 4034, 4) and NSEC3 (RFC 5155). */
package io.zonegate.signer.denial;
