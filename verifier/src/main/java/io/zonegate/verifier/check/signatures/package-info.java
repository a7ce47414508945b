/** Checks of the chapter: Signatures. */
package io.zonegate.verifier.check.signatures;
