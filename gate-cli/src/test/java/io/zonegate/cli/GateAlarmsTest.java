package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonegate.alarm.FakeReceiver;
import io.zonegate.alarm.WatchedZone;
import io.zonegate.file.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Alarms as the commands show and send them. */
@Timeout(120)
class GateAlarmsTest {
  @TempDir Path folder;
  private FakeReceiver http;

  @BeforeEach
  void listen() throws IOException {
    http = new FakeReceiver();
  }

  @AfterEach
  void close() {
    http.close();
  }

  private Path policy(String zone, String more) throws IOException {
    return Files.writeString(
        folder.resolve(zone + "toml"),
        """
        version = 1
        [zone]
        origin = "%s"
        [parent]
        none = true
        [gate]
        folder = "gate"
        [[gate.stage]]
        name = "only"
        file = "live-%s"
        servers = ["127.0.0.1:9"]
        """
                .formatted(zone, zone)
            + more);
  }

  private String receiver() {
    return "[[gate.notify]]\nname = \"on-call\"\nwebhook = \"" + http.url() + "\"\n";
  }

  private Cli.Answer gate(Path policy, String words) {
    return Cli.run((("gate " + words).strip() + " --policy " + policy).split(" "));
  }

  private void submit(Path policy) throws IOException {
    Path file = Files.writeString(folder.resolve("zone"), "no zone\n");
    gate(policy, "submit " + file).ends(ExitCode.PASS);
  }

  @Test
  void whatEndsIsToldAndTestedAlsoWithoutADaemon() throws Exception {
    Path policy = policy("zone.example.", receiver());
    submit(policy);
    gate(policy, "run --until-idle").ends(ExitCode.PASS);
    assertThat(http.values("kind")).containsExactlyInAnyOrder("alarm-test", "undecided");
    assertThat(gate(policy, "status").ends(ExitCode.PASS).out())
        .contains("notify     on-call: 0 undelivered, last self-test arrived 0 s ago");
    gate(policy, "doctor").ends(ExitCode.PASS);
    http.answer = body -> 500;
    assertThat(gate(policy, "notify-test").ends(ExitCode.UNDECIDED).out())
        .isEqualTo("FAULT on-call: 127.0.0.1 answered with HTTP 500\n");
    submit(policy);
    Cli.Answer run = gate(policy, "run --until-idle").ends(ExitCode.PASS);
    assertThat(run.out()).contains("undecided by gate");
    JsonNode receiver =
        new ObjectMapper()
            .readTree(gate(policy, "status --format json").ends(ExitCode.PASS).out())
            .at("/receivers/0");
    assertThat(receiver.get("undelivered").asInt()).isEqualTo(1);
    assertThat(receiver.get("trouble").asText()).contains("deliveries fail since");
    assertThat(gate(policy, "doctor -q").ends(ExitCode.UNDECIDED).out())
        .contains("FAULT receiver on-call: deliveries fail since");
    http.answer = body -> 204;
    assertThat(gate(policy, "notify-test").ends(ExitCode.PASS).out())
        .isEqualTo("OK    on-call: arrived\n");
    gate(policy, "run --until-idle").ends(ExitCode.PASS);
    gate(policy, "doctor").ends(ExitCode.PASS);
    assertThat(http.values("kind")).endsWith("alarm-test-by-hand", "undecided");
  }

  @Test
  void thePolicyIsTakenAtItsWord() throws Exception {
    gate(policy("zone.example.", ""), "notify-test")
        .refuses(ExitCode.CONFIGURATION, "[[gate.notify]]");
    String metrics = "[gate.metrics]\nlisten = \"localhost\"\n";
    String expiry = "[gate.expiry]\nwarn = \"1d\"\ncritical = \"2d\"\n";
    String two = "[[gate.notify]]\nname = \"x\"\nwebhook = \"ftp://x/\"\ncommand = [\"y\"]\n";
    Cli.Answer answer = gate(policy("zone.example.", two + expiry + metrics), "status");
    assertThat(answer.ends(ExitCode.CONFIGURATION).err())
        .contains("must be a URL that begins with https:// or http://")
        .contains("needs one of webhook, webhook-file and command, has 2")
        .contains("gate.expiry.critical is 2d, must be less than gate.expiry.warn, which is 1d")
        .contains("gate.metrics.listen is \"localhost\", must be ADDRESS:PORT");
  }

  @Test
  void theAgeOfTheLiveZoneIsShown() throws Exception {
    Path policy = policy("zone.example.", "[gate.metrics]\nfile = \"zonegate.prom\"\n");
    Files.createDirectories(folder.resolve("gate"));
    try (WatchedZone zone = new WatchedZone(folder.resolve("gate"))) {
      zone.live(7, Cli.NOW.plus(Duration.ofHours(20)));
    }
    gate(policy, "run --until-idle").ends(ExitCode.PASS);
    assertThat(gate(policy, "status").ends(ExitCode.PASS).out())
        .contains("expiry     CRITICAL, 20 h left until its first signature expires, 2026-11-25");
    JsonNode status =
        new ObjectMapper().readTree(gate(policy, "status --format json").ends(ExitCode.PASS).out());
    assertThat(status.at("/expiry/level").asText()).isEqualTo("critical");
    assertThat(status.at("/expiry/seconds").asLong()).isEqualTo(20 * 3600);
    assertThat(gate(policy, "history").ends(ExitCode.PASS).out())
        .contains("expiry-critical by gate");
    assertThat(gate(policy, "doctor -q").ends(ExitCode.UNDECIDED).out())
        .contains("FAULT live zone: CRITICAL, 20 h left");
    assertThat(folder.resolve("zonegate.prom"))
        .content()
        .contains("zonegate_zone_expiry_level{level=\"critical\",zone=\"zone.example.\"} 1.0");
  }

  /** As long as people would hear of it, and no longer. */
  @Test
  void theDaemonsHeartbeatStopsWhenNobodyWouldHear() throws Exception {
    try (FakeReceiver watch = new FakeReceiver()) {
      Path policy =
          policy(
              "zone.example.",
              receiver()
                  + "[gate.alarm]\nheartbeat = \""
                  + watch.url()
                  + "\"\nheartbeat-every = \"1s\"\n[gate.metrics]\nfile = \"z.prom\"\nevery = \"1s\"\n");
      Path log = folder.resolve("log");
      try (GateProcess daemon = GateProcess.run(policy, Cli.NOW, log)) {
        await(daemon, log, () -> watch.got.size() >= 2);
        await(daemon, log, () -> Files.exists(folder.resolve("z.prom")));
        http.answer = body -> 500;
        submit(policy);
        await(daemon, log, () -> Files.readString(log).contains("heartbeat: withheld, receiver"));
        int beats = watch.got.size();
        http.answer = body -> 204;
        await(daemon, log, () -> watch.got.size() > beats);
        daemon.kill();
      }
      assertThat(http.values("kind")).containsExactly("alarm-test", "undecided");
    }
  }

  private static void await(GateProcess daemon, Path log, Callable<Boolean> what) throws Exception {
    for (int i = 0; i < 600 && !what.call(); i++) {
      assertThat(daemon.isAlive()).as(Files.readString(log)).isTrue();
      Thread.sleep(100);
    }
    assertThat(what.call()).as(Files.readString(log)).isTrue();
  }

  /** The zone before it was opened already when the turn of this one was refused. */
  @Test
  void whatCannotBeDrivenLeavesNothingOpen() throws Exception {
    Path first = policy("a.example.", "");
    Path second = policy("b.example.", "");
    Path locks = Files.createDirectories(folder.resolve("gate/locks"));
    gate(first, "status").ends(ExitCode.PASS);
    try (Turn turn = Turn.take(locks.resolve("b.example.lock")).orElseThrow()) {
      assertThat(turn.held()).isTrue();
      Cli.run("gate", "run", "--until-idle", first.toString(), second.toString())
          .refuses(ExitCode.UNDECIDED, "another process drives the releases of b.example.");
      assertThat(openFiles()).noneMatch(f -> f.contains("gate.db") || f.contains("a.example"));
    }
    Cli.run("gate", "run", "--until-idle", first.toString(), second.toString()).ends(ExitCode.PASS);
    assertThat(openFiles()).isEmpty();
  }

  /** What this process has open below the test's folder. */
  private List<String> openFiles() throws IOException {
    try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
      return links
          .map(Path::toFile)
          .map(
              link -> {
                try {
                  return link.getCanonicalPath();
                } catch (IOException e) {
                  // It was closed meanwhile.
                  return "";
                }
              })
          .filter(name -> name.startsWith(folder.toString()))
          .toList();
    }
  }
}
