package io.zonegate.signer.reuse;

/** What becomes of the signatures of a ZSK that is published and no longer active. */
public enum KeyChange {
  /** The active keys sign everything anew. */
  AT_ONCE,
  /** They stay until they are to be refreshed, each in place of one by a key of its algorithm. */
  GRADUAL
}
