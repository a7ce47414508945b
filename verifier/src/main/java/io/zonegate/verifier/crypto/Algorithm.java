package io.zonegate.verifier.crypto;

import java.util.Optional;

/** The DNSSEC algorithms that can be verified. */
public enum Algorithm {
  RSASHA1(5, "RSA", "SHA1withRSA"),
  RSASHA1_NSEC3_SHA1(7, "RSA", "SHA1withRSA"),
  RSASHA256(8, "RSA", "SHA256withRSA"),
  RSASHA512(10, "RSA", "SHA512withRSA"),
  ECDSAP256SHA256(13, "EC", "SHA256withECDSAinP1363Format"),
  ECDSAP384SHA384(14, "EC", "SHA384withECDSAinP1363Format"),
  ED25519(15, "Ed25519", "Ed25519"),
  ED448(16, "Ed448", "Ed448");

  private final int number;
  private final String keyAlgorithm;
  private final String signatureAlgorithm;

  Algorithm(int number, String keyAlgorithm, String signatureAlgorithm) {
    this.number = number;
    this.keyAlgorithm = keyAlgorithm;
    this.signatureAlgorithm = signatureAlgorithm;
  }

  /** The algorithm with this number, if it can be verified. */
  public static Optional<Algorithm> of(int number) {
    for (Algorithm algorithm : values()) {
      if (algorithm.number == number) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** Number in the IANA registry of DNSSEC algorithms. */
  public int number() {
    return number;
  }

  /** Whether it is one of the RSA algorithms, whose signatures are as long as the modulus. */
  public boolean isRsa() {
    return keyAlgorithm.equals("RSA");
  }

  String keyAlgorithm() {
    return keyAlgorithm;
  }

  String signatureAlgorithm() {
    return signatureAlgorithm;
  }
}
