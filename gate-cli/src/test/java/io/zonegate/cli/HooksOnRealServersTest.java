package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.parent.RealServer;
import io.zonegate.transfer.ServerLimits;
import io.zonegate.transfer.SmallZone;
import io.zonegate.transfer.TransferException;
import io.zonegate.transfer.TransferServer;
import io.zonegate.transfer.TransferView;
import io.zonegate.transfer.ZoneImage;
import io.zonegate.verifier.parent.ServerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * The hooks as servers call them, with the files of docs/examples/hooks. NSD is real; of Cascade
 * and of Knot DNS 3.5 (Debian has 3.2, which has no external validation) it is what their manuals
 * say.
 */
@Timeout(300)
class HooksOnRealServersTest {
  private static final Path EXAMPLES = Path.of("../docs/examples/hooks");
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir Path folder;
  private Path zonegate;
  private Path policies;

  @BeforeEach
  void program() throws IOException {
    zonegate = ZonegateScript.in(folder);
    policies = Files.createDirectories(folder.resolve("policies"));
  }

  /** A version that is judged by its own parent DS. */
  private SmallZone version(long serial) throws IOException {
    SmallZone zone = SmallZone.of(serial);
    Files.writeString(policies.resolve("ds"), zone.ds());
    Files.writeString(
        policies.resolve("zone.example.toml"),
        "version = 1\n[zone]\norigin = \"zone.example.\"\n[parent]\nds = \"ds\"\n");
    return zone;
  }

  private static String bogus(SmallZone zone) {
    String text = zone.text().replaceFirst("(TXT\\s+)\"x\"", "$1\"y\"");
    assertThat(text).isNotEqualTo(zone.text());
    return text;
  }

  private String example(String name) throws IOException {
    return Files.readString(EXAMPLES.resolve(name))
        .replace("/usr/local/bin/zonegate", zonegate.toString())
        .replace("/etc/zonegate/example", "/etc/zonegate/zone.example")
        .replace("/etc/zonegate", policies.toString())
        .replace("\"example\"", "\"zone.example\"");
  }

  private RealServer nsd(int port, int primary, boolean onStdin) throws Exception {
    Path home = Files.createDirectories(folder.resolve("nsd"));
    String server =
        RealServer.nsdServer(home, port)
            + "verify:\n  port: %d\n  ip-address: 127.0.0.1\n".formatted(RealServer.freePort());
    String documented =
        example("nsd.conf")
            .replace("request-xfr: 192.0.2.53", "request-xfr: 127.0.0.1@" + primary)
            .replace("192.0.2.53", "127.0.0.1")
            .replace("feed-zone: yes", "feed-zone: " + (onStdin ? "yes" : "no"));
    Path configuration = Files.writeString(home.resolve("nsd.conf"), server + documented);
    return RealServer.start(
        home, port, SmallZone.ORIGIN, "/usr/sbin/nsd", "-d", "-c", configuration.toString());
  }

  private static long serial(RealServer server) throws IOException {
    SimpleResolver resolver = new SimpleResolver("127.0.0.1");
    resolver.setPort(server.port());
    Message answer =
        resolver.send(Message.newQuery(Record.newRecord(SmallZone.ORIGIN, Type.SOA, DClass.IN)));
    List<Record> records = answer.getSection(Section.ANSWER);
    return records.isEmpty() ? -1 : ((SOARecord) records.get(0)).getSerial();
  }

  private void awaitLog(String text) throws Exception {
    Path log = folder.resolve("nsd/log");
    for (int i = 0; i < 3_000 && !Files.readString(log).contains(text); i++) {
      Thread.sleep(20);
    }
    assertThat(Files.readString(log)).contains(text);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nsdServesWhatPassesAndKeepsTheOldZoneOtherwise(boolean onStdin) throws Exception {
    int port = RealServer.freePort();
    TransferView view =
        new TransferView(
            "signer",
            "zone.example.",
            List.of(),
            Set.of(LOOPBACK),
            List.of(new ServerAddress("127.0.0.1", port)));
    try (TransferServer signer = signer(view)) {
      signer.publish(view, ZoneImage.write(version(1).zone(), folder.resolve("one")), List.of());
      try (RealServer nsd = nsd(port, signer.port(), onStdin)) {
        awaitLog("exited with 0");
        assertThat(serial(nsd)).isEqualTo(1);
        String bad = bogus(version(2));
        signer.publish(
            view, ZoneImage.write(SmallZone.read(bad), folder.resolve("two")), List.of());
        signer.notifyServers(view);
        awaitLog("exited with 2");
        assertThat(serial(nsd)).isEqualTo(1);
        awaitLog("SIG-VERIFY");
        signer.publish(
            view, ZoneImage.write(version(3).zone(), folder.resolve("three")), List.of());
        signer.notifyServers(view);
        awaitLog("zone zone.example serial 1 is updated to 3");
        assertThat(serial(nsd)).isEqualTo(3);
      }
    }
  }

  private static TransferServer signer(TransferView view) throws IOException, TransferException {
    return TransferServer.start(
        List.of(new InetSocketAddress(LOOPBACK, 0)),
        new TransferServer.Clients(List.of(view), List.of()),
        ServerLimits.DEFAULT,
        Instant::now,
        line -> {});
  }

  /** Runs the hook of the documented policy as Cascade does, and returns its exit code. */
  private int review(int port, long serial) throws Exception {
    Matcher hook = Pattern.compile("(?m)^hook = \"(.*)\"$").matcher(example("cascade-policy.toml"));
    assertThat(hook.find()).isTrue();
    ProcessBuilder review =
        new ProcessBuilder("sh", "-c", hook.group(1))
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("review.log").toFile());
    review
        .environment()
        .putAll(
            Map.of(
                "CASCADE_ZONE",
                "zone.example",
                "CASCADE_SERIAL",
                Long.toString(serial),
                "CASCADE_SERVER",
                "127.0.0.1:" + port,
                "CASCADE_SERVER_IP",
                "127.0.0.1",
                "CASCADE_SERVER_PORT",
                Integer.toString(port)));
    return review.start().waitFor();
  }

  @Test
  void cascadesContractIsKeptWithAServerThatGivesTheZone() throws Exception {
    SmallZone good = version(5);
    try (RealServer server = RealServer.knot(folder, SmallZone.ORIGIN, good.text())) {
      assertThat(review(server.port(), 5)).isZero();
      assertThat(review(server.port(), 6)).isEqualTo(ExitCode.UNDECIDED.code());
    }
    try (RealServer server = RealServer.nsd(folder, SmallZone.ORIGIN, bogus(version(6)))) {
      assertThat(review(server.port(), 6)).isEqualTo(ExitCode.BLOCK.code());
    }
  }

  /** The script of docs/examples with a {@code gdbus} that has four signals, and a fake knotc. */
  @Test
  void knotsContractIsKeptByTheScript() throws Exception {
    Path programs = Files.createDirectories(folder.resolve("bin"));
    Path said = folder.resolve("said");
    Path storage = Files.createDirectories(folder.resolve("storage"));
    SmallZone good = version(7);
    Files.writeString(
        storage.resolve("zone.example.new"), good.text(), StandardCharsets.ISO_8859_1);
    ZonegateScript.executable(programs.resolve("knotc"), "echo \"$*\" >> '" + said + "'\n");
    ZonegateScript.executable(
        programs.resolve("gdbus"),
        """
        echo "Monitoring signals on object /cz/nic/knotd owned by cz.nic.knotd"
        echo "/cz/nic/knotd: cz.nic.knotd.events.zone_updated ('zone.example.', uint32 6)"
        echo "/cz/nic/knotd: cz.nic.knotd.events.external_verify ('slow.example.', uint32 1)"
        echo "/cz/nic/knotd: cz.nic.knotd.events.external_verify ('zone.example.', uint32 7)"
        until [ -e '%1$s' ]; do sleep 0.1; done
        echo "/cz/nic/knotd: cz.nic.knotd.events.external_verify ('zone.example.', uint32 8)"
        """
            .formatted(said));
    Path slow = folder.resolve("slow");
    // One zone waits until the other one is through.
    Path program =
        ZonegateScript.executable(
            folder.resolve("zonegate-or-slow"),
            """
            case "$*" in *slow.example*)
              for i in 1 2 3 4 5 6 7 8 9; do
                [ -e '%1$s' ] && echo waited > '%2$s' && exit
                sleep 5
              done
              exit 1
            esac
            exec '%3$s' "$@"
            """
                .formatted(said, slow, zonegate));
    ProcessBuilder script =
        new ProcessBuilder(EXAMPLES.resolve("knot-validate.sh").toAbsolutePath().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("script.log").toFile());
    Map<String, String> environment = script.environment();
    environment.put("PATH", programs + ":" + environment.get("PATH"));
    environment.put("KNOT_STORAGE", storage.toString());
    environment.put("ZONEGATE_POLICIES", policies.toString());
    environment.put("ZONEGATE", program.toString());
    script.start().waitFor();
    assertThat(slow).exists();
    assertThat(said)
        .as(Files.readString(folder.resolve("script.log")))
        .hasContent("zone-commit zone.example.\nzone-abort zone.example.\n");
  }

  /** What the page shows is what is tested here. */
  @Test
  void thePageQuotesTheFilesAsTheyAre() throws IOException {
    String page = Files.readString(Path.of("../docs/hooks.md"));
    Matcher quoted =
        Pattern.compile("\\[examples/hooks/([^\\]]+)\\].*?\n\n?```[a-z]*\n(.*?)```", Pattern.DOTALL)
            .matcher(page);
    int files = 0;
    while (quoted.find()) {
      assertThat(quoted.group(2)).isEqualTo(Files.readString(EXAMPLES.resolve(quoted.group(1))));
      files++;
    }
    assertThat(files).isEqualTo(4);
  }
}
