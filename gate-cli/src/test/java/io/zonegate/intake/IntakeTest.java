package io.zonegate.intake;

import static io.zonegate.transfer.SmallZone.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.parent.RealServer;
import io.zonegate.release.Artefacts;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseStore;
import io.zonegate.transfer.PrimaryServer;
import io.zonegate.transfer.ServerLimits;
import io.zonegate.transfer.SmallZone;
import io.zonegate.transfer.TransferPeers;
import io.zonegate.transfer.TransferServer;
import io.zonegate.transfer.TransferUrl;
import io.zonegate.transfer.TransferView;
import io.zonegate.transfer.TsigKey;
import io.zonegate.transfer.ZoneImage;
import io.zonegate.verifier.parent.ServerAddress;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import io.zonegate.verifier.zone.ZoneSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
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
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a zone that a primary server gives, well or badly. */
@Timeout(120)
class IntakeTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final TsigKey KEY = TransferPeers.key("primary");
  private static final TransferView VIEW =
      new TransferView("signer", "zone.example.", List.of(KEY), Set.of(), List.of());
  private static final SmallZone ONE = SmallZone.of(1);
  private static final SmallZone TWO = SmallZone.of(2);

  @TempDir private Path folder;
  private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
  private final List<AutoCloseable> opened = Collections.synchronizedList(new ArrayList<>());
  private TransferServer signer;
  private ReleaseStore store;
  private Artefacts artefacts;
  private int images;

  @BeforeEach
  void open() throws Exception {
    store = ReleaseStore.open(folder);
    opened.add(store);
    artefacts = new Artefacts(folder);
    start();
  }

  private void start() throws Exception {
    signer =
        TransferServer.start(
            List.of(new InetSocketAddress(LOOPBACK, 0)),
            new TransferServer.Clients(List.of(VIEW), List.of()),
            ServerLimits.DEFAULT,
            Instant::now,
            log::add);
    opened.add(signer);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  private ZoneImage image(SmallZone zone) throws Exception {
    return ZoneImage.write(zone.zone(), folder.resolve("image-" + images++));
  }

  private Intake intake(int port, TsigKey key, Duration deadline, long octets) {
    TransferUrl url = new TransferUrl(new ServerAddress("127.0.0.1", port), "zone.example.");
    return new Intake(
        "zone.example.",
        new PrimaryServer(url, Optional.ofNullable(key), Instant::now, deadline, octets),
        store,
        artefacts,
        folder.resolve("in"),
        Instant::now);
  }

  private Intake intake() {
    return intake(signer.port(), KEY, Duration.ofSeconds(60), 10_000_000);
  }

  private Zone artefact(Release release) throws ZoneReadException {
    return ZoneSource.readAlone(artefacts.path(release.artefact()), null);
  }

  @Test
  void eachVersionIsOneCandidateWithTheContentOfTheTransfer() throws Exception {
    signer.publish(VIEW, image(ONE), List.of());
    Intake intake = intake();
    Intake.Outcome first = intake.ask();
    assertThat(first.how()).isEqualTo("AXFR");
    assertThat(artefact(first.submitted().orElseThrow()).content()).isEqualTo(ONE.zone().content());
    assertThat(intake.ask().submitted()).isEmpty();
    signer.publish(VIEW, image(TWO), List.of(image(ONE)));
    Intake.Outcome second = intake.ask();
    assertThat(second.how()).isEqualTo("IXFR from 1");
    assertThat(log).anyMatch(line -> line.contains("serial 2, IXFR from 1"));
    Release release = second.submitted().orElseThrow();
    assertThat(artefact(release).content()).isEqualTo(TWO.zone().content());
    assertThat(release.submittedBy()).isEqualTo("primary server 127.0.0.1:" + signer.port());
    assertThat(intake.ask().submitted()).isEmpty();
    assertThat(store.releases("zone.example.")).hasSize(2);
    assertThat(folder.resolve("in").toFile().list()).hasSize(1);
  }

  /** Nothing but the store is needed to go on where it was; the same content is the same octets. */
  @Test
  void afterARestartItGoesOnFromTheArtefact() throws Exception {
    signer.publish(VIEW, image(ONE), List.of());
    intake().ask();
    for (Path left : List.copyOf(list(folder.resolve("in")))) {
      Files.delete(left);
    }
    signer.publish(VIEW, image(TWO), List.of(image(ONE)));
    Intake.Outcome changed = intake().ask();
    assertThat(changed.how()).isEqualTo("IXFR from 1");
    try (ReleaseStore other = ReleaseStore.open(Files.createDirectory(folder.resolve("other")))) {
      Intake whole =
          new Intake(
              "zone.example.",
              new PrimaryServer(
                  new TransferUrl(new ServerAddress("127.0.0.1", signer.port()), "zone.example."),
                  Optional.of(KEY),
                  Instant::now,
                  Duration.ofSeconds(60),
                  10_000_000),
              other,
              new Artefacts(folder.resolve("other")),
              folder.resolve("other/in"),
              Instant::now);
      assertThat(whole.ask().submitted().orElseThrow().artefact())
          .isEqualTo(changed.submitted().orElseThrow().artefact());
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (java.util.stream.Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void aChangeThatDoesNotFitIsFollowedByTheWholeZone() throws Exception {
    signer.publish(VIEW, image(ONE), List.of());
    Intake intake = intake();
    intake.ask();
    // A version 1 that never was: what goes is not there, or what comes is.
    SmallZone other =
        new SmallZone(
            ONE.text().replaceFirst("(version-1\\S+\\s+3600\\s+IN\\s+TXT\\s+)\\S+", "$1y"), "");
    assertThat(other.text()).isNotEqualTo(ONE.text());
    signer.publish(VIEW, image(TWO), List.of(image(other)));
    Intake.Outcome outcome = intake.ask();
    assertThat(outcome.how())
        .startsWith("AXFR, since IXFR from 1 failed: the change does not fit: a record of");
    assertThat(artefact(outcome.submitted().orElseThrow()).content())
        .isEqualTo(TWO.zone().content());
    assertThat(log).anyMatch(line -> line.contains("serial 2, IXFR from 1"));
  }

  @Test
  void aPrimaryThatGoesBackIsSaidAndNotFollowed() throws Exception {
    signer.publish(VIEW, image(TWO), List.of());
    intake().ask();
    signer.close();
    start();
    signer.publish(VIEW, image(ONE), List.of());
    Intake.Outcome outcome = intake().ask();
    assertThat(outcome.submitted()).isEmpty();
    assertThat(outcome.how()).isEqualTo("has serial 1, which is before 2 that it gave last");
  }

  @Test
  void whatIsNotSignedWithTheKeyIsNotTaken() throws Exception {
    signer.publish(VIEW, image(ONE), List.of());
    TsigKey wrong =
        new TsigKey(
            "primary",
            TsigKey.Algorithm.HMAC_SHA256,
            "another secret..".getBytes(StandardCharsets.US_ASCII));
    Duration minute = Duration.ofSeconds(60);
    assertThatThrownBy(() -> intake(signer.port(), wrong, minute, 10_000_000).ask())
        .isInstanceOf(ZoneReadException.class)
        .hasMessageContaining("BADSIG to key primary.");
    assertThatThrownBy(() -> intake(signer.port(), null, minute, 10_000_000).ask())
        .hasMessageContaining("REFUSED");
    assertThatThrownBy(() -> intake(signer.port(), KEY, minute, 2_000).ask())
        .hasMessageContaining("more than 2000 octets were sent");
    assertThat(store.releases("zone.example.")).isEmpty();
  }

  /** Knot DNS keeps what changed in its journal. */
  @Test
  void knotGivesTheZoneAndThenItsChanges() throws Exception {
    try (RealServer knot =
        TransferPeers.knotPrimary(
            Files.createDirectory(folder.resolve("knot")), ORIGIN, ONE.text())) {
      TsigKey key = TransferPeers.key("transfer-key");
      Intake intake = intake(knot.port(), key, Duration.ofSeconds(60), 10_000_000);
      assertThat(intake.ask().how()).isEqualTo("AXFR");
      Files.writeString(knot.zoneFile(), TWO.text());
      new ProcessBuilder("kill", "-HUP", Long.toString(knot.pid())).start().waitFor();
      Intake.Outcome outcome = intake.ask();
      for (int i = 0; i < 500 && outcome.submitted().isEmpty(); i++) {
        Thread.sleep(20);
        outcome = intake.ask();
      }
      assertThat(outcome.how()).isEqualTo("IXFR from 1");
      assertThat(artefact(outcome.submitted().orElseThrow()).content())
          .isEqualTo(TWO.zone().content());
    }
  }

  /**
   * A server between, which lets each answer over TCP have so many octets, and then says no more.
   */
  private int between(int octets, boolean hangUp) throws IOException {
    ServerSocket between = new ServerSocket(0, 5, LOOPBACK);
    opened.add(between);
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  Socket client = between.accept();
                  opened.add(client);
                  pass(client, octets);
                  if (hangUp) {
                    client.close();
                  }
                }
              } catch (IOException e) {
                // Closed: the test is over.
              }
            });
    thread.setDaemon(true);
    thread.start();
    return between.getLocalPort();
  }

  private void pass(Socket client, int octets) throws IOException {
    try (Socket primary = new Socket(LOOPBACK, signer.port())) {
      InputStream in = client.getInputStream();
      byte[] head = in.readNBytes(2);
      OutputStream out = primary.getOutputStream();
      out.write(head);
      out.write(in.readNBytes((head[0] & 0xff) << 8 | (head[1] & 0xff)));
      primary.shutdownOutput();
      client.getOutputStream().write(primary.getInputStream().readNBytes(octets));
    }
  }

  @Test
  void aPrimaryThatGoesAwayInTheMiddleGivesNothing() throws Exception {
    signer.publish(VIEW, image(ONE), List.of());
    Duration minute = Duration.ofSeconds(60);
    assertThatThrownBy(() -> intake(between(3_000, true), KEY, minute, 10_000_000).ask())
        .isInstanceOf(ZoneReadException.class)
        .hasMessageContaining("before the end of the zone");
    assertThatThrownBy(
            () -> intake(between(3_000, false), KEY, Duration.ofSeconds(1), 10_000_000).ask())
        .hasMessageContaining("not transferred within the deadline");
    assertThat(store.releases("zone.example.")).isEmpty();
    assertThat(artefacts.strays(Set.of())).isEmpty();
    assertThat(intake().ask().submitted()).isPresent();
  }
}
