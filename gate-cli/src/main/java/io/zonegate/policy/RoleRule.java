package io.zonegate.policy;

/** How keys share the work of signing. In the policy file in lower case. */
public enum RoleRule {
  /** KSKs sign DNSKEY, CDS and CDNSKEY, ZSKs everything else. */
  SPLIT,
  /** KSKs sign everything. */
  SINGLE
}
