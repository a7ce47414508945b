package io.zonegate.testzones.make;

import java.net.IDN;
import java.util.List;
import java.util.Locale;

/**
 * Word-like labels, one for each index, never the same for two indices of one instance, without
 * remembering any: a bijective scrambling of the index is spelled in syllables of fixed number, so
 * that two indices differ already in that part.
 */
final class Labels {

  private static final String CONSONANTS = "bdfgklmnprstvwzh";
  private static final String VOWELS = "aeio";
  private static final List<String> ENDINGS =
      List.of(
          "shop", "online", "24", "info", "-verein", "-gmbh", "web", "-club", "haus", "-bank",
          "app", "-stadt", "data", "-schule", "bau", "2", "-reisen", "net", "-blog", "foto");
  private static final List<String> FOREIGN = List.of("ü", "é", "ñ", "ø", "ж", "λ", "例");
  private static final int BITS_PER_SYLLABLE = 6;

  private final long seed;
  private final int bits;
  private final long mask;

  /**
   * @param seed chooses the order of the labels
   * @param count how many labels will be asked for; indices are 0 to count - 1
   */
  Labels(long seed, int count) {
    this.seed = seed;
    int needed = 18;
    while ((1L << needed) < count) {
      needed += BITS_PER_SYLLABLE;
    }
    this.bits = needed;
    this.mask = (1L << needed) - 1;
  }

  /** The label of the given index: a-z, 0-9 and hyphen, some of them IDNA A-labels. */
  String label(int index) {
    long scrambled = scramble(index);
    StringBuilder word = new StringBuilder();
    for (int shift = 0; shift < bits; shift += BITS_PER_SYLLABLE) {
      int syllable = (int) (scrambled >>> shift) & 0x3f;
      word.append(CONSONANTS.charAt(syllable >>> 2)).append(VOWELS.charAt(syllable & 3));
    }
    long taste = mix(seed ^ (index * 0x9E3779B97F4A7C15L));
    int choice = (int) Long.remainderUnsigned(taste, 100);
    int which = (int) Long.remainderUnsigned(taste >>> 8, 1 << 20);
    if (choice < 4) {
      return IDN.toASCII(word + FOREIGN.get(which % FOREIGN.size())).toLowerCase(Locale.ROOT);
    }
    if (choice < 50) {
      word.append(ENDINGS.get(which % ENDINGS.size()));
    }
    return word.toString();
  }

  /** Each step is a bijection on {@code bits} bits: odd factor, addition, right shift and xor. */
  private long scramble(long index) {
    long value = (index + mix(seed)) & mask;
    for (int round = 0; round < 3; round++) {
      value = (value * 0x9E3779B1L) & mask;
      value ^= value >>> (bits / 2);
    }
    return value;
  }

  /** The finishing step of SplitMix64. */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
