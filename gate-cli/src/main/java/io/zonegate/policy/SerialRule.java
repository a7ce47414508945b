package io.zonegate.policy;

/** Which SOA serial a signed zone gets. In the policy file in lower case. */
public enum SerialRule {
  /** That of the unsigned zone. */
  KEEP,
  /** That of the unsigned zone plus one (RFC 1982 arithmetic). */
  INCREMENT,
  /** Seconds since 1970-01-01 UTC. */
  UNIXTIME,
  /** YYYYMMDDnn of the signing day in UTC. */
  DATE_COUNTER
}
