package io.zonegate.signer.denial;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash of an owner name (RFC 5155, 5). One thread at a time. */
final class Nsec3Hash {

  private final MessageDigest sha1;
  private final byte[] salt;
  private final int iterations;

  Nsec3Hash(DenialMode.Nsec3 mode) {
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-1 is missing from this Java; NSEC3 cannot be made", e);
    }
    salt = mode.saltOctets();
    iterations = mode.iterations();
  }

  /** The 20 octets of the hash of a name in canonical wire form. */
  byte[] of(byte[] name) {
    byte[] result = name;
    for (int i = 0; i <= iterations; i++) {
      sha1.update(result);
      result = sha1.digest(salt);
    }
    return result;
  }
}
