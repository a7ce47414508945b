package io.zonegate.verifier.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IndexSortTest {
  enum Shape {
    RANDOM,
    ASCENDING,
    DESCENDING,
    EQUAL,
    FEW,
    SAW,
    NEARLY_SORTED,
    SIGNED_ENDS;

    IntToLongFunction keys(Random random, int n) {
      return switch (this) {
        case RANDOM -> i -> random.nextLong();
        case ASCENDING -> i -> i;
        case DESCENDING -> i -> -i;
        case EQUAL -> i -> 7;
        case FEW -> i -> random.nextInt(3);
        case SAW -> i -> i % 31;
        case NEARLY_SORTED -> i -> random.nextInt(50) == 0 ? random.nextInt(n) : i;
        case SIGNED_ENDS ->
            i -> random.nextBoolean() ? Long.MAX_VALUE + random.nextInt(3) : -random.nextInt(3);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void resultIsThatOfAStableSort(Shape shape) {
    Random random = new Random(42);
    for (int n : new int[] {0, 1, 2, 3, 23, 24, 25, 47, 48, 49, 100, 1000, 1537, 20_000}) {
      long[] keys = IntStream.range(0, n).mapToLong(shape.keys(random, n)).toArray();
      int[] expected = stable(keys, n, (left, right) -> 0);
      int[] expectedReversed = stable(keys, n, (left, right) -> right - left);

      check(keys, n, expected, (left, right) -> 0);
      check(keys, n, expectedReversed, (left, right) -> right - left);
    }
  }

  private static int[] stable(long[] keys, int n, IndexSort.TieBreak ties) {
    Comparator<Integer> order = (left, right) -> Long.compareUnsigned(keys[left], keys[right]);
    return IntStream.range(0, n)
        .boxed()
        .sorted(order.thenComparing(ties::compare))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static void check(long[] keys, int n, int[] expected, IndexSort.TieBreak ties) {
    long[] sortedKeys = new long[n + 1];
    System.arraycopy(keys, 0, sortedKeys, 0, n);
    int[] values = IntStream.rangeClosed(0, n).toArray();
    new IndexSort(ties).sort(sortedKeys, values, n);

    assertThat(java.util.Arrays.copyOf(values, n)).isEqualTo(expected);
    assertThat(values[n]).as("what lies behind n is left alone").isEqualTo(n);
    for (int i = 0; i < n; i++) {
      assertThat(sortedKeys[i]).isEqualTo(keys[values[i]]);
    }
  }
}
