package io.zonegate.signer.sign;

/** What the zone asks its parent for by CDS and CDNSKEY (RFC 7344, RFC 8078). */
public enum ParentRequest {
  /** What the unsigned zone has, if anything. */
  AS_GIVEN,
  /** DS records of the active KSKs. */
  ACTIVE_KSKS,
  /** DS records of all KSKs, so that a published one gets its DS before it signs. */
  ALL_KSKS,
  /** No DS records any more (RFC 8078, 4). */
  DELETE
}
