package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.parent.RealServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/examples/loopback does what it says, as a newcomer runs it. */
@Timeout(600)
class LoopbackExampleTest {
  private static final Path SCRIPT = Path.of("../docs/examples/loopback/loopback.sh");

  @TempDir Path folder;

  @Test
  void aGoodReleaseGoesLiveAndTheDeFaultIsBlocked() throws Exception {
    Path work = folder.resolve("l");
    Path log = folder.resolve("log");
    ProcessBuilder script =
        new ProcessBuilder(SCRIPT.toAbsolutePath().toString(), work.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    script
        .environment()
        .putAll(
            Map.of(
                "ZONEGATE", ZonegateScript.in(folder).toString(),
                "NSD_PORT", Integer.toString(RealServer.freePort()),
                "KNOT_PORT", Integer.toString(RealServer.freePort()),
                "UNBOUND_PORT", Integer.toString(RealServer.freePort())));
    Process process = script.start();
    try {
      assertThat(process.waitFor(9, TimeUnit.MINUTES)).as(Files.readString(log)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    } finally {
      // The script ends what it has started when it is told to end.
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
    }
    assertThat(Files.readString(log))
        .contains(
            "Unbound validates the SOA record from the DS",
            "Unbound accepts that a name is not there",
            "release 1 is live",
            "is BLOCKED",
            "SIG-VERIFY",
            "NSD and Knot still serve serial");
    assertThat(work.resolve("hidden/demo.zone"))
        .hasSameBinaryContentAs(work.resolve("demo/signed/demo.zone"));
    assertThat(work.resolve("all/demo.zone"))
        .hasSameBinaryContentAs(work.resolve("demo/signed/demo.zone"));
  }
}
