package io.zonegate.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.testzones.make.ZoneMaker;
import io.zonegate.testzones.make.ZoneShape;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneSource;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleTest {
  @TempDir Path folder;

  private Zone zone() throws Exception {
    Path file = folder.resolve("zone");
    try (Writer out = Files.newBufferedWriter(file)) {
      ZoneMaker.write(ZoneShape.of("example.", 3, 300), out);
    }
    return ZoneSource.read(file, null);
  }

  private Zone written(Sample sample, String name, long serial) throws Exception {
    sample.write(folder.resolve(name), serial);
    return ZoneSource.read(folder.resolve(name), null);
  }

  @Test
  @DisplayName("All of a zone is all of it, with another serial")
  void wholeZone() throws Exception {
    Zone zone = zone();
    Zone copy = written(Sample.of(zone, 0), "copy", zone.serial());
    assertThat(copy.content().sha256()).isEqualTo(zone.content().sha256());
    assertThat(written(Sample.of(zone, 0), "later", 4_294_967_295L).serial())
        .isEqualTo(4_294_967_295L);
  }

  @Test
  @DisplayName("A sample is the same every time, and brings the hosts that it needs")
  void sample() throws Exception {
    Zone zone = zone();
    Sample sample = Sample.of(zone, 20);
    Zone one = written(sample, "one", 1);
    Zone other = written(Sample.of(zone, 20), "other", 1);
    assertThat(one.content().sha256()).isEqualTo(other.content().sha256());
    // The apex's own servers lie in nic, whether that is among the twenty or not.
    assertThat(Files.readString(folder.resolve("one"))).contains("a.nic.example. ");
    assertThat(sample.names()).isBetween(20, 60);
    assertThat(sample.of()).isGreaterThan(300);
  }

  @Test
  @DisplayName("What signing adds is left out")
  void withoutSignatures() throws IOException, Exception {
    Path file = folder.resolve("signed");
    Files.writeString(
        file,
        """
        example. 300 IN SOA a. b. 1 2 3 4 60
        example. 300 IN NS a.
        example. 900 IN DNSKEY 257 3 13 oJMRESz5E4gYzS/q6XDrvU1qMPYIjCWzJaOau8XNEZeqCYKD5ar0IRd8KqXXFJkqmVfRvMGPmM1x8fGAa2XhSA==
        example. 300 IN NSEC example. NS SOA
        """);
    Sample sample = Sample.of(ZoneSource.read(file, null), 0);
    Zone copy = written(sample, "copy", 2);
    assertThat(copy.records()).isEqualTo(2);
    assertThat(sample.negativeTtl()).isEqualTo(60);
  }
}
