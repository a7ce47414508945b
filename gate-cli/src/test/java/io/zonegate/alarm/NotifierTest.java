package io.zonegate.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonegate.policy.GateSettings;
import io.zonegate.policy.ReceiverSettings;
import io.zonegate.release.LoggedEvent;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How events get to those who must hear of them, and what happens if they do not. */
@Timeout(120)
class NotifierTest {
  private static final String OTHER = "other.example.";

  @TempDir Path folder;
  private WatchedZone gate;
  private FakeReceiver http;
  private ReceiverSettings onCall;

  @BeforeEach
  void open() throws Exception {
    gate = new WatchedZone(folder);
    http = new FakeReceiver();
    onCall = WatchedZone.webhook("on-call", http.url());
  }

  @AfterEach
  void close() {
    http.close();
    gate.close();
  }

  /** A process's notifier for zones with these settings. */
  private List<Notifier.Way> ways(Map<String, GateSettings> zones) {
    Notifier notifier = new Notifier(gate.store, () -> gate.now, "gate-1");
    zones.forEach(notifier::add);
    return notifier.ways(folder);
  }

  private List<Notifier.Way> ways(ReceiverSettings... receivers) {
    return ways(Map.of(WatchedZone.ZONE, gate.settings(Duration.ZERO, receivers)));
  }

  private static void look(List<Notifier.Way> ways) throws InterruptedException {
    for (Notifier.Way way : ways) {
      way.look();
    }
  }

  private ReceiverState state(ReceiverSettings receiver) {
    return state(gate.settings(Duration.ZERO, receiver));
  }

  private ReceiverState state(GateSettings settings) {
    return ReceiverState.of(WatchedZone.ZONE, settings, gate.store, gate.now).get(0);
  }

  @Test
  void whatIsUrgentOrAskedForArrivesInItsOrderAndOnce() throws Exception {
    gate.say(WatchedZone.ZONE, "held");
    List<Notifier.Way> ways = ways(onCall);
    String digest = gate.say(WatchedZone.ZONE, "blocked");
    gate.say(WatchedZone.ZONE, "verified");
    gate.say(WatchedZone.ZONE, "frozen");
    gate.say(OTHER, "blocked");
    gate.say(WatchedZone.ZONE, "live");
    look(ways);
    look(ways);
    // Not what was before it was a receiver, nor another zone's.
    assertThat(http.values("kind")).containsExactly("blocked", "frozen", "live");
    assertThat(http.values("level")).containsExactly("critical", "warn", "info");
    assertThat(http.got.get(0).key()).isEqualTo(digest);
    JsonNode json = new ObjectMapper().readTree(http.got.get(0).body());
    assertThat(json.get("id").asText()).isEqualTo(digest);
    assertThat(json.get("gate").asText()).isEqualTo("gate-1");
    assertThat(json.at("/details/reason").asText()).isEqualTo("a test");
    assertThat(json.get("text").asText())
        .isEqualTo("[critical] zone.example. blocked by somebody: reason=a test");
    assertThat(state(onCall).undelivered()).isZero();
    assertThat(state(onCall).trouble()).isEmpty();
  }

  @Test
  void aReceiverThatIsDownGetsItLaterAndAKillLosesNothing() throws Exception {
    List<Notifier.Way> ways = ways(onCall);
    String first = gate.say(WatchedZone.ZONE, "blocked");
    http.answer = body -> 503;
    look(ways);
    assertThat(state(onCall).undelivered()).isEqualTo(1);
    assertThat(state(onCall).trouble().orElseThrow())
        .contains("deliveries fail since " + gate.now, "127.0.0.1 answered with HTTP 503");
    gate.restart();
    http.answer = body -> 204;
    String second = gate.say(WatchedZone.ZONE, "held");
    look(ways(onCall));
    assertThat(http.got).extracting(FakeReceiver.Got::key).containsExactly(first, second);
    assertThat(state(onCall).trouble()).isEmpty();
  }

  /** It was delivered, and the gate died before it could note that. */
  @Test
  void whatComesTwiceHasTheSameKey() throws Exception {
    ways(onCall);
    gate.say(WatchedZone.ZONE, "blocked");
    long told = gate.store.deliveries().told(WatchedZone.ZONE, "on-call").orElseThrow();
    look(ways(onCall));
    gate.store.close();
    try (var database = java.sql.DriverManager.getConnection("jdbc:sqlite:" + folder + "/gate.db");
        var run = database.createStatement()) {
      run.executeUpdate("UPDATE receiver SET told = " + told);
    }
    gate.store = io.zonegate.release.ReleaseStore.open(folder);
    look(ways(onCall));
    assertThat(http.got).hasSize(2);
    assertThat(http.got.get(0).key()).isEqualTo(http.got.get(1).key());
  }

  @Test
  void afterAFailureItWaitsBeforeItTriesAgain() throws Exception {
    List<Notifier.Way> ways = ways(onCall);
    gate.say(WatchedZone.ZONE, "blocked");
    int[] asked = new int[1];
    http.answer =
        body -> {
          asked[0]++;
          return 500;
        };
    for (int i = 0; i < 20; i++) {
      look(ways);
    }
    assertThat(asked[0]).isLessThan(3);
  }

  @Test
  void whoNeverAnswersIsGivenUpInTime() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      ReceiverSettings receiver =
          WatchedZone.webhook(
              "silent", URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"));
      List<Notifier.Way> ways = ways(receiver);
      gate.say(WatchedZone.ZONE, "blocked");
      look(ways);
      assertThat(state(receiver).target().failure()).contains("did not answer within 1 s");
    }
    http.endless = true;
    http.answer = body -> 200;
    List<Notifier.Way> ways = ways(onCall);
    gate.say(WatchedZone.ZONE, "blocked");
    look(ways);
    assertThat(state(onCall).target().failure()).contains("did not answer within 1 s");
  }

  @Test
  void nobodyIsFollowedElsewhere() throws Exception {
    List<Notifier.Way> ways = ways(onCall);
    gate.say(WatchedZone.ZONE, "blocked");
    http.answer = body -> 307;
    look(ways);
    assertThat(state(onCall).target().failure()).contains("HTTP 307");
  }

  @Test
  void aTokenIsSentAndIsInNoMessage() throws Exception {
    Path headers =
        Files.writeString(
            folder.resolve("token"), "# for the pager\nAuthorization: Bearer s3cr3t\n");
    ReceiverSettings receiver =
        WatchedZone.receiver("on-call", Optional.of(http.url()), Optional.of(headers), List.of());
    List<Notifier.Way> ways = ways(receiver);
    gate.say(WatchedZone.ZONE, "blocked");
    look(ways);
    assertThat(http.got.get(0).authorization()).isEqualTo("Bearer s3cr3t");
    for (String bad :
        List.of("Bearer s3cr3t\n", "Bad Name: s3cr3t\n", "X: s3cr3t\u0007\n", "Host: s3cr3t")) {
      Files.writeString(headers, bad);
      gate.say(WatchedZone.ZONE, "blocked");
      look(ways(receiver));
      assertThat(state(receiver).target().failure())
          .contains("headers " + headers + ": line 1 is not NAME: VALUE")
          .doesNotContain("s3cr3t");
    }
    Files.delete(headers);
    look(ways(receiver));
    assertThat(state(receiver).target().failure()).contains("no such file or folder");
    assertThat(gate.store.eventsAfter(0))
        .extracting(LoggedEvent::line)
        .noneMatch(l -> l.contains("s3cr3t"));
  }

  @Test
  void aCommandHasTheEventInItsEnvironment() throws Exception {
    Path out = folder.resolve("out");
    Path flag = folder.resolve("flag");
    String script =
        "test -e "
            + flag
            + " && echo \"$ZONEGATE_LEVEL $ZONEGATE_KIND $ZONEGATE_ZONE"
            + " $ZONEGATE_EVENT_ID $ZONEGATE_TEXT\" >> "
            + out
            + " && echo \"$ZONEGATE_EVENT\" >> "
            + out;
    ReceiverSettings receiver =
        WatchedZone.receiver(
            "pager", Optional.empty(), Optional.empty(), List.of("sh", "-c", script));
    List<Notifier.Way> ways = ways(receiver);
    String digest = gate.say(WatchedZone.ZONE, "blocked");
    look(ways);
    assertThat(state(receiver).target().failure()).contains("sh ended with 1");
    Files.writeString(flag, "");
    look(ways(receiver));
    List<String> lines = Files.readAllLines(out);
    assertThat(lines.get(0)).startsWith("critical blocked zone.example. " + digest + " [critical]");
    assertThat(new ObjectMapper().readTree(lines.get(1)).get("id").asText()).isEqualTo(digest);
  }

  @Test
  void anEventThatIsNotTakenKeepsNoOtherZone() throws Exception {
    GateSettings settings = gate.settings(Duration.ZERO, onCall);
    Map<String, GateSettings> zones = new java.util.TreeMap<>();
    zones.put(WatchedZone.ZONE, settings);
    zones.put(OTHER, settings);
    ways(zones);
    gate.say(OTHER, "blocked");
    gate.say(WatchedZone.ZONE, "blocked");
    http.answer = body -> body.contains(OTHER) ? 400 : 204;
    // The next process may begin with the same zone: what counts is that one goes round.
    List<Notifier.Way> ways = ways(zones);
    look(ways);
    Thread.sleep(2_100);
    look(ways);
    assertThat(http.values("zone")).containsExactly(WatchedZone.ZONE);
    assertThat(gate.store.deliveries().told(OTHER, "on-call").orElseThrow()).isLessThan(1);
  }

  @Test
  void theWayIsTestedEveryDayOnceForAllZones() throws Exception {
    GateSettings settings = gate.settings(Duration.ofDays(1), onCall);
    Map<String, GateSettings> zones = Map.of(WatchedZone.ZONE, settings, OTHER, settings);
    List<Notifier.Way> ways = ways(zones);
    assertThat(ways).hasSize(1);
    for (int hour = 0; hour < 50; hour++) {
      look(ways);
      gate.pass(Duration.ofHours(1));
    }
    look(ways(zones));
    assertThat(http.values("kind")).containsExactly("alarm-test", "alarm-test", "alarm-test");
    assertThat(state(settings).trouble()).isEmpty();
  }

  @Test
  void aTestThatDoesNotArriveIsSeen() throws Exception {
    GateSettings settings = gate.settings(Duration.ofDays(1), onCall);
    assertThat(state(settings).trouble().orElseThrow()).contains("has not been started with it");
    look(ways(Map.of(WatchedZone.ZONE, settings)));
    assertThat(state(settings).trouble()).isEmpty();
    gate.pass(Duration.ofHours(24));
    http.answer = body -> 500;
    look(ways(Map.of(WatchedZone.ZONE, settings)));
    assertThat(state(settings).trouble().orElseThrow()).contains("deliveries fail since");
    // Nobody has tested for days: the daemon is away.
    http.answer = body -> 204;
    look(ways(Map.of(WatchedZone.ZONE, settings)));
    gate.pass(Duration.ofDays(3));
    assertThat(state(settings).trouble().orElseThrow())
        .contains("the last self-test was at", "is zonegate gate run at work?");
  }

  @Test
  void afterAClockThatWasSetBackTheNextTestIsNotAYearAway() throws Exception {
    GateSettings settings = gate.settings(Duration.ofDays(1), onCall);
    gate.pass(Duration.ofDays(365));
    look(ways(Map.of(WatchedZone.ZONE, settings)));
    gate.now = WatchedZone.START;
    look(ways(Map.of(WatchedZone.ZONE, settings)));
    assertThat(http.got).hasSize(2);
  }

  @Test
  void otherReceiversHearThatOneFails() throws Exception {
    try (FakeReceiver second = new FakeReceiver()) {
      ReceiverSettings backup = WatchedZone.webhook("backup", second.url());
      ways(onCall, backup);
      http.answer = body -> 500;
      gate.say(WatchedZone.ZONE, "blocked");
      for (int minutes = 0; minutes < 30; minutes += 5) {
        look(ways(onCall, backup));
        gate.pass(Duration.ofMinutes(5));
      }
      assertThat(second.values("kind")).containsExactly("blocked", "receiver-failing");
      assertThat(second.got.get(1).body()).contains("\"receiver\":\"on-call\"", "HTTP 500");
      http.answer = body -> 204;
      look(ways(onCall, backup));
      assertThat(http.values("kind")).containsExactly("blocked", "receiver-failing");
    }
  }

  @Test
  void aTestByHandIsSentPastWhatWaits() throws Exception {
    List<Notifier.Way> ways = ways(onCall);
    gate.say(WatchedZone.ZONE, "blocked");
    assertThat(ways.get(0).sendTest("ann")).isEmpty();
    look(ways);
    assertThat(http.values("kind")).containsExactly("alarm-test-by-hand", "blocked");
    http.answer = body -> 500;
    assertThat(ways.get(0).sendTest("ann").orElseThrow()).contains("HTTP 500");
  }

  @Test
  void aHeartbeatThatIsNotAnsweredIsSaid() throws Exception {
    Heartbeat heartbeat = new Heartbeat(http.url());
    assertThat(heartbeat.beat()).isEmpty();
    assertThat(http.got).hasSize(1);
    http.answer = body -> 500;
    assertThat(heartbeat.beat()).contains("heartbeat to 127.0.0.1: it answered with HTTP 500");
  }
}
