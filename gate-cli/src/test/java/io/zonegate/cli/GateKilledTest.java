package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.parent.ParentZoneServer;
import io.zonegate.testzones.make.ZoneMaker;
import io.zonegate.testzones.make.ZoneShape;
import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SigningPlan;
import io.zonegate.testzones.sign.ZoneSigner;
import io.zonegate.verifier.drill.ServedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;

/**
 * The daemon is killed at random moments of whole releases and started again. More rounds:
 * -Dtest.jvm=-Dzonegate.kills=300.
 */
@Timeout(1_200)
class GateKilledTest {
  private static final int KILLS = Integer.getInteger("zonegate.kills", 12);
  private static final Name ZONE = GoodZone.ORIGIN;

  /** Every third candidate is damaged. */
  private static final int BAD = 3;

  @TempDir Path folder;
  private final Map<String, Integer> good = new HashMap<>();

  @Test
  void whatServersHaveHasPassedAndNoReleaseIsLostOrLiveTwice() throws Exception {
    Random random = new Random(20260505);
    SigningKeys keys = SigningKeys.pair(KeyAlgorithm.ECDSAP256, 1);
    Files.writeString(folder.resolve("ds"), keys.dnskeySigners().get(0).dsText(ZONE, 3600) + "\n");
    Path one = Files.createDirectory(folder.resolve("one")).resolve("zone");
    Path two = Files.createDirectory(folder.resolve("two")).resolve("zone");
    try (ParentZoneServer first = ParentZoneServer.answering(new ServedFile(one));
        ParentZoneServer second = ParentZoneServer.answering(new ServedFile(two))) {
      policy(one, first, two, second);
      int serial = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        serial++;
        submit(keys, serial);
        try (GateProcess daemon = GateProcess.run(policy(), clock(kill), folder.resolve("log"))) {
          Thread.sleep(500 + random.nextInt(5_500));
          assertThat(daemon.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue();
          daemon.kill();
        }
        for (Path file : List.of(one, two)) {
          assertThat(!Files.exists(file) || good.containsKey(Files.readString(file)))
              .as("kill %d: %s has octets that did not pass", kill, file)
              .isTrue();
        }
        gate("doctor -q").ends(ExitCode.PASS);
      }
      serial = (serial / BAD + 1) * BAD + 1;
      String last = submit(keys, serial);
      finish("live       release " + (KILLS + 1) + ",", KILLS);
      assertThat(good).containsKey(last);
      assertThat(Files.readString(one)).isEqualTo(last);
      assertThat(Files.readString(two)).isEqualTo(last);
      submit(keys, serial + BAD);
      finish("live       release " + (KILLS + 2) + ",", KILLS + 1);
      String back = rollBack(keys, serial + 2 * BAD, random, List.of(one, two));
      assertThat(Files.readString(one)).isEqualTo(back);
      assertThat(Files.readString(two)).isEqualTo(back);
    }
    gate("doctor").ends(ExitCode.PASS);
    List<String> events = gate("history --export").ends(ExitCode.PASS).out().lines().toList();
    List<String> live =
        events.stream()
            .filter(e -> e.contains("\"kind\":\"live\""))
            .map(e -> e.replaceAll(".*\"release\":([0-9]+).*", "$1"))
            .toList();
    assertThat(live).isNotEmpty().doesNotHaveDuplicates();
    for (int n = 1; n <= KILLS + 1; n++) {
      String submitted = "\"release\":" + n + ",\"actor\":";
      assertThat(events).as("release %d", n).anyMatch(e -> e.contains(submitted));
    }
  }

  /** A way back is brought, judged and taken, and the daemon is killed again and again. */
  private String rollBack(SigningKeys keys, int serial, Random random, List<Path> files)
      throws Exception {
    String back = signed(keys, serial);
    good.put(back, serial);
    Path file = Files.writeString(folder.resolve("back"), back, StandardCharsets.ISO_8859_1);
    gate("submit --way-back", file.toString()).ends(ExitCode.PASS);
    boolean taken = false;
    int start = KILLS + 2;
    for (; start < KILLS + 6; start++) {
      try (GateProcess daemon = GateProcess.run(policy(), clock(start), folder.resolve("log"))) {
        Thread.sleep(500 + random.nextInt(3_500));
        daemon.kill();
      }
      taken = taken || gate("rollback --reason test").code() == ExitCode.PASS;
      for (Path served : files) {
        assertThat(good).containsKey(Files.readString(served));
      }
      gate("doctor -q").ends(ExitCode.PASS);
    }
    if (!taken) {
      finish("ready, serial " + serial, start++);
      gate("rollback --reason test").ends(ExitCode.PASS);
    }
    finish(
        "a rollback of release %d to the content of release %d, since"
            .formatted(KILLS + 2, KILLS + 1),
        start);
    assertThat(gate("status").out()).contains("live       release " + (KILLS + 3) + ",");
    return back;
  }

  /** Drives until the status has this text. */
  private void finish(String text, int start) throws Exception {
    try (GateProcess daemon = GateProcess.run(policy(), clock(start), folder.resolve("log"))) {
      for (int i = 0; i < 600 && !gate("status").out().contains(text); i++) {
        assertThat(daemon.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue();
        Thread.sleep(200);
      }
      daemon.kill();
    }
    assertThat(gate("status").out()).contains(text);
  }

  /** Each start's clock is later than all that the one before it can have seen. */
  private static Instant clock(int start) {
    return Cli.NOW.plus(Duration.ofMinutes(start));
  }

  private Path policy() {
    return folder.resolve("policy.toml");
  }

  private Cli.Answer gate(String words, String... more) {
    return Cli.run(
        Cli.words(Cli.words(("gate " + words).split(" "), "--policy", policy().toString()), more));
  }

  private static String signed(SigningKeys keys, int serial) {
    List<Record> records = new ArrayList<>();
    for (Record record : ZoneMaker.records(ZoneShape.of(ZONE.toString(), 1, 10))) {
      records.add(record instanceof SOARecord soa ? with(soa, serial) : record);
    }
    SigningPlan plan =
        new SigningPlan(
            keys,
            Denial.nsec3(false),
            Cli.NOW.minus(Duration.ofDays(1)),
            Cli.NOW.plus(Duration.ofDays(14)),
            3600);
    return ZoneSigner.sign(ZONE, records, plan).text();
  }

  private String submit(SigningKeys keys, int serial) throws IOException {
    String text = signed(keys, serial);
    if (serial % BAD == 0) {
      text = text.replaceFirst("198\\.18\\.", "198.19.");
    } else {
      good.put(text, serial);
    }
    Path file = Files.writeString(folder.resolve("candidate"), text, StandardCharsets.ISO_8859_1);
    gate("submit", file.toString()).ends(ExitCode.PASS);
    return text;
  }

  private static SOARecord with(SOARecord soa, int serial) {
    return new SOARecord(
        soa.getName(),
        soa.getDClass(),
        soa.getTTL(),
        soa.getHost(),
        soa.getAdmin(),
        serial,
        soa.getRefresh(),
        soa.getRetry(),
        soa.getExpire(),
        soa.getMinimum());
  }

  private void policy(Path one, ParentZoneServer first, Path two, ParentZoneServer second)
      throws IOException {
    StringBuilder text =
        new StringBuilder(
            "version = 1\n[zone]\norigin = \"" + ZONE + "\"\n[parent]\nds = \"ds\"\n");
    text.append("[gate]\nfolder = \"gate\"\n");
    for (int i = 0; i < 2; i++) {
      text.append(
          """
          [[gate.stage]]
          name = "stage-%d"
          file = "%s"
          servers = ["%s"]
          probe-interval = "1s"
          good-probes = 1
          soak = "0s"
          deadline = "10m"
          transfer = false
          """
              .formatted(i, i == 0 ? one : two, i == 0 ? first.address() : second.address()));
    }
    Files.writeString(policy(), text);
  }
}
