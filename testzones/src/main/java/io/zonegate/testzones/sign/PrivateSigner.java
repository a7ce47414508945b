package io.zonegate.testzones.sign;

/** A private key that makes raw DNSSEC signatures over a message. */
interface PrivateSigner {

  /**
   * Signs a message.
   *
   * @return the signature field of an RRSIG, in the full length of the algorithm
   */
  byte[] sign(byte[] message);
}
