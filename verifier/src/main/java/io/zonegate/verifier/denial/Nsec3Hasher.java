package io.zonegate.verifier.denial;

import io.zonegate.verifier.zone.NameKey;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Hashes names (RFC 5155 section 5): IH(0) = H(name, salt), IH(k) = H(IH(k-1), salt). Not
 * thread-safe.
 */
public final class Nsec3Hasher {
  /** Length of a SHA-1 hash in octets. */
  public static final int HASH_BYTES = 20;

  private final MessageDigest sha1;
  private final int iterations;
  private final byte[] salt;
  private final byte[] wire = new byte[NameKey.MAX_WIRE_BYTES + 1];
  private final byte[] hash = new byte[HASH_BYTES];

  /** Prepares for SHA-1 with these parameters. */
  public Nsec3Hasher(Nsec3Parameters parameters) {
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-1", e);
    }
    iterations = parameters.iterations();
    salt = HexFormat.of().parseHex(parameters.salt());
  }

  /** The hash of the name with this {@link NameKey}; overwritten by the next call. */
  public byte[] hash(byte[] key, int offset, int length) {
    sha1.update(wire, 0, NameKey.toWire(key, offset, length, wire, 0));
    round();
    for (int i = 0; i < iterations; i++) {
      sha1.update(hash);
      round();
    }
    return hash;
  }

  private void round() {
    sha1.update(salt);
    try {
      sha1.digest(hash, 0, HASH_BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-1 gives 20 octets", e);
    }
  }
}
