package io.zonegate.verifier.parent;

import io.zonegate.verifier.crypto.Algorithm;
import io.zonegate.verifier.crypto.Dnskey;
import io.zonegate.verifier.zone.Bytes;
import io.zonegate.verifier.zone.NameKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * A DS record (RFC 4034 section 5).
 *
 * @param keyTag key tag, 0 to 65535
 * @param algorithm algorithm of the key
 * @param digestType 1 SHA-1, 2 SHA-256 (RFC 4509), 4 SHA-384 (RFC 6605)
 * @param digest the digest in upper-case hex
 */
public record Ds(int keyTag, int algorithm, int digestType, String digest) {
  /** Digest type of SHA-256, which every validator knows (RFC 8624 section 3.3). */
  public static final int SHA256 = 2;

  /** Takes DS RDATA: tag (2 octets), algorithm (1), digest type (1), digest. */
  public static Ds of(byte[] rdata) {
    return new Ds(
        Bytes.uint16(rdata, 0),
        rdata[2] & 0xff,
        rdata[3] & 0xff,
        hex(Arrays.copyOfRange(rdata, 4, rdata.length)));
  }

  /** The SHA-256 DS of a key of the zone with this name in wire form. */
  public static Ds sha256Of(byte[] zone, Dnskey key) {
    return of(zone, key, SHA256);
  }

  /**
   * The DS of a key of the zone with this name in wire form.
   *
   * @throws IllegalArgumentException if validators do not know the digest type
   */
  public static Ds of(byte[] zone, Dnskey key, int digestType) {
    String name = digestName(digestType);
    if (name == null) {
      throw new IllegalArgumentException("digest type " + digestType);
    }
    return new Ds(key.keyTag(), key.algorithm(), digestType, digest(name, zone, key));
  }

  /**
   * Whether the digest has the length of its type; true for types without a known one (RFC 4034
   * section 5.1.4, RFC 4509, RFC 5933, RFC 6605, RFC 9558, RFC 9563).
   */
  public boolean hasRightLength() {
    int octets =
        switch (digestType) {
          case 1 -> 20;
          case 2, 3, 5, 6 -> 32;
          case 4 -> 48;
          default -> digest.length() / 2;
        };
    return digest.length() == 2 * octets;
  }

  /** Whether validators know the digest type. */
  public boolean isSupported() {
    return digestName() != null;
  }

  /**
   * The strongest digest type of a DS set that can be followed, if a DS of the set leads on and
   * none of that type: Unbound goes by these alone. The numbers are in the order of strength.
   */
  public static OptionalInt unledType(List<Ds> set, Predicate<Ds> leadsOn) {
    OptionalInt strongest =
        set.stream()
            .filter(ds -> ds.isSupported() && Algorithm.of(ds.algorithm()).isPresent())
            .mapToInt(Ds::digestType)
            .max();
    List<Ds> leading = set.stream().filter(leadsOn).toList();
    return strongest.isPresent()
            && !leading.isEmpty()
            && leading.stream().noneMatch(ds -> ds.digestType() == strongest.getAsInt())
        ? strongest
        : OptionalInt.empty();
  }

  /**
   * Whether tag, algorithm and digest are those of this key of the zone with this name in wire
   * form.
   */
  public boolean matches(byte[] zone, Dnskey key) {
    return isSupported()
        && key.keyTag() == keyTag
        && key.algorithm() == algorithm
        && digest(digestName(), zone, key).equals(digest);
  }

  private String digestName() {
    return digestName(digestType);
  }

  private static String digestName(int digestType) {
    return switch (digestType) {
      case 1 -> "SHA-1";
      case SHA256 -> "SHA-256";
      case 4 -> "SHA-384";
      default -> null;
    };
  }

  /** The digest is taken over the owner name in lower case and the DNSKEY RDATA. */
  private static String digest(String name, byte[] zone, Dnskey key) {
    try {
      MessageDigest digest = MessageDigest.getInstance(name);
      byte[] owner = new byte[NameKey.MAX_WIRE_BYTES + 1];
      byte[] sortKey = new byte[NameKey.MAX_BYTES];
      int length = NameKey.toWire(sortKey, 0, NameKey.fromWire(zone, 0, sortKey), owner, 0);
      digest.update(owner, 0, length);
      return hex(digest.digest(key.rdata()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has " + name, e);
    }
  }

  private static String hex(byte[] octets) {
    return java.util.HexFormat.of().formatHex(octets).toUpperCase(Locale.ROOT);
  }

  /** For messages. */
  @Override
  public String toString() {
    return "DS " + keyTag + " " + algorithm + " " + digestType;
  }
}
