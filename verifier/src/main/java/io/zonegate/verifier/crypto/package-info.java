/**
 * Signatures: keys as DNSKEY records publish them, the providers that verify, and the sweep that
 * verifies every RRSIG of a zone.
 */
package io.zonegate.verifier.crypto;
