/**
 * Verdicts that name servers can check by themselves: statements in the form of in-toto, signed in
 * a DSSE envelope by the gate's Ed25519 key.
 */
package io.zonegate.attest;
