package io.zonegate.testzones.sign;

import java.util.Arrays;
import java.util.Optional;

/** The DNSSEC algorithms that software keys can have, with their IANA numbers. */
public enum KeyAlgorithm {
  /** RSA/SHA-1, RFC 3110. */
  RSASHA1(5),
  /** RSA/SHA-1 for zones with NSEC3, RFC 5155. */
  RSASHA1_NSEC3(7),
  /** RSA/SHA-256, RFC 5702. */
  RSASHA256(8),
  /** RSA/SHA-512, RFC 5702. */
  RSASHA512(10),
  /** ECDSA P-256 with SHA-256, RFC 6605. */
  ECDSAP256(13),
  /** ECDSA P-384 with SHA-384, RFC 6605. */
  ECDSAP384(14),
  /** Ed25519, RFC 8080. */
  ED25519(15),
  /** Ed448, RFC 8080. */
  ED448(16);

  private final int number;

  KeyAlgorithm(int number) {
    this.number = number;
  }

  /** The algorithm of that number, if software keys can have it. */
  public static Optional<KeyAlgorithm> of(int number) {
    return Arrays.stream(values()).filter(a -> a.number == number).findFirst();
  }

  /** The number in DNSKEY, DS and RRSIG records. */
  public int number() {
    return number;
  }
}
