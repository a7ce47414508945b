package io.zonegate.hsm.token;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;

/**
 * A key pair to be made on a token.
 *
 * @param algorithm what it will sign with
 * @param rsaBits bits of the modulus, 2048 to 4096; ignored for other families
 * @param id CKA_ID of both objects
 * @param label CKA_LABEL of both objects
 * @param secrecy of the private key
 */
public record KeyTemplate(
    DnssecAlgorithm algorithm, int rsaBits, CkaId id, String label, KeySecrecy secrecy) {

  /** Default of new RSA keys; SP 800-57 asks for no less. */
  public static final int DEFAULT_RSA_BITS = 2048;

  /** RFC 5702 knows no longer modulus. */
  public static final int MOST_RSA_BITS = 4096;

  /** A key that never leaves its token. */
  public KeyTemplate(DnssecAlgorithm algorithm, int rsaBits, CkaId id, String label) {
    this(algorithm, rsaBits, id, label, KeySecrecy.SEALED);
  }

  /** The same key, kept otherwise. */
  public KeyTemplate with(KeySecrecy other) {
    return new KeyTemplate(algorithm, rsaBits, id, label, other);
  }

  /** Refuses sizes that this program does not make. */
  public KeyTemplate {
    if (algorithm.family() == DnssecAlgorithm.Family.RSA
        && (rsaBits < DEFAULT_RSA_BITS || rsaBits > MOST_RSA_BITS)) {
      throw new IllegalArgumentException(
          "RSA key of "
              + rsaBits
              + " bits; "
              + DEFAULT_RSA_BITS
              + " to "
              + MOST_RSA_BITS
              + " are allowed");
    }
  }
}
