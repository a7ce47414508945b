package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.parent.ParentZoneServer;
import io.zonegate.parent.RealServer;
import io.zonegate.transfer.ServerLimits;
import io.zonegate.transfer.SmallZone;
import io.zonegate.transfer.TransferPeers;
import io.zonegate.transfer.TransferServer;
import io.zonegate.transfer.TransferUrl;
import io.zonegate.transfer.TransferView;
import io.zonegate.transfer.ZoneImage;
import io.zonegate.transfer.ZoneTransfer;
import io.zonegate.verifier.drill.ServedFile;
import io.zonegate.verifier.parent.ServerAddress;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Stages whose servers take the zone from the gate itself. */
@Timeout(300)
class GateTransferTest {
  @TempDir Path folder;
  private int port;

  @BeforeEach
  void keys() throws Exception {
    port = RealServer.freePort();
    TransferPeers.keyFile(folder, "hidden");
    TransferPeers.keyFile(folder, "all");
    Files.writeString(folder.resolve("ds"), SmallZone.of(1).ds());
  }

  private void policy(String... stages) throws IOException {
    Files.writeString(
        folder.resolve("policy.toml"),
        """
        version = 1
        [zone]
        origin = "zone.example."
        [parent]
        ds = "ds"
        [gate]
        folder = "gate"
        transfer-listen = ["127.0.0.1:%d"]
        """
                .formatted(port)
            + String.join("", stages));
  }

  private static String stage(String name, String server, String more) {
    return """
    [[gate.stage]]
    name = "%1$s"
    allow-tsig = "%1$s.key"
    servers = ["%2$s"]
    probe-interval = "1s"
    good-probes = 1
    soak = "0s"
    %3$s
    """
        .formatted(name, server, more);
  }

  private Cli.Answer gate(String words, String... more) {
    String[] policy = {"--policy", folder.resolve("policy.toml").toString()};
    return Cli.now(Cli.words(Cli.words(("gate " + words).split(" "), policy), more));
  }

  private void submit(SmallZone zone) throws IOException {
    Path file = Files.writeString(folder.resolve("candidate"), zone.text());
    gate("submit", file.toString()).ends(ExitCode.PASS);
  }

  private String run() {
    return gate("run --until-idle").ends(ExitCode.PASS).out();
  }

  private static long serial(RealServer server) throws IOException {
    SimpleResolver resolver = new SimpleResolver("127.0.0.1");
    resolver.setPort(server.port());
    Message answer =
        resolver.send(Message.newQuery(Record.newRecord(SmallZone.ORIGIN, Type.SOA, DClass.IN)));
    return answer.getSection(Section.ANSWER).stream()
        .mapToLong(r -> ((SOARecord) r).getSerial())
        .findFirst()
        .orElse(-1);
  }

  /** What the gate gives to the servers of a stage. */
  private Zone given(String stage) throws ZoneReadException {
    TransferUrl url = new TransferUrl(new ServerAddress("127.0.0.1", port), "zone.example.");
    return ZoneTransfer.fetch(
        url, Optional.of(TransferPeers.key(stage)), Instant::now, Duration.ofSeconds(60));
  }

  /** The gate is ended between any two stages: what it gives next follows from the store. */
  @Test
  void nsdHasTheNewVersionWhileKnotStillHasTheOldOne() throws Exception {
    int first = RealServer.freePort();
    int second = RealServer.freePort();
    policy(
        stage("hidden", "127.0.0.1:" + first, "approval = true\ndeadline = \"2m\""),
        stage("all", "127.0.0.1:" + second, "deadline = \"2m\""));
    try (RealServer nsd =
            TransferPeers.nsdSecondary(folder, SmallZone.ORIGIN, first, port, "hidden");
        RealServer knot =
            TransferPeers.knotSecondary(folder, SmallZone.ORIGIN, second, port, "all")) {
      submit(SmallZone.of(1));
      run();
      assertThat(serial(nsd)).isEqualTo(1);
      assertThat(serial(knot)).isEqualTo(-1);
      gate("approve").ends(ExitCode.PASS);
      assertThat(run()).contains("view all, serial 1, AXFR");
      assertThat(serial(knot)).isEqualTo(1);

      submit(SmallZone.of(2));
      assertThat(run()).contains("view hidden, serial 2, IXFR from 1");
      assertThat(serial(nsd)).isEqualTo(2);
      assertThat(serial(knot)).isEqualTo(1);
      gate("approve").ends(ExitCode.PASS);
      assertThat(run()).contains("view all, serial 2, IXFR from 1");
      assertThat(serial(knot)).isEqualTo(2);
      assertThat(gate("status").out()).contains("live       release 2, serial 2");
      assertThat(gate("doctor").ends(ExitCode.PASS).out())
          .contains("stage all, by transfer: release 2 of zone.example. (serial 2) is what");
    }
  }

  /** They take up most connections of their address for some time, and are cut off. */
  @Test
  void slowClientsOnTheTransferPortDoNotKeepARelease() throws Exception {
    int second = RealServer.freePort();
    policy(stage("all", "127.0.0.1:" + second, "deadline = \"2m\""));
    List<Socket> slow = new ArrayList<>();
    try (RealServer knot =
            TransferPeers.knotSecondary(folder, SmallZone.ORIGIN, second, port, "all");
        GateProcess daemon =
            GateProcess.run(folder.resolve("policy.toml"), Instant.now(), folder.resolve("log"))) {
      await(() -> listening() ? "yes" : "no", "yes");
      for (int i = 0; i < 60; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(0);
        slow.add(socket);
      }
      submit(SmallZone.of(1));
      await(() -> gate("status").out(), "live       release 1, serial 1");
      assertThat(serial(knot)).isEqualTo(1);
      await(() -> Files.readString(folder.resolve("log")), "cut off for being slow");
      daemon.kill();
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  private boolean listening() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * It answers probes, and never asks for the zone: as a secondary whose configuration has no
   * primary.
   */
  @Test
  void aServerThatNeverAsksIsHeldAtItsDeadline() throws Exception {
    try (ParentZoneServer deaf = ParentZoneServer.of(records(SmallZone.of(1)));
        ParentZoneServer next = ParentZoneServer.of(records(SmallZone.of(1)))) {
      policy(
          stage("hidden", deaf.address(), "deadline = \"3s\""),
          stage("all", next.address(), "deadline = \"3s\""));
      submit(SmallZone.of(2));
      run();
      assertThat(gate("status").out())
          .contains("HELD in stage hidden", "not through by the deadline of 3 s", "older than 2");
    }
  }

  /** Nothing is given that was not published, and what was given stays through everything. */
  @Test
  void whatIsGivenFollowsFromTheStore() throws Exception {
    policy(
        stage("hidden", "127.0.0.1:9", "deadline = \"2s\""),
        stage("all", "127.0.0.1:9", "deadline = \"2s\""));
    SmallZone one = SmallZone.of(1);
    submit(one);
    run();
    gate("promote", "--reason", "test").ends(ExitCode.PASS);
    run();
    gate("promote", "--reason", "test").ends(ExitCode.PASS);
    SmallZone two = SmallZone.of(2);
    submit(two);
    run();
    gate("abandon", "--reason", "test").ends(ExitCode.PASS);
    gate("freeze", "--reason", "test").ends(ExitCode.PASS);
    submit(new SmallZone(SmallZone.of(3).text().replaceFirst("198\\.18\\.", "198.19."), ""));
    submit(SmallZone.of(4));
    Path log = folder.resolve("log");
    for (int start = 0; start < 2; start++) {
      try (GateProcess daemon =
          GateProcess.run(folder.resolve("policy.toml"), Instant.now(), log)) {
        awaitGiven("hidden", two);
        awaitGiven("all", one);
        // It was killed: what it had made of the store is lost or damaged.
        daemon.kill();
      }
      for (Path image : images()) {
        Files.writeString(image, "damaged");
      }
    }
    assertThat(gate("status").out()).contains("FROZEN");
    assertThatThrownBy(() -> given("hidden")).isInstanceOf(ZoneReadException.class);
  }

  private List<Path> images() throws IOException {
    try (java.util.stream.Stream<Path> files =
        Files.list(folder.resolve("gate/transfer/zone.example.out"))) {
      List<Path> found = files.filter(f -> f.toString().endsWith(".image")).toList();
      assertThat(found).hasSize(2);
      return found;
    }
  }

  private void awaitGiven(String stage, SmallZone zone) throws Exception {
    ZoneReadException failure = null;
    for (int i = 0; i < 600; i++) {
      try {
        assertThat(given(stage).content()).isEqualTo(zone.zone().content());
        return;
      } catch (ZoneReadException e) {
        failure = e;
        Thread.sleep(100);
      }
    }
    throw failure;
  }

  /** A server of the first version, which answers every question. */
  private ServedFile first() throws IOException {
    return new ServedFile(Files.writeString(folder.resolve("served"), SmallZone.of(1).text()));
  }

  /** The signer is asked at the start, then when it says so; what others say is nothing. */
  @Test
  void aNotifyOfTheSignerBringsTheNextCandidate() throws Exception {
    TransferPeers.keyFile(folder, "signer");
    TransferView view = view("signer", List.of(new ServerAddress("127.0.0.1", port)));
    TransferView stranger =
        new TransferView(
            "stranger",
            "zone.example.",
            List.of(TransferPeers.key("all")),
            Set.of(),
            view.notified());
    List<String> said = Collections.synchronizedList(new ArrayList<>());
    try (TransferServer signer = signer(said, view, stranger);
        ParentZoneServer served = ParentZoneServer.answering(first())) {
      primary(signer, "7d", served);
      ZoneImage one = ZoneImage.write(SmallZone.of(1).zone(), folder.resolve("one"));
      ZoneImage two = ZoneImage.write(SmallZone.of(2).zone(), folder.resolve("two"));
      signer.publish(view, one, List.of());
      signer.publish(stranger, one, List.of());
      try (GateProcess daemon =
          GateProcess.run(folder.resolve("policy.toml"), Instant.now(), folder.resolve("log"))) {
        await(() -> gate("status").out(), "release 1, serial 1");
        assertThat(signer.notifyServers(stranger).values().iterator().next().get()).isFalse();
        signer.publish(view, two, List.of(one));
        assertThat(signer.notifyServers(view).values().iterator().next().get()).isTrue();
        await(() -> gate("status").out(), "release 2, serial 2");
        await(() -> Files.readString(folder.resolve("log")), "release 1 of zone.example. by AXFR");
        assertThat(said).anyMatch(line -> line.contains("serial 2, IXFR from 1"));
        daemon.kill();
      }
      assertThat(Files.readString(folder.resolve("log"))).contains("refused, BADKEY for key all.");
    }
  }

  /** NOTIFY may be lost: it is asked again, and what it has already given is no candidate. */
  @Test
  void withoutNotifyTheSignerIsAskedNowAndThen() throws Exception {
    TransferPeers.keyFile(folder, "signer");
    TransferView view = view("signer", List.of());
    List<String> said = Collections.synchronizedList(new ArrayList<>());
    try (TransferServer signer = signer(said, view);
        ParentZoneServer served = ParentZoneServer.answering(first())) {
      primary(signer, "1s", served);
      ZoneImage one = ZoneImage.write(SmallZone.of(1).zone(), folder.resolve("one"));
      signer.publish(view, one, List.of());
      run();
      assertThat(gate("status").out()).contains("release 1, serial 1");
      try (GateProcess daemon =
          GateProcess.run(folder.resolve("policy.toml"), Instant.now(), folder.resolve("log"))) {
        for (int i = 0;
            i < 600 && said.stream().filter(s -> s.contains("SOA of")).count() < 4;
            i++) {
          Thread.sleep(100);
        }
        signer.publish(
            view, ZoneImage.write(SmallZone.of(2).zone(), folder.resolve("two")), List.of(one));
        await(() -> gate("status").out(), "release 2, serial 2");
        daemon.kill();
      }
      // Asked often, and taken once each.
      assertThat(said.stream().filter(s -> s.contains("SOA of")).count()).isGreaterThan(3);
      assertThat(said.stream().filter(s -> s.contains("AXFR of"))).hasSize(1);
    }
  }

  private static TransferView view(String key, List<ServerAddress> notified) {
    return new TransferView(
        "view", "zone.example.", List.of(TransferPeers.key(key)), Set.of(), notified);
  }

  private static TransferServer signer(List<String> said, TransferView... views) throws Exception {
    return TransferServer.start(
        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
        new TransferServer.Clients(List.of(views), List.of()),
        ServerLimits.DEFAULT,
        Instant::now,
        said::add);
  }

  private void primary(TransferServer signer, String poll, ParentZoneServer served)
      throws IOException {
    policy(
        """
        [gate.primary]
        server = "127.0.0.1:%d"
        tsig = "signer.key"
        poll = "%s"
        """
            .formatted(signer.port(), poll),
        stage("hidden", served.address(), "transfer = false"));
  }

  /** Something that is asked again and again. */
  private interface Question {
    String ask() throws Exception;
  }

  private void await(Question question, String answer) throws Exception {
    for (int i = 0; i < 600 && !question.ask().contains(answer); i++) {
      Thread.sleep(100);
    }
    assertThat(question.ask()).as("%s", folder.resolve("log")).contains(answer);
  }

  private static List<Record> records(SmallZone zone) throws IOException {
    List<Record> records = new ArrayList<>();
    try (Master master =
        new Master(new ByteArrayInputStream(zone.text().getBytes(StandardCharsets.ISO_8859_1)))) {
      for (Record r = master.nextRecord(); r != null; r = master.nextRecord()) {
        records.add(r);
      }
    }
    return records;
  }

  @Test
  void stagesThatCannotBeToldApartAreRefused() throws Exception {
    policy(
        stage("hidden", "127.0.0.1:9", ""),
        stage("all", "127.0.0.1:9", "").replace("all.key", "hidden.key"));
    gate("run --until-idle")
        .refuses(ExitCode.CONFIGURATION, "cannot be told from those of stage hidden");
    // The same key in two files.
    Files.copy(folder.resolve("hidden.key"), folder.resolve("copy.key"));
    policy(
        stage("hidden", "127.0.0.1:9", ""),
        stage("all", "127.0.0.1:9", "").replace("all.key", "copy.key"));
    gate("run --until-idle")
        .refuses(ExitCode.CONFIGURATION, "cannot be told from those of stage hidden");
    policy(stage("hidden", "127.0.0.1:9", "file = \"x\""));
    gate("run --until-idle").refuses(ExitCode.CONFIGURATION, "has both file and allow-tsig");
    policy(stage("hidden", "127.0.0.1:9", "reload = \"nsd\""));
    gate("run --until-idle").refuses(ExitCode.CONFIGURATION, "gate.stage.reload is of no use here");
    policy(stage("hidden", "127.0.0.1:9", "").replaceAll("(?m)^allow-tsig.*$", ""));
    gate("run --until-idle").refuses(ExitCode.CONFIGURATION, "gate.stage.file is missing");
    policy(stage("hidden", "127.0.0.1:9", "").replaceAll("hidden.key", "none.key"));
    gate("run --until-idle").refuses(ExitCode.CONFIGURATION, "none.key is not there");
  }
}
