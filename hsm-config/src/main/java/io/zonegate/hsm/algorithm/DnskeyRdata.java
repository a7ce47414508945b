package io.zonegate.hsm.algorithm;

import java.util.Arrays;
import java.util.Base64;

/**
 * RDATA of a DNSKEY record of a zone key (RFC 4034, 2.1): flags (2 octets), protocol 3, algorithm,
 * public key field. The key tag is always computed from these octets and never taken from anywhere
 * else. Immutable.
 */
public final class DnskeyRdata {

  /** Flags of a zone key. */
  public static final int ZONE_KEY = 0x0100;

  /** Flags bit of a key that the parent's DS points to (RFC 4034, 2.1.1). */
  public static final int SECURE_ENTRY_POINT = 0x0001;

  /** Flags bit of a revoked key (RFC 5011, 7). */
  public static final int REVOKE = 0x0080;

  private static final int HEADER = 4;
  private final byte[] octets;
  private final DnssecAlgorithm algorithm;

  /** Asked for with every signature, and therefore computed once. */
  private final int keyTag;

  private final int signatureLength;

  private DnskeyRdata(byte[] octets) {
    this.octets = octets;
    if (octets.length <= HEADER) {
      throw new IllegalArgumentException(
          "DNSKEY RDATA has " + octets.length + " octets; at least 5 are needed");
    }
    if ((flags() & ~SECURE_ENTRY_POINT) != ZONE_KEY) {
      throw new IllegalArgumentException(
          "DNSKEY flags are " + flags() + "; a zone key has 256 or 257");
    }
    if (octets[2] != 3) {
      throw new IllegalArgumentException(
          "DNSKEY protocol is " + (octets[2] & 0xff) + "; it must be 3");
    }
    algorithm = DnssecAlgorithm.ofNumber(octets[3] & 0xff);
    PublicKeyField.check(algorithm, publicKey());
    keyTag = tagOf(octets);
    signatureLength =
        algorithm.family() == DnssecAlgorithm.Family.RSA
            ? (keyBits() + 7) / 8
            : 2 * algorithm.size();
  }

  /**
   * RDATA from its parts.
   *
   * @param flags 256 or 257
   * @param publicKey the public key field, see {@link PublicKeyField}
   * @throws IllegalArgumentException when a part is not legal for a zone key
   */
  public static DnskeyRdata of(int flags, DnssecAlgorithm algorithm, byte[] publicKey) {
    byte[] octets = new byte[HEADER + publicKey.length];
    octets[0] = (byte) (flags >> 8);
    octets[1] = (byte) flags;
    octets[2] = 3;
    octets[3] = (byte) algorithm.number();
    System.arraycopy(publicKey, 0, octets, HEADER, publicKey.length);
    return new DnskeyRdata(octets);
  }

  /** RDATA from wire form; throws IllegalArgumentException when it is not a zone key's. */
  public static DnskeyRdata ofWire(byte[] octets) {
    return new DnskeyRdata(octets.clone());
  }

  /**
   * RDATA from presentation form, for example {@code 257 3 13 mdsswUyr...}; the Base64 may contain
   * blanks.
   */
  public static DnskeyRdata parse(String text) {
    String[] parts = text.trim().split("\\s+", 4);
    if (parts.length != 4 || !parts[0].matches("[0-9]{1,5}") || !parts[1].equals("3")) {
      throw new IllegalArgumentException(
          "DNSKEY needs the form \"257 3 13 BASE64\"; found \"" + text + "\"");
    }
    byte[] key = Base64.getDecoder().decode(parts[3].replaceAll("\\s", ""));
    return of(Integer.parseInt(parts[0]), DnssecAlgorithm.parse(parts[2]), key);
  }

  /** The flags, 256 or 257. */
  public int flags() {
    return (octets[0] & 0xff) << 8 | (octets[1] & 0xff);
  }

  /** The algorithm. */
  public DnssecAlgorithm algorithm() {
    return algorithm;
  }

  /** A copy of the public key field. */
  public byte[] publicKey() {
    return Arrays.copyOfRange(octets, HEADER, octets.length);
  }

  /** A copy of the RDATA in wire form. */
  public byte[] wire() {
    return octets.clone();
  }

  /** The key tag, 0 to 65535 (RFC 4034, appendix B). */
  public int keyTag() {
    return keyTag;
  }

  /** The key tag that this key would have once revoked (RFC 5011, 7). */
  public int revokedKeyTag() {
    byte[] revoked = octets.clone();
    revoked[1] = (byte) (revoked[1] | REVOKE);
    return tagOf(revoked);
  }

  private static int tagOf(byte[] rdata) {
    long sum = 0;
    for (int i = 0; i < rdata.length; i++) {
      sum += (i & 1) == 0 ? (rdata[i] & 0xff) << 8 : rdata[i] & 0xff;
    }
    return (int) ((sum + (sum >> 16)) & 0xffff);
  }

  /** Octets of a signature by this key. */
  public int signatureLength() {
    return signatureLength;
  }

  /** Bits of the key: of the modulus for RSA, of the curve otherwise. */
  public int keyBits() {
    return switch (algorithm) {
      case RSASHA256, RSASHA512 -> PublicKeyField.modulus(publicKey()).bitLength();
      case ECDSAP256SHA256, ED25519 -> 256;
      case ECDSAP384SHA384 -> 384;
      case ED448 -> 456;
    };
  }

  /** Presentation form: {@code 257 3 13 BASE64}. */
  @Override
  public String toString() {
    return flags()
        + " 3 "
        + algorithm.number()
        + " "
        + Base64.getEncoder().encodeToString(publicKey());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DnskeyRdata that
        && keyTag == that.keyTag
        && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return keyTag;
  }
}
