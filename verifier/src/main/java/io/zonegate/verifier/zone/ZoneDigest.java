package io.zonegate.verifier.zone;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What binds a verdict to bytes.
 *
 * @param sha256 SHA-256 of the bytes in lower-case hex
 * @param bytes their number
 */
public record ZoneDigest(String sha256, long bytes) {
  /** The digest of a zone's {@link CanonicalRecords}: equal zones have equal ones. */
  static ZoneDigest ofContent(Zone zone) {
    MessageDigest hash = hash();
    long[] bytes = new long[1];
    CanonicalRecords.<RuntimeException>write(
        zone,
        (octets, length) -> {
          hash.update(octets, 0, length);
          bytes[0] += length;
        });
    return new ZoneDigest(HexFormat.of().formatHex(hash.digest()), bytes[0]);
  }

  static MessageDigest hash() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
