package io.zonegate.verifier.zone;

/**
 * Stable merge sort of pairs (long key, int value) that takes ascending runs as they are. Signers
 * write zones in canonical order or nearly so: such input costs one comparison a pair.
 */
final class IndexSort {
  /** Decides between two values whose keys are equal. */
  @FunctionalInterface
  interface TieBreak {
    /** Negative, zero or positive as {@code left} sorts before, with or after {@code right}. */
    int compare(int left, int right);
  }

  private static final int SHORT_RUN = 24;

  private final TieBreak ties;

  private IndexSort(TieBreak ties) {
    this.ties = ties;
  }

  /** Sorts the first {@code n} pairs ascending by unsigned key, then by {@code ties}. */
  static void sort(long[] keys, int[] values, int n, TieBreak ties) {
    new IndexSort(ties).sort(keys, values, n);
  }

  private void sort(long[] keys, int[] values, int n) {
    int[] bounds = new int[64];
    int runs = 0;
    for (int start = 0; start < n; ) {
      int end = runEnd(keys, values, start, n);
      if (end - start < SHORT_RUN && end < n) {
        int forced = Math.min(n, start + SHORT_RUN);
        insert(keys, values, start, end, forced);
        end = forced;
      }
      if (runs == bounds.length) {
        bounds = java.util.Arrays.copyOf(bounds, runs * 2);
      }
      bounds[runs++] = end;
      start = end;
    }
    if (runs < 2) {
      return;
    }
    long[] spareKeys = new long[n];
    int[] spareValues = new int[n];
    while (runs > 1) {
      int merged = 0;
      int start = 0;
      for (int i = 0; i + 1 < runs; i += 2) {
        int middle = bounds[i];
        int end = bounds[i + 1];
        merge(keys, values, start, middle, end, spareKeys, spareValues);
        bounds[merged++] = end;
        start = end;
      }
      if ((runs & 1) == 1) {
        bounds[merged++] = n;
      }
      runs = merged;
    }
  }

  private int runEnd(long[] keys, int[] values, int start, int n) {
    int end = start + 1;
    while (end < n && !after(keys, values, end - 1, end)) {
      end++;
    }
    return end;
  }

  private boolean after(long[] keys, int[] values, int i, int j) {
    return compare(keys[i], values[i], keys[j], values[j]) > 0;
  }

  private int compare(long leftKey, int left, long rightKey, int right) {
    return leftKey == rightKey
        ? ties.compare(left, right)
        : Long.compareUnsigned(leftKey, rightKey);
  }

  private void insert(long[] keys, int[] values, int start, int sorted, int end) {
    for (int i = sorted; i < end; i++) {
      long key = keys[i];
      int value = values[i];
      int at = i;
      while (at > start && compare(keys[at - 1], values[at - 1], key, value) > 0) {
        keys[at] = keys[at - 1];
        values[at] = values[at - 1];
        at--;
      }
      keys[at] = key;
      values[at] = value;
    }
  }

  private void merge(
      long[] keys,
      int[] values,
      int start,
      int middle,
      int end,
      long[] spareKeys,
      int[] spareValues) {
    if (!after(keys, values, middle - 1, middle)) {
      return;
    }
    int left = middle - start;
    System.arraycopy(keys, start, spareKeys, 0, left);
    System.arraycopy(values, start, spareValues, 0, left);
    int i = 0;
    int j = middle;
    int at = start;
    while (i < left && j < end) {
      if (compare(spareKeys[i], spareValues[i], keys[j], values[j]) <= 0) {
        keys[at] = spareKeys[i];
        values[at++] = spareValues[i++];
      } else {
        keys[at] = keys[j];
        values[at++] = values[j++];
      }
    }
    System.arraycopy(spareKeys, i, keys, at, left - i);
    System.arraycopy(spareValues, i, values, at, left - i);
  }
}
