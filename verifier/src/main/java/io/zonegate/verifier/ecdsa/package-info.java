/**
 * Fast verification of very many ECDSA signatures made with few keys, on P-256 and P-384. Every key
 * has a table of multiples of its point, and the signatures of a batch share the inversions. Knows
 * nothing of DNS; public data only, nothing takes constant time.
 *
 * <p>An answer from here is never the last word on a bad signature: what is not accepted may be
 * good.
 */
package io.zonegate.verifier.ecdsa;
