package io.zonegate.caching;

import io.zonegate.verifier.history.PublishedKey;
import io.zonegate.verifier.history.Signer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

/** The proof at its worst: caches may hold every version with every other. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class CacheProofBenchmark {
  private static final long FOR_ALL = 1_000_000;

  /** Versions of each of the three. */
  @Param({"10", "50", "100", "200"})
  public int versions;

  private Caches caches;

  /** Makes versions that each have one key that all have, and one of their own. */
  @Setup
  public void prepare() {
    List<Version<DsRrset>> ds = new ArrayList<>();
    List<Version<DnskeyRrset>> keys = new ArrayList<>();
    List<Version<SignedRrsets>> data = new ArrayList<>();
    for (int i = 0; i < versions; i++) {
      long next = i + 1 < versions ? i + 1 : Lifetime.FOREVER;
      Lifetime life = Lifetime.unsigned(i, next, 0, FOR_ALL);
      String what = "version " + i;
      Signer common = new Signer(1, 13, "common");
      Signer own = new Signer(2 + i, 13, "own" + i);
      ds.add(
          new Version<>(
              what,
              new DsRrset(
                  Set.of(
                      new DsRrset.Link(1, 13, 2, "common"),
                      new DsRrset.Link(2 + i, 13, 2, "own" + i))),
              life));
      keys.add(
          new Version<>(
              what,
              new DnskeyRrset(
                  List.of(
                      new PublishedKey(257, 13, 1, "common"),
                      new PublishedKey(257, 13, 2 + i, "own" + i)),
                  Set.of(common, own)),
              life));
      data.add(new Version<>(what, new SignedRrsets(Set.of(common, own)), life));
    }
    caches = new Caches(ds, keys, data, FOR_ALL);
  }

  /** All combinations: the third power of the versions. */
  @Benchmark
  public CacheProof proof() {
    return CacheProof.of(caches, Validator.EVERY_ALGORITHM);
  }
}
