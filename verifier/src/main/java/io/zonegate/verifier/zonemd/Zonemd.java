package io.zonegate.verifier.zonemd;

import io.zonegate.verifier.zone.Bytes;
import io.zonegate.verifier.zone.Zone;
import java.util.Arrays;

/** A ZONEMD record (RFC 8976 section 2.2). */
final class Zonemd {
  /** The scheme SIMPLE, the only one defined. */
  static final int SIMPLE = 1;

  /** No digest may be shorter, in octets (RFC 8976 section 2.2.4). */
  static final int LEAST_DIGEST = 12;

  private static final int SHA384 = 1;
  private static final int SHA512 = 2;

  private final long serial;
  private final int scheme;
  private final int hash;
  private final byte[] digest;

  private Zonemd(long serial, int scheme, int hash, byte[] digest) {
    this.serial = serial;
    this.scheme = scheme;
    this.hash = hash;
    this.digest = digest;
  }

  /** The record with this number. */
  static Zonemd of(Zone zone, int record) {
    byte[] rdata = zone.rdata(record);
    return new Zonemd(
        Integer.toUnsignedLong(Bytes.int32(rdata, 0)),
        rdata[4] & 0xff,
        rdata[5] & 0xff,
        Arrays.copyOfRange(rdata, 6, rdata.length));
  }

  /** Serial of the zone that was digested, 0 to 2^32-1. */
  long serial() {
    return serial;
  }

  /** How the zone was digested, 0 to 255. */
  int scheme() {
    return scheme;
  }

  /** Hash algorithm, 0 to 255; 1 is SHA-384, 2 is SHA-512. */
  int hash() {
    return hash;
  }

  /** Length of the digest in octets. */
  int digestOctets() {
    return digest.length;
  }

  /** Whether this is the digest. */
  boolean hasDigest(byte[] other) {
    return Arrays.equals(digest, other);
  }

  /** Name of a hash algorithm as Java knows it; null where it is not known. */
  static String hashName(int hash) {
    return switch (hash) {
      case SHA384 -> "SHA-384";
      case SHA512 -> "SHA-512";
      default -> null;
    };
  }

  /** Length of the hash's digest in octets; -1 where the hash is not known. */
  int hashOctets() {
    return switch (hash) {
      case SHA384 -> 48;
      case SHA512 -> 64;
      default -> -1;
    };
  }

  /** Whether scheme and hash are known, so that the digest can be compared. */
  boolean isSupported() {
    return scheme == SIMPLE && hashOctets() > 0;
  }
}
