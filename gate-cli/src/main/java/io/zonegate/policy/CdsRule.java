package io.zonegate.policy;

/**
 * Which CDS and CDNSKEY records a signed zone gets. In the policy file in lower case with hyphens.
 */
public enum CdsRule {
  /** Those of the unsigned zone. */
  AS_GIVEN,
  /** Those of the active KSKs. */
  ACTIVE_KSKS,
  /** Those of all KSKs, also of those that are only published. */
  ALL_KSKS,
  /** The request to delete the DS records (RFC 8078 section 4). */
  DELETE
}
