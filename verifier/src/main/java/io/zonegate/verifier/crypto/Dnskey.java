package io.zonegate.verifier.crypto;

import io.zonegate.verifier.zone.Bytes;
import java.util.Arrays;

/**
 * A DNSKEY as it stands in the zone (RFC 4034 section 2). The RDATA is: flags (2 octets), protocol
 * (1), algorithm (1), public key.
 */
public final class Dnskey {
  private static final int ZONE_KEY = 0x0100;
  private static final int REVOKE = 0x0080;
  private static final int SECURE_ENTRY_POINT = 0x0001;

  private final byte[] rdata;
  private final int record;

  /**
   * Takes a DNSKEY RDATA of at least four octets.
   *
   * @param record number of the record in its zone, -1 if it is in none
   */
  public Dnskey(byte[] rdata, int record) {
    if (rdata.length < 4) {
      throw new IllegalArgumentException("DNSKEY RDATA of " + rdata.length + " octets");
    }
    this.rdata = rdata.clone();
    this.record = record;
  }

  /** Number of the record in its zone. */
  public int record() {
    return record;
  }

  /** The flags field. */
  public int flags() {
    return Bytes.uint16(rdata, 0);
  }

  /** The protocol field; always 3 in a sound key. */
  public int protocol() {
    return rdata[2] & 0xff;
  }

  /** DNSSEC algorithm number. */
  public int algorithm() {
    return rdata[3] & 0xff;
  }

  /** The public key field. */
  public byte[] publicKey() {
    return Arrays.copyOfRange(rdata, 4, rdata.length);
  }

  /** The whole RDATA. */
  public byte[] rdata() {
    return rdata.clone();
  }

  /** Whether the Zone Key bit is set (RFC 4034 section 2.1.1). */
  public boolean isZoneKey() {
    return (flags() & ZONE_KEY) != 0;
  }

  /** Whether the REVOKE bit is set (RFC 5011 section 7). */
  public boolean isRevoked() {
    return (flags() & REVOKE) != 0;
  }

  /** Whether the Secure Entry Point bit is set: by custom, a key-signing key. */
  public boolean isSecureEntryPoint() {
    return (flags() & SECURE_ENTRY_POINT) != 0;
  }

  /** Whether a validator may use the key: a zone key of protocol 3 that is not revoked. */
  public boolean isUsable() {
    return isZoneKey() && protocol() == 3 && !isRevoked();
  }

  /** Key tag, 0 to 65535 (RFC 4034 appendix B; B.1 for algorithm 1). */
  public int keyTag() {
    if (algorithm() == 1) {
      return rdata.length < 7 ? 0 : Bytes.uint16(rdata, rdata.length - 3);
    }
    int sum = 0;
    for (int i = 0; i < rdata.length; i++) {
      sum += (i & 1) == 0 ? (rdata[i] & 0xff) << 8 : rdata[i] & 0xff;
    }
    return (sum + (sum >>> 16)) & 0xffff;
  }

  /** For messages, for instance {@code key tag 33834 algorithm 13}. */
  @Override
  public String toString() {
    return "key tag " + keyTag() + " algorithm " + algorithm();
  }
}
