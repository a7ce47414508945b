package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.parent.ParentZone;
import io.zonegate.parent.ParentZoneServer;
import io.zonegate.testzones.make.ZoneMaker;
import io.zonegate.testzones.make.ZoneShape;
import io.zonegate.testzones.sign.Denial;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TTLs of a rehearsal: seen at the parent, in the live zone, in the history. */
class RealTimingsTest {
  private static final String DS = "zone %d IN DS 1 13 2 " + "00".repeat(32) + "\n";

  @TempDir Path folder;
  private Path hsm;
  private Path zone;
  private Path policy;

  @BeforeEach
  void production() throws IOException {
    hsm = ScratchHsm.tokens().config(folder, ScratchHsm.SITES.subList(0, 2));
    zone = folder.resolve("zone");
    try (Writer out = Files.newBufferedWriter(zone)) {
      ZoneMaker.write(ZoneShape.of("zone.example.", 5, 20), out);
    }
    policy("");
  }

  private void policy(String more) throws IOException {
    policy = Files.writeString(folder.resolve("policy.toml"), "version = 1\n" + more);
  }

  private Cli.Answer plan(String... more) {
    return plan("ksk-roll", List.of(more));
  }

  private Cli.Answer plan(String rollover, List<String> more) {
    return Cli.run(
        Cli.words(
            new String[] {
              "rehearse",
              rollover,
              zone.toString(),
              "--print-plan",
              "--hsm",
              hsm.toString(),
              "--policy",
              policy.toString(),
            },
            more.toArray(String[]::new)));
  }

  private static ParentZoneServer parent(int ttl) throws Exception {
    return ParentZoneServer.of(
        ParentZone.signed(DS.formatted(ttl), Denial.nsec(), Cli.NOW).records());
  }

  @Test
  @DisplayName(
      "The parent's servers are asked for the DS TTL, and a shorter one given is not taken")
  void parentServers() throws Exception {
    String anchor = ParentZone.anchor(folder).toString();
    try (ParentZoneServer server = parent(7_200)) {
      Cli.Answer seen = plan("--parent-ds-from", server.address(), "--trust-anchor", anchor);
      seen.ends(ExitCode.PASS);
      assertThat(seen.out()).contains("ds-ttl = \"2h\"");
      assertThat(seen.err()).doesNotContain("note:");
      policy(
          "[parent]\ntrust-anchor = \"parent-anchor\"\nds-from = [\"%s\"]\n"
              .formatted(server.address()));
      assertThat(plan().out()).contains("ds-ttl = \"2h\"");
      assertThat(plan("--ds-ttl", "3h").out()).contains("ds-ttl = \"3h\"");
      Cli.Answer shorter = plan("--ds-ttl", "1h");
      assertThat(shorter.out()).contains("ds-ttl = \"2h\"");
      assertThat(shorter.err())
          .contains("ds-ttl is 1h by --ds-ttl, 2h by " + server.address())
          .contains("the largest counts");
    }
    plan().refuses(ExitCode.UNDECIDED, "the parent's DS set is not known", "--ds FILE");
    Path ds =
        Files.writeString(
            folder.resolve("ds"), DS.formatted(10_800).replace("zone ", "zone.example. "));
    assertThat(plan("--ds", ds.toString()).out()).contains("ds-ttl = \"3h\"");
    plan("--ds", ds.toString(), "--parent-ds-from", "127.0.0.1", "--trust-anchor", anchor)
        .refuses(ExitCode.USAGE, "give one of --ds, --trust-anchor");
  }

  @Test
  @DisplayName("What the live zone has is in caches by its own TTLs; so is what was live before")
  void liveZoneAndHistory() throws Exception {
    String live = "zone.example. 172800 IN DNSKEY 257 3 13 " + "A".repeat(86) + "==\n";
    Path signed = folder.resolve("live");
    Files.writeString(signed, Files.readString(zone) + live);
    assertThat(plan().out()).contains("dnskey-ttl = \"1h\"");
    Cli.Answer longer = plan("--previous", signed.toString());
    assertThat(longer.out()).contains("dnskey-ttl = \"2d\"");
    assertThat(longer.err()).contains("dnskey-ttl is 1h by the policy, 2d by " + signed);

    String history = folder.resolve("history").toString();
    plan("--history", history).refuses(ExitCode.UNDECIDED, "the history cannot be read");
    record(history, signed, "2026-11-01T00:00:00Z");
    assertThat(plan("--history", history).out()).contains("dnskey-ttl = \"2d\"");
    Files.writeString(signed, Files.readString(zone) + live.replace("172800", "7200"));
    record(history, signed, "2026-11-02T00:00:00Z");
    assertThat(plan("--history", history, "--at", "2026-11-02T01:00:00Z").out())
        .contains("dnskey-ttl = \"2d\"");
    assertThat(plan("--history", history, "--at", "2026-11-09T01:00:00Z").out())
        .contains("dnskey-ttl = \"2h\"");
  }

  @Test
  @DisplayName("An unsigned zone that is live is in caches by its own TTLs, too")
  void unsignedLiveZone() throws Exception {
    Path live = folder.resolve("live");
    Files.writeString(
        live, Files.readString(zone) + "zone.example. 172800 IN TYPE65280 \\# 1 00\n");
    Cli.Answer seen = plan("go-signed", List.of("--previous", live.toString()));
    seen.ends(ExitCode.PASS);
    assertThat(seen.out()).contains("data-ttl = \"2d\"");
    assertThat(seen.err()).contains("2d by " + live);

    String history = folder.resolve("history").toString();
    record(history, live, "2026-11-01T00:00:00Z");
    record(history, live, "2026-11-02T00:00:00Z");
    List<String> noted = List.of("--history", history, "--at", "2026-11-03T00:00:00Z");
    plan("go-signed", noted)
        .refuses(ExitCode.UNDECIDED, "was not signed", "unless --previous gives it");
    assertThat(plan("ksk-roll", noted).err()).contains("note: the history", "was not signed");
    List<String> given = new ArrayList<>(noted);
    given.addAll(List.of("--previous", live.toString()));
    assertThat(plan("go-signed", given).out()).contains("data-ttl = \"2d\"");
  }

  @Test
  @DisplayName("A DS file that the policy names and nobody has made is not passed over")
  void missingDsFile() throws Exception {
    policy("[parent]\nds = \"dsset\"\n");
    plan().refuses(ExitCode.UNDECIDED, "dsset", "file not found");
    Files.writeString(
        folder.resolve("dsset"), DS.formatted(10_800).replace("zone ", "zone.example. "));
    assertThat(plan().out()).contains("ds-ttl = \"3h\"");
  }

  private static void record(String history, Path signed, String at) {
    Cli.run("history", "record", "--released", "--history", history, "--at", at, signed.toString())
        .ends(ExitCode.PASS);
  }
}
