package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonegate.parent.RealServer;
import io.zonegate.transfer.ServerLimits;
import io.zonegate.transfer.TransferServer;
import io.zonegate.transfer.TransferView;
import io.zonegate.transfer.ZoneImage;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneSource;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The hooks inside this process; {@link HooksOnRealServersTest} has the servers. */
class HookCommandsTest {
  private static final Map<String, String> ON_STDIN =
      Map.of("VERIFY_ZONE", "zone.example", "VERIFY_ZONE_ON_STDIN", "yes");

  @TempDir Path folder;
  private GoodZone zone;
  private Path policy;

  @BeforeEach
  void files() throws IOException {
    zone = GoodZone.in(folder);
    policy = policy("zone.example.", "");
  }

  private Path policy(String origin, String more) throws IOException {
    return Files.writeString(
        folder.resolve("policy.toml"),
        "version = 1\n[zone]\norigin = \"%s\"\n[parent]\nds = \"%s\"\n%s"
            .formatted(origin, zone.ds(), more));
  }

  private String bogus() throws IOException {
    return zone.text().replaceFirst("(\tA\t[0-9.]+[.])[0-9]+", "$1255");
  }

  private Cli.Answer nsd(Map<String, String> environment, String text, String... more) {
    return hook("nsd", environment, text, more);
  }

  private Cli.Answer hook(
      String server, Map<String, String> environment, String text, String... more) {
    return Cli.run(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)),
        false,
        environment,
        Cli.words(new String[] {"hook", server, "--policy", policy.toString()}, more));
  }

  @Test
  void nsdGetsAYesForAGoodZoneOnly() throws IOException {
    assertThat(nsd(ON_STDIN, zone.text()).ends(ExitCode.PASS).out()).contains("PASS");
    assertThat(bogus()).isNotEqualTo(zone.text());
    assertThat(nsd(ON_STDIN, bogus()).ends(ExitCode.BLOCK).out()).contains("SIG-VERIFY");
    assertThat(nsd(ON_STDIN, "").ends(ExitCode.UNDECIDED).out()).contains("ZONE-READ");
    assertThat(nsd(Map.of(), zone.text()).ends(ExitCode.CONFIGURATION).err())
        .contains("VERIFY_ZONE is not set");
  }

  /** NSD writes its feed name by name: one that breaks off must not pass. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aFeedThatBreaksOffIsNoYes(int quarters) throws IOException {
    String[] lines = zone.text().split("\n");
    String part = String.join("\n", List.of(lines).subList(0, lines.length * quarters / 4)) + "\n";
    assertThat(nsd(ON_STDIN, part).code()).isNotEqualTo(ExitCode.PASS);
  }

  @Test
  void thePolicyOfAnotherZoneIsRefused() throws IOException {
    policy("other.example.", "");
    assertThat(nsd(ON_STDIN, zone.text()).ends(ExitCode.CONFIGURATION).err())
        .contains("is of zone other.example., and VERIFY_ZONE says zone.example.");
  }

  @Test
  void anotherZoneThanTheNamedOneIsNoYes() throws IOException {
    Map<String, String> other = Map.of("VERIFY_ZONE", "example", "VERIFY_ZONE_ON_STDIN", "yes");
    policy("example.", "");
    assertThat(nsd(other, zone.text()).code()).isNotEqualTo(ExitCode.PASS);
  }

  @Test
  void whatIsApprovedIsRecordedOnDemandAndNothingElse() throws IOException {
    Path history = folder.resolve("history/zone.example.history");
    Files.createDirectories(history.getParent());
    policy("zone.example.", "[history]\nfolder = \"history\"\n");
    nsd(ON_STDIN, zone.text()).ends(ExitCode.PASS);
    nsd(ON_STDIN, bogus(), "--record").ends(ExitCode.BLOCK);
    assertThat(history).doesNotExist();
    assertThat(nsd(ON_STDIN, zone.text(), "--record").ends(ExitCode.PASS).err())
        .contains("recorded in " + history);
    assertThat(Files.readString(history)).contains("released");
    policy("zone.example.", "");
    assertThat(nsd(ON_STDIN, zone.text(), "--record").ends(ExitCode.USAGE).err())
        .contains("a policy with [history] folder");
  }

  @Test
  void whatCannotBeRecordedIsNotApproved() throws IOException {
    // Nobody can make a file there.
    policy("zone.example.", "[history]\nfolder = \"/proc\"\n");
    nsd(ON_STDIN, zone.text()).ends(ExitCode.PASS);
    assertThat(nsd(ON_STDIN, zone.text(), "--record").ends(ExitCode.UNDECIDED).err())
        .contains("not approved, it could not be recorded");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void cascadesZoneComesByTransferAndMustBeTheOneAskedAbout(String address) throws Exception {
    InetAddress loopback = InetAddress.getByName(address);
    Zone read = ZoneSource.read(zone.signed(), null);
    TransferView view =
        new TransferView("review", "zone.example.", List.of(), Set.of(loopback), List.of());
    try (TransferServer server =
        TransferServer.start(
            List.of(new InetSocketAddress(loopback, 0)),
            new TransferServer.Clients(List.of(view), List.of()),
            ServerLimits.DEFAULT,
            () -> Cli.NOW,
            line -> {})) {
      server.publish(view, ZoneImage.write(read, folder.resolve("image")), List.of());
      hook("cascade", cascade(address, server.port(), read.serial()), "").ends(ExitCode.PASS);
      assertThat(
              hook("cascade", cascade(address, server.port(), read.serial() + 1), "")
                  .ends(ExitCode.UNDECIDED)
                  .out())
          .contains("has serial " + read.serial() + ", and serial " + (read.serial() + 1));
      String[] opinion = {"--second-opinion", "kzonecheck"};
      assertThat(
              hook("cascade", cascade(address, server.port(), read.serial()), "", opinion)
                  .ends(ExitCode.USAGE)
                  .err())
          .contains("a second opinion needs a file");
    }
  }

  private static Map<String, String> cascade(String address, int port, long serial) {
    return Map.of(
        "CASCADE_ZONE",
        "zone.example",
        "CASCADE_SERIAL",
        Long.toString(serial),
        "CASCADE_SERVER",
        (address.contains(":") ? "[" + address + "]" : address) + ":" + port,
        "CASCADE_SERVER_IP",
        address,
        "CASCADE_SERVER_PORT",
        Integer.toString(port));
  }

  /** A server that ends the connection where the closing SOA record ought to be. */
  @Test
  void aTransferWithoutClosingSoaIsUndecided() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served =
          CompletableFuture.runAsync(() -> answerWithoutEnd(socket, zone.signed()));
      assertThat(
              hook("cascade", cascade("127.0.0.1", socket.getLocalPort(), 1), "")
                  .ends(ExitCode.UNDECIDED)
                  .out())
          .contains("before the end of the zone");
      served.get();
    }
    int nobody = RealServer.freePort();
    assertThat(hook("cascade", cascade("127.0.0.1", nobody, 1), "").ends(ExitCode.UNDECIDED).out())
        .contains("the transfer broke off after 0");
  }

  private static void answerWithoutEnd(ServerSocket server, Path file) {
    try (Socket socket = server.accept();
        InputStream text = Files.newInputStream(file)) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] query = new byte[in.readUnsignedShort()];
      in.readFully(query);
      Message asked = new Message(query);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      Master master = new Master(text, GoodZone.ORIGIN);
      for (Record r = master.nextRecord(); r != null; r = master.nextRecord()) {
        Message answer = new Message(asked.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.AA);
        answer.addRecord(Record.newRecord(GoodZone.ORIGIN, Type.AXFR, DClass.IN), Section.QUESTION);
        answer.addRecord(r, Section.ANSWER);
        byte[] wire = answer.toWire();
        out.writeShort(wire.length);
        out.write(wire);
      }
      out.flush();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class FakeKnot {
    private final Path dump = folder.resolve("zone.example.new");
    private final Path said = folder.resolve("knotc.said");
    private final Path knotc;

    /** Debian's Knot 3.2 has no external validation: a program that notes what it is told. */
    FakeKnot(int exit) throws IOException {
      knotc =
          ZonegateScript.executable(
              folder.resolve("knotc"), "echo \"$*\" >> '" + said + "'\nexit " + exit + "\n");
    }

    Cli.Answer asks(String text, String... more) throws IOException {
      return asksBy(() -> Cli.NOW, text, more);
    }

    /** The dump is written at {@link Cli#NOW}. */
    Cli.Answer asksBy(Supplier<Instant> clock, String text, String... more) throws IOException {
      Files.deleteIfExists(said);
      if (text != null) {
        Files.writeString(dump, text, StandardCharsets.ISO_8859_1);
        Files.setLastModifiedTime(dump, FileTime.from(Cli.NOW));
      }
      String[] words = {
        "hook",
        "knot",
        "--policy",
        policy.toString(),
        "--knotc",
        knotc.toString(),
        "--socket",
        "knot.sock",
        "--origin",
        "zone.example."
      };
      return Cli.run(
          InputStream.nullInputStream(),
          false,
          Map.of(),
          clock,
          Cli.words(Cli.words(words, more), dump.toString()));
    }

    void hears(String action) {
      assertThat(said).hasContent("-s knot.sock " + action + " zone.example.\n");
    }
  }

  private String serial() throws Exception {
    return Long.toString(ZoneSource.read(zone.signed(), null).serial());
  }

  @Test
  void knotIsToldToCommitAGoodZoneAndToAbortAllElse() throws Exception {
    FakeKnot knot = new FakeKnot(0);
    knot.asks(zone.text(), "--serial", serial()).ends(ExitCode.PASS);
    knot.hears("zone-commit");
    knot.asks(bogus(), "--serial", serial()).ends(ExitCode.BLOCK);
    knot.hears("zone-abort");
    knot.asks(zone.text(), "--serial", "77").ends(ExitCode.UNDECIDED);
    knot.hears("zone-abort");
    assertThat(knot.asks(zone.text()).ends(ExitCode.USAGE).err()).contains("--serial N is needed");
    knot.hears("zone-abort");
    policy("other.example.", "");
    knot.asks(zone.text(), "--serial", serial()).ends(ExitCode.CONFIGURATION);
    knot.hears("zone-abort");
    Files.delete(policy);
    knot.asks(zone.text(), "--serial", serial()).ends(ExitCode.CONFIGURATION);
    knot.hears("zone-abort");
  }

  /** Where Knot cannot write its dump it waits all the same. */
  @Test
  void aDumpIsJudgedOnce() throws Exception {
    FakeKnot knot = new FakeKnot(0);
    knot.asks(zone.text(), "--serial", serial()).ends(ExitCode.PASS);
    assertThat(folder.resolve("zone.example.new.judged")).hasContent(zone.text());
    assertThat(knot.asks(null, "--serial", serial()).ends(ExitCode.UNDECIDED).err())
        .contains("no such file");
    knot.hears("zone-abort");
    // Nothing is committed whose dump stays.
    Files.delete(folder.resolve("zone.example.new.judged"));
    Files.createDirectories(folder.resolve("zone.example.new.judged/x"));
    assertThat(knot.asks(zone.text(), "--serial", serial()).ends(ExitCode.UNDECIDED).err())
        .contains("would be taken for Knot's next dump");
    knot.hears("zone-abort");
  }

  /** A commit names no update, and Knot drops one after 300 s. */
  @ParameterizedTest
  @CsvSource({
    "240, PASS, zone-commit, ''",
    "241, UNDECIDED, zone-abort, 'not committed, though it passed: Knot wrote'",
    "-1, UNDECIDED, zone-abort, set the clock right"
  })
  void onlyAYoungDumpIsCommitted(int seconds, ExitCode expected, String action, String said)
      throws Exception {
    FakeKnot knot = new FakeKnot(0);
    Instant end = Cli.NOW.plusSeconds(seconds);
    Supplier<Instant> slow = () -> Files.exists(knot.dump) ? Cli.NOW : end;
    assertThat(knot.asksBy(slow, zone.text(), "--serial", serial()).ends(expected).err())
        .contains(said);
    knot.hears(action);
  }

  /** A signal may wait for its turn while Knot goes on. */
  @Test
  void anOldDumpIsNotJudged() throws Exception {
    FakeKnot knot = new FakeKnot(0);
    Cli.Answer answer =
        knot.asksBy(() -> Cli.NOW.plusSeconds(240), zone.text(), "--serial", serial());
    assertThat(answer.ends(ExitCode.UNDECIDED).err()).contains("240 s ago, and the limit is 240 s");
    assertThat(answer.out()).doesNotContain("PASS");
    knot.hears("zone-abort");
  }

  /** Knot writes the next update, or another hook takes that, while this one is judged. */
  @ParameterizedTest
  @CsvSource({"zone.example.new, has written", "zone.example.new.judged, is another file by now"})
  void theUpdateThatTookItsPlaceIsNotCommitted(String file, String why) throws Exception {
    FakeKnot knot = new FakeKnot(0);
    Supplier<Instant> busy =
        () -> {
          if (!Files.exists(knot.dump)) {
            replace(folder.resolve(file));
          }
          return Cli.NOW;
        };
    assertThat(knot.asksBy(busy, zone.text(), "--serial", serial()).ends(ExitCode.UNDECIDED).err())
        .contains("not committed, though it passed: ", why);
    knot.hears("zone-abort");
  }

  private void replace(Path file) {
    try {
      Path other = Files.writeString(folder.resolve("other"), "not judged");
      Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aCommitThatFailsIsNoSuccess() throws Exception {
    FakeKnot knot = new FakeKnot(1);
    Files.createDirectories(folder.resolve("history"));
    policy("zone.example.", "[history]\nfolder = \"history\"\n");
    assertThat(
            knot.asks(zone.text(), "--serial", serial(), "--record").ends(ExitCode.UNDECIDED).err())
        .contains("zone-commit zone.example. ended with 1", "knotc zone-status");
    assertThat(folder.resolve("history/zone.example.history")).doesNotExist();
    Files.delete(folder.resolve("knotc"));
    assertThat(knot.asks(zone.text(), "--serial", serial()).ends(ExitCode.UNDECIDED).err())
        .contains("cannot be started");
  }

  @Test
  void knotsHookEndsBeforeKnotGivesUp() throws Exception {
    FakeKnot knot = new FakeKnot(0);
    String[] json = {"--serial", serial(), "--format", "json"};
    policy("zone.example.", "[verify]\ndeadline = \"10m\"\n");
    assertThat(deadline(knot.asks(zone.text(), json))).isEqualTo("240s by hook knot");
    Supplier<Instant> later = () -> Cli.NOW.plusSeconds(200);
    assertThat(deadline(knot.asksBy(later, zone.text(), json))).isEqualTo("40s by hook knot");
    policy("zone.example.", "[verify]\ndeadline = \"1m\"\n");
    assertThat(deadline(knot.asks(zone.text(), json))).startsWith("\"1m\" by ");
    assertThat(deadline(knot.asks(zone.text(), Cli.words(json, "--deadline", "9m"))))
        .isEqualTo("540s by --deadline");
  }

  /** The deadline in force and who set it, from a report in JSON. */
  private static String deadline(Cli.Answer answer) throws IOException {
    for (JsonNode value :
        ReportsOfRun.json(answer.ends(ExitCode.PASS).out()).get("policy").get("values")) {
      if (value.get("name").asText().equals("verify.deadline")) {
        return value.get("value").asText() + " by " + value.get("origin").asText();
      }
    }
    throw new AssertionError("the report has no deadline");
  }
}
