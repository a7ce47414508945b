package io.zonegate.rollover;

import io.zonegate.hsm.key.ZoneKey;

/** What a zone does with a key. */
public enum Use {
  /** Nothing: the key is not in the DNSKEY RRset. */
  ABSENT("withdraw"),
  /** It is in the DNSKEY RRset and signs nothing. */
  PUBLISHED("publish"),
  /** It is in the DNSKEY RRset and signs. */
  SIGNING("sign"),
  /** It signs the zone's data and is not in the DNSKEY RRset (RFC 6781 section 4.1.4). */
  AHEAD("sign-unpublished");

  private final String word;

  Use(String word) {
    this.word = word;
  }

  /** What a key set has a zone do with a key. */
  public static Use of(ZoneKey key) {
    if (key.published()) {
      return key.active() ? SIGNING : PUBLISHED;
    }
    return key.active() ? AHEAD : ABSENT;
  }

  /** The word for it in a plan: what is to be done with the key. */
  public String word() {
    return word;
  }

  /** Whether the DNSKEY RRset has it. */
  public boolean isPublished() {
    return this == PUBLISHED || this == SIGNING;
  }

  /** Whether it makes signatures. */
  public boolean signs() {
    return this == SIGNING || this == AHEAD;
  }
}
