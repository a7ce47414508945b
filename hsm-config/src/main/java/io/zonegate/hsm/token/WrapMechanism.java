package io.zonegate.hsm.token;

/** A PKCS#11 mechanism that wraps a private key of any length under an AES key (RFC 5649). */
public enum WrapMechanism {
  /** CKM_AES_KEY_WRAP_KWP, of PKCS#11 3.0. */
  KWP(0x210B),
  /** CKM_AES_KEY_WRAP_PAD, its older name in 2.40. */
  PAD(0x210A);

  private final long number;

  WrapMechanism(long number) {
    this.number = number;
  }

  long number() {
    return number;
  }
}
