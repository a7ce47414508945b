package io.zonegate.verifier.zone;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The sort of owner names by the first octets of their keys, a million of them at a time. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@State(Scope.Thread)
public class CanonicalSortBenchmark {
  private static final int NAMES = 1_000_000;

  /** As signers write: in order; with the hashed names behind the others; or in no order. */
  @Param({"sorted", "two-runs", "shuffled"})
  public String input;

  private final long[] original = new long[NAMES];
  private final long[] keys = new long[NAMES];
  private final int[] values = new int[NAMES];
  private final IndexSort sort = new IndexSort(Integer::compare);

  /** Makes the input. */
  @Setup(Level.Trial)
  public void make() {
    Random random = new Random(1);
    for (int i = 0; i < NAMES; i++) {
      original[i] =
          switch (input) {
            case "sorted" -> i;
            case "two-runs" -> 2L * i % NAMES + 2L * i / NAMES;
            default -> random.nextLong();
          };
    }
  }

  /** Undoes the last sort. */
  @Setup(Level.Invocation)
  public void reset() {
    System.arraycopy(original, 0, keys, 0, NAMES);
    for (int i = 0; i < NAMES; i++) {
      values[i] = i;
    }
  }

  /** Sorts; the arrays are returned so that the work is not optimised away. */
  @Benchmark
  public long[] sort() {
    sort.sort(keys, values, NAMES);
    return keys;
  }
}
