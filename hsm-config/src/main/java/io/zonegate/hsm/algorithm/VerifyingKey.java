package io.zonegate.hsm.algorithm;

/** A public key in the hands of a library that verifies with it. Thread-safe. */
interface VerifyingKey {

  /** Name of the library, for reports. */
  String provider();

  /**
   * Whether the signature is one of this message by this key.
   *
   * @param signature as RRSIG carries it, of the length that the key requires
   */
  boolean verify(byte[] message, byte[] signature);
}
