/**
 * Slow and simple signing with software keys: the third implementation of signing in this project,
 * sharing no code with the signer or the verifier.
 */
package io.zonegate.testzones.sign;
