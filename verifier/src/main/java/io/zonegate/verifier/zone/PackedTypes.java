package io.zonegate.verifier.zone;

/** A hash table from packed mnemonics to RR types, without an object per look-up. */
final class PackedTypes {
  private static final int BITS = 9;
  private static final int SIZE = 1 << BITS;
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final long[] keys = new long[SIZE];
  private final int[] types = new int[SIZE];
  private int count;

  /**
   * Adds a mnemonic.
   *
   * @param packed its letters, not 0
   */
  void put(long packed, int type) {
    if (++count > SIZE / 2) {
      throw new IllegalStateException("more than " + SIZE / 2 + " mnemonics");
    }
    int at = slot(packed);
    keys[at] = packed;
    types[at] = type;
  }

  /** The type of the packed mnemonic, or -1. */
  int get(long packed) {
    int at = slot(packed);
    return keys[at] == packed && packed != 0 ? types[at] : -1;
  }

  /** Where the key is, or would be. */
  private int slot(long packed) {
    int at = (int) ((packed * GOLDEN) >>> (64 - BITS));
    while (keys[at] != 0 && keys[at] != packed) {
      at = (at + 1) & (SIZE - 1);
    }
    return at;
  }
}
