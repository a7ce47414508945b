package io.zonegate.verifier.crypto;

import io.zonegate.verifier.ecdsa.SignatureBatch;

/**
 * How far the program's own ECDSA verifier is used and trusted. What it does not accept the library
 * decides always.
 *
 * @param fromSignatures a key that made fewer of the zone's signatures is left to the library; at
 *     least 1
 * @param recheckOneIn of the signatures that it accepts the library verifies one in this many
 *     again; 1 for all
 */
public record FastPath(int fromSignatures, int recheckOneIn, int batch) {
  /**
   * The library alone verifies up to 10,000 signatures in under a second, and a table takes its
   * time. Of the faults of a wrong table, one in a thousand wrong answers would be seen 156 times
   * in ten million signatures.
   */
  public static final FastPath DEFAULT = new FastPath(10_000, 64, SignatureBatch.CAPACITY);

  /** Everything is verified by both. */
  public static final FastPath PARANOID = new FastPath(DEFAULT.fromSignatures, 1, DEFAULT.batch);

  /** Refuses numbers below 1. */
  public FastPath {
    if (fromSignatures < 1 || recheckOneIn < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "from "
              + fromSignatures
              + " signatures, one in "
              + recheckOneIn
              + ", "
              + batch
              + " a batch");
    }
  }
}
