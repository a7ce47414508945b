/**
 * Runs the plan of a rollover on a virtual clock: scratch tokens, the real signer, the full
 * verifier, and the proof over all that caches may hold.
 */
package io.zonegate.rehearsal;
