package io.zonegate.verifier.check.denial;

import java.util.Arrays;

/** Which name was the first to claim each entry of a chain. */
final class HashClaims {
  private static final int NOBODY = -1;

  private final int[] first;

  HashClaims(int entries) {
    first = new int[entries];
    Arrays.fill(first, NOBODY);
  }

  /**
   * Notes a claim.
   *
   * @param entry an entry of the chain; a negative one, which only covers the name, is no claim
   * @param claimant number of the name, not negative
   * @return the other name that claimed the entry before, -1 if none did
   */
  int claim(int entry, int claimant) {
    if (entry < 0) {
      return NOBODY;
    }
    int before = first[entry];
    if (before == NOBODY) {
      first[entry] = claimant;
    }
    return before;
  }
}
