package io.zonegate.verifier.zone;

import java.util.Arrays;

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

  /** Hold the shorter run of a merge. */
  private long[] spareKeys = new long[0];

  private int[] spareValues = new int[0];

  IndexSort(TieBreak ties) {
    this.ties = ties;
  }

  /** Sorts the first {@code n} pairs ascending by unsigned key, then by the tie break. */
  void sort(long[] keys, int[] values, int n) {
    int end = runEnd(keys, values, 0, n);
    if (end == n) {
      return;
    }
    if (n <= SHORT_RUN) {
      insert(keys, values, 0, end, n);
      return;
    }
    merge(keys, values, n);
  }

  private void merge(long[] keys, int[] values, int n) {
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
        bounds = Arrays.copyOf(bounds, runs * 2);
      }
      bounds[runs++] = end;
      start = end;
    }
    while (runs > 1) {
      int merged = 0;
      int start = 0;
      for (int i = 0; i + 1 < runs; i += 2) {
        int middle = bounds[i];
        int end = bounds[i + 1];
        merge(keys, values, start, middle, end);
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

  /** Merges two runs; the shorter one, what is in its place already left out, is copied aside. */
  private void merge(long[] keys, int[] values, int first, int middle, int end) {
    int start = placed(keys, values, first, middle);
    if (start == middle) {
      return;
    }
    if (middle - start <= end - middle) {
      mergeUpwards(keys, values, start, middle, end);
    } else {
      mergeDownwards(keys, values, start, middle, end);
    }
  }

  private void setAside(long[] keys, int[] values, int from, int n) {
    if (n > spareKeys.length) {
      int room = (int) Math.min(keys.length, 2L * n);
      spareKeys = new long[room];
      spareValues = new int[room];
    }
    System.arraycopy(keys, from, spareKeys, 0, n);
    System.arraycopy(values, from, spareValues, 0, n);
  }

  private void mergeUpwards(long[] keys, int[] values, int start, int middle, int end) {
    int left = middle - start;
    setAside(keys, values, start, left);
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

  private void mergeDownwards(long[] keys, int[] values, int start, int middle, int end) {
    int right = end - middle;
    setAside(keys, values, middle, right);
    int i = middle - 1;
    int j = right - 1;
    int at = end - 1;
    while (i >= start && j >= 0) {
      if (compare(keys[i], values[i], spareKeys[j], spareValues[j]) <= 0) {
        keys[at] = spareKeys[j];
        values[at--] = spareValues[j--];
      } else {
        keys[at] = keys[i];
        values[at--] = values[i--];
      }
    }
    System.arraycopy(spareKeys, 0, keys, at - j, j + 1);
    System.arraycopy(spareValues, 0, values, at - j, j + 1);
  }

  /** First pair of the left run that sorts after the first of the right run; middle if none. */
  private int placed(long[] keys, int[] values, int first, int middle) {
    if (!after(keys, values, middle - 1, middle)) {
      return middle;
    }
    int low = first;
    int high = middle - 1;
    while (low < high) {
      int between = (low + high) >>> 1;
      if (after(keys, values, between, middle)) {
        high = between;
      } else {
        low = between + 1;
      }
    }
    return low;
  }
}
