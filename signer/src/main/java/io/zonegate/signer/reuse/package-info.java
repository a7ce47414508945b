/**
 * Signatures of the previous signed zone that may stay. Nothing of that zone is trusted: a
 * signature stays only if it verifies over the new zone's data.
 */
package io.zonegate.signer.reuse;
