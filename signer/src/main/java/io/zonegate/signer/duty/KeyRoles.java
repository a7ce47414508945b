package io.zonegate.signer.duty;

/** How the keys share the work. */
public enum KeyRoles {
  /** KSKs sign DNSKEY, CDS and CDNSKEY, ZSKs everything else. */
  SPLIT,
  /** As with {@link #SPLIT}, but the KSKs have signed in advance, elsewhere. */
  OFFLINE_KSK,
  /** Combined signing keys (RFC 9499, 10): KSKs sign everything, and there is no active ZSK. */
  SINGLE
}
