/**
 * The zone as it is read for signing: master file, names in canonical order, RRsets in wire form,
 * what is authoritative and what is not. Shares no code with the verifier, on purpose: a mistake
 * here must not repeat there.
 */
package io.zonegate.signer.zone;
