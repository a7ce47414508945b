package io.zonegate.policy;

/** How a signed zone denies existence. In the policy file in lower case with hyphens. */
public enum Denial {
  /** NSEC, RFC 4034 section 4. */
  NSEC,
  /** NSEC3 over every name, RFC 5155. */
  NSEC3,
  /** NSEC3 in which insecure delegations are left out, RFC 5155 section 6. */
  NSEC3_OPT_OUT
}
