package io.zonegate.verifier.history;

import io.zonegate.verifier.crypto.Dnskey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A key of a DNSKEY RRset as the history knows it.
 *
 * @param flags flags field, 0 to 65535
 * @param algorithm DNSSEC algorithm number, 0 to 255
 * @param keyTag key tag, 0 to 65535 (RFC 4034 appendix B)
 * @param sha256 SHA-256 of the DNSKEY RDATA in lower-case hex; this, not the tag, is the key's
 *     identity, since two keys may share a tag
 */
public record PublishedKey(int flags, int algorithm, int keyTag, String sha256) {
  private static final int ZONE_KEY = 0x0100;
  private static final int REVOKE = 0x0080;

  /** The key of a zone. */
  public static PublishedKey of(Dnskey key) {
    return new PublishedKey(key.flags(), key.algorithm(), key.keyTag(), sha256(key.rdata()));
  }

  /** Whether a validator may use it: a zone key that is not revoked. */
  public boolean isUsable() {
    return (flags & ZONE_KEY) != 0 && (flags & REVOKE) == 0;
  }

  /** For messages, for instance {@code key tag 33834 algorithm 13}. */
  @Override
  public String toString() {
    return "key tag " + keyTag + " algorithm " + algorithm;
  }

  /** SHA-256 in lower-case hex. */
  static String sha256(byte[] octets) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
