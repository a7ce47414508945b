package io.zonegate.bench;

import io.zonegate.testzones.make.ZoneMaker;
import io.zonegate.testzones.make.ZoneShape;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import io.zonegate.verifier.zone.ZoneSource;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reading a master file into a zone in canonical order, the sort included: the generator's
 * delegations are in no order.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@State(Scope.Benchmark)
public class ReaderBenchmark {
  /** Delegations of the zone. */
  @Param({"10000", "100000"})
  public int delegations;

  private Path file;

  /** Writes the zone. */
  @Setup(Level.Trial)
  public void write() throws IOException {
    file = Files.createTempFile("zonegate-bench", ".zone");
    ZoneShape shape = ZoneShape.of("bench.", 1, delegations).withGlueShare(0.3).withDsShare(0.5);
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.ISO_8859_1)) {
      ZoneMaker.write(shape, out);
    }
  }

  /** Deletes the zone. */
  @TearDown(Level.Trial)
  public void delete() throws IOException {
    Files.delete(file);
  }

  /** The whole way from the file. */
  @Benchmark
  public Zone read() throws ZoneReadException {
    return ZoneSource.read(file, null);
  }
}
