package io.zonegate.testzones.sign;

/** What a key is for; decides the flags of its DNSKEY record (RFC 4034 2.1.1). */
public enum KeyRole {
  /** Signs the DNSKEY RRset; flags 257. */
  KSK(257),
  /** Signs everything else; flags 256. */
  ZSK(256),
  /** Signs the whole zone; flags 257. */
  CSK(257);

  private final int flags;

  KeyRole(int flags) {
    this.flags = flags;
  }

  /** The DNSKEY flags field. */
  public int flags() {
    return flags;
  }
}
