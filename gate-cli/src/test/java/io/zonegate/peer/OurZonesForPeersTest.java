package io.zonegate.peer;

import io.zonegate.cli.Cli;
import io.zonegate.cli.ExitCode;
import io.zonegate.cli.GoodZone;
import io.zonegate.cli.ScratchHsm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What zonegate signs and passes, the verifiers of BIND, ldns and Knot accept too. */
class OurZonesForPeersTest {
  @TempDir Path folder;

  /** The peers know no clock but the system's. */
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @ParameterizedTest
  @ValueSource(strings = {"nsec", "nsec3", "nsec3-opt-out"})
  void theSignersZone(String denial) throws Exception {
    GoodZone zone = GoodZone.in(folder);
    String hsm = ScratchHsm.tokens().config(folder, ScratchHsm.SITES).toString();
    Path policy =
        Files.writeString(
            folder.resolve("policy.toml"),
            "version = 1\n[signing]\ndenial = \"" + denial + "\"\nzonemd = true\n");
    Path signed = folder.resolve("ours.zone");
    Path ds = folder.resolve("ours.ds");
    String origin = GoodZone.ORIGIN.toString();
    Cli.run("keys", "generate", "--hsm", hsm, "--zone", origin).ends(ExitCode.PASS);
    Cli.run("keys", "ds", "--hsm", hsm, "--output", ds.toString()).ends(ExitCode.PASS);
    String[] sign = {"sign", "--hsm", hsm, "--policy", policy.toString(), "--at", now.toString()};
    Cli.run(Cli.words(sign, "--output", signed.toString(), zone.unsigned().toString()))
        .ends(ExitCode.PASS);
    isAcceptedByAll(signed, ds);
  }

  @Test
  void theZoneOfTestzones() throws Exception {
    GoodZone zone = GoodZone.in(folder, now);
    isAcceptedByAll(zone.signed(), zone.ds());
  }

  private void isAcceptedByAll(Path signed, Path ds) throws IOException, InterruptedException {
    Cli.run("verify", "--ds", ds.toString(), "--at", now.toString(), signed.toString())
        .ends(ExitCode.PASS);
    String origin = GoodZone.ORIGIN.toString();
    Tool tool = new Tool(folder);
    tool.run("dnssec-verify", "-q", "-o", origin, signed.toString());
    tool.run("ldns-verify-zone", "-V", "1", "-k", ds.toString(), signed.toString());
    tool.run("kzonecheck", "-d", "on", "-o", origin, signed.toString());
  }
}
