package io.zonegate.hsm.key;

import io.zonegate.hsm.algorithm.DnskeyRdata;

/** What a key of the zone signs (RFC 9499, section 10). */
public enum KeyRole {
  /** Key signing key: signs the DNSKEY RRset; the parent's DS points to it. */
  KSK(DnskeyRdata.ZONE_KEY | DnskeyRdata.SECURE_ENTRY_POINT),
  /** Zone signing key: signs everything else. */
  ZSK(DnskeyRdata.ZONE_KEY);

  private final int flags;

  KeyRole(int flags) {
    this.flags = flags;
  }

  /** DNSKEY flags of the role: 257 or 256. */
  public int flags() {
    return flags;
  }
}
