package io.zonegate.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.alarm.WatchedZone;
import io.zonegate.policy.GateSettings;
import io.zonegate.release.Freeze;
import io.zonegate.release.ProbeNote;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.verifier.parent.ServerAddress;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures, and that what is written is Prometheus' text format. */
class GateMetricsTest {
  @TempDir Path folder;
  private WatchedZone gate;
  private GateMetrics metrics;

  @BeforeEach
  void open() {
    gate = new WatchedZone(folder);
    GateSettings settings =
        gate.settings(
            Duration.ofDays(1),
            WatchedZone.webhook("on \"call\"", URI.create("http://127.0.0.1:9/")));
    metrics = new GateMetrics(() -> gate.now);
    metrics.add(WatchedZone.ZONE, settings, gate.store);
    metrics.add("other.example.", settings, gate.store);
  }

  @AfterEach
  void close() {
    gate.close();
  }

  private String text() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MetricsText.write(metrics.collect(), out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String line(String name, String labels, String value) {
    return "\nzonegate_zone_" + name + "{" + labels + "} " + value + "\n";
  }

  @Test
  void figuresAreWhatTheDatabaseSays() throws Exception {
    gate.live(4294967295L, gate.now.plus(Duration.ofDays(3)));
    Release held = gate.put(WatchedZone.ZONE, 7, gate.now, ReleaseState.HELD);
    gate.store.papers().keepVerdict(held, "PASS", "{}", gate.now);
    gate.store
        .probes()
        .keep(
            held,
            List.of(
                new ProbeNote("a", gate.now, "GOOD", ""),
                new ProbeNote("b", gate.now, "WRONG", "")));
    gate.store.freezes().freeze(WatchedZone.ZONE, new Freeze(gate.now, "ann", "a test"));
    gate.store.deliveries().begin(WatchedZone.ZONE, "on \"call\"");
    gate.say(WatchedZone.ZONE, "blocked");
    long start = WatchedZone.START.getEpochSecond();
    String zone = "zone=\"zone.example.\"";
    String receiver = "receiver=\"on \\\"call\\\"\"," + zone;
    assertThat(text())
        .contains(line("live_serial", zone, "4.294967295E9"))
        .contains(line("expiry_seconds", zone, "259200.0"))
        .contains(line("expiry_level", "level=\"warn\"," + zone, "1.0"))
        .contains(line("expiry_level", "level=\"good\"," + zone, "0.0"))
        .contains(line("in_flight", "state=\"held\"," + zone, "1.0"))
        .contains(line("in_flight", "state=\"soaking\"," + zone, "0.0"))
        .contains(line("releases", "state=\"live\"," + zone, "1.0"))
        .contains(line("last_verdict_timestamp_seconds", zone, start / 1e9 + "E9"))
        .contains(line("probed_servers", "outcome=\"wrong\"," + zone, "1.0"))
        .contains(line("frozen", zone, "1.0"))
        .contains(line("undelivered_events", receiver, "1.0"))
        .contains(line("alarm_test_timestamp_seconds", receiver, "0.0"))
        .contains(line("frozen", "zone=\"other.example.\"", "0.0"));
  }

  /** https://prometheus.io/docs/instrumenting/exposition_formats/ */
  @Test
  void whatIsWrittenIsTheTextFormat() throws Exception {
    gate.live(1, gate.now.plus(Duration.ofDays(3)));
    assertTextFormat(text());
  }

  private static void assertTextFormat(String text) {
    String name = "[a-z_][a-z0-9_]*";
    String label = name + "=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"";
    Set<String> samples = new HashSet<>();
    String family = "";
    assertThat(text).endsWith("\n");
    for (String line : text.split("\n")) {
      if (line.startsWith("# TYPE ")) {
        assertThat(line).matches("# TYPE " + name + " (gauge|counter|untyped)");
        family = line.split(" ")[2];
      } else if (line.startsWith("# ")) {
        assertThat(line).matches("# HELP " + name + " .+");
      } else {
        assertThat(line).matches(name + "\\{" + label + "(," + label + ")*\\} -?[0-9.]+(E[0-9]+)?");
        assertThat(line.substring(0, line.indexOf('{'))).isEqualTo(family);
        assertThat(samples.add(line.substring(0, line.lastIndexOf(' ')))).as(line).isTrue();
      }
    }
    assertThat(samples).hasSizeGreaterThan(20);
  }

  @Test
  void theEndpointAnswersWithThem() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    gate.live(1, gate.now.plus(Duration.ofDays(3)));
    ServerAddress address = ServerAddress.parse("127.0.0.1:" + port).orElseThrow();
    try (MetricsEndpoint endpoint = MetricsEndpoint.open(address, metrics)) {
      assertThat(endpoint).isNotNull();
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create("http://" + address + "/metrics")).build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("text/plain; version=0.0.4");
      assertTextFormat(answer.body());
    }
  }
}
