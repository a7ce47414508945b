package io.zonegate.verifier.denial;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Hashing one name; in this package because the method is. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class Nsec3HasherBenchmark {
  /** Additional iterations. */
  @Param({"0", "10"})
  public int iterations;

  private Nsec3Hasher hasher;
  private byte[] key;

  /** Prepares a name. */
  @Setup
  public void prepare() {
    hasher = new Nsec3Hasher(new Nsec3Parameters(1, iterations, ""));
    // The key of www.example.
    key = "example\0www\0".getBytes(StandardCharsets.US_ASCII);
  }

  /** One name. */
  @Benchmark
  public byte[] hash() {
    return hasher.hash(key, 0, key.length);
  }
}
