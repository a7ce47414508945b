package io.zonegate.hsm.algorithm;

import java.util.concurrent.atomic.LongAdder;

/**
 * Verifies signatures with a DNSKEY in this process. A token is never asked to verify its own
 * signature: a token with the wrong key would agree with itself. Amazon Corretto Crypto Provider
 * verifies where it loads, passes its known-answer test and takes the key, else Bouncy Castle,
 * which checks the key in any case. Thread-safe.
 */
public final class SoftwareVerifier {

  private final DnssecAlgorithm algorithm;
  private final int signatureLength;
  private final BouncyCastleKey checked;
  private final LongAdder accepted = new LongAdder();

  /**
   * Made when it is first needed: a key set is read far more often than a signature is verified.
   */
  private volatile VerifyingKey key;

  /**
   * A verifier for one key.
   *
   * @throws IllegalArgumentException when the public key is not a point of its curve or not a legal
   *     modulus
   */
  public SoftwareVerifier(DnskeyRdata dnskey) {
    this.algorithm = dnskey.algorithm();
    this.signatureLength = dnskey.signatureLength();
    this.checked = new BouncyCastleKey(dnskey);
  }

  /**
   * Whether the signature is one of this message by this key.
   *
   * @param message the octets that DNSSEC signs
   * @param signature as RRSIG carries it; any other length than the key's is false
   * @throws IllegalStateException when no library in this process verifies the algorithm rightly
   */
  public boolean verify(byte[] message, byte[] signature) {
    boolean good = signature.length == signatureLength && key().verify(message, signature);
    if (good) {
      accepted.increment();
    }
    return good;
  }

  /** Name of the library that verifies. */
  public String provider() {
    return key().provider();
  }

  /** How many signatures this verifier has found good. */
  public long accepted() {
    return accepted.sum();
  }

  private VerifyingKey key() {
    VerifyingKey made = key;
    if (made == null) {
      // Two threads may both make one; either serves.
      made = KnownAnswers.fastest(algorithm, checked);
      key = made;
    }
    return made;
  }
}
