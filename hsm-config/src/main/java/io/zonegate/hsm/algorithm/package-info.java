/**
 * The DNSSEC algorithms this project signs with: their numbers, what a token is asked to sign, the
 * form of DNSKEY RDATA and the verification of a signature in software. Knows nothing of tokens.
 */
package io.zonegate.hsm.algorithm;
