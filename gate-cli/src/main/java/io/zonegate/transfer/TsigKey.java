package io.zonegate.transfer;

import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** A key that two servers share, and the algorithm it is used with (RFC 8945). */
public final class TsigKey {
  /** The algorithms of RFC 8945 section 6 that are used here; HMAC-MD5 is not. */
  public enum Algorithm {
    /** Only for servers that know no other. */
    HMAC_SHA1("HmacSHA1"),
    HMAC_SHA224("HmacSHA224"),
    HMAC_SHA256("HmacSHA256"),
    HMAC_SHA384("HmacSHA384"),
    HMAC_SHA512("HmacSHA512");

    private final String java;

    Algorithm(String java) {
      this.java = java;
    }

    /** The algorithm called so in key files, for instance {@code hmac-sha256}; empty if none is. */
    public static Optional<Algorithm> named(String text) {
      String lower = text.toLowerCase(Locale.ROOT);
      for (Algorithm algorithm : values()) {
        if (algorithm.text().equals(lower) || (algorithm.text() + ".").equals(lower)) {
          return Optional.of(algorithm);
        }
      }
      return Optional.empty();
    }

    /** As key files call it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Name name;
  private final Algorithm algorithm;
  private final Name algorithmName;
  private final SecretKeySpec secret;

  /**
   * Takes a key.
   *
   * @param name the key's name, absolute or not
   * @param secret its octets, at least one
   * @throws IllegalArgumentException if the name cannot be one, or the secret is empty
   */
  public TsigKey(String name, Algorithm algorithm, byte[] secret) {
    try {
      this.name = Name.fromString(name, Name.root).canonicalize();
    } catch (TextParseException e) {
      throw new IllegalArgumentException("'" + name + "' cannot be the name of a key", e);
    }
    this.algorithm = algorithm;
    this.algorithmName = Name.fromConstantString(algorithm.text() + ".");
    this.secret = new SecretKeySpec(secret, algorithm.java);
  }

  /** The key's name in lower case. */
  public Name name() {
    return name;
  }

  /** What it is used with. */
  public Algorithm algorithm() {
    return algorithm;
  }

  /** The algorithm as TSIG records name it. */
  Name algorithmName() {
    return algorithmName;
  }

  Mac mac() {
    try {
      Mac mac = Mac.getInstance(algorithm.java);
      mac.init(secret);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks " + algorithm.java, e);
    }
  }

  /** Whether name, algorithm and secret are the same. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TsigKey key
        && name.equals(key.name)
        && algorithm == key.algorithm
        && secret.equals(key.secret);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** Name and algorithm, never the secret. */
  @Override
  public String toString() {
    return algorithm.text() + " key " + name;
  }
}
