package io.zonegate.testzones.sign;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.utils.base32;

/** The NSEC3 hash with SHA-1 (RFC 5155 5). */
public final class Nsec3Hash {

  private Nsec3Hash() {}

  /** The 20 octets of the hashed name. */
  public static byte[] hash(Name name, Denial denial) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      byte[] value = name.toWireCanonical();
      for (int i = 0; i <= denial.iterations(); i++) {
        sha1.update(value);
        value = sha1.digest(denial.saltBytes());
      }
      return value;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-1 is missing from this Java runtime", e);
    }
  }

  /** The owner of an NSEC3 record: the hash in base32hex, lower case, below the origin. */
  public static Name owner(byte[] hash, Name origin) {
    try {
      return Name.fromString(base32hex(hash), origin);
    } catch (TextParseException e) {
      throw new IllegalStateException("hash has no name form", e);
    }
  }

  private static String base32hex(byte[] hash) {
    return new base32(base32.Alphabet.BASE32HEX, false, true).toString(hash);
  }
}
