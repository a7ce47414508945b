package io.zonegate.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonegate.cli.Cli;
import io.zonegate.cli.ExitCode;
import io.zonegate.cli.ReportsOfRun;
import io.zonegate.parent.RealServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code zonegate verify axfr://...} against real servers, by the real clock: TSIG has one. */
class VerifyTransferTest {
  private static final SmallZone ZONE = SmallZone.of(1);

  @TempDir private Path folder;
  private Path signed;
  private Path ds;
  private Path key;

  @BeforeEach
  void make() throws Exception {
    signed = Files.writeString(folder.resolve("signed"), ZONE.text());
    ds = Files.writeString(folder.resolve("ds"), ZONE.ds());
    key = TransferPeers.keyFile(folder);
  }

  private Cli.Answer verify(String... more) {
    return Cli.runAt(
        Instant.now(),
        Cli.words(new String[] {"verify", "--ds", ds.toString(), "--format", "json"}, more));
  }

  private String[] words(String... more) {
    return Cli.words(new String[] {"verify", "--no-parent"}, more);
  }

  private static String url(RealServer server) {
    return "axfr://" + server.address() + "/" + SmallZone.ORIGIN;
  }

  private void isJudgedAsTheFile(RealServer server) throws Exception {
    JsonNode file = ReportsOfRun.json(verify(signed.toString()).ends(ExitCode.PASS).out());
    JsonNode transfer =
        ReportsOfRun.json(
            verify("--tsig", key.toString(), "--previous", url(server), url(server))
                .ends(ExitCode.PASS)
                .out());
    for (String same :
        new String[] {"contentSha256", "names", "records", "recordsByType", "serial", "zone"}) {
      assertThat(transfer.get("subject").get(same))
          .as(same)
          .isEqualTo(file.get("subject").get(same));
    }
    assertThat(transfer.get("subject").get("sha256"))
        .isEqualTo(file.get("subject").get("contentSha256"));
    assertThat(transfer.get("signatures")).isEqualTo(file.get("signatures"));
    assertThat(ReportsOfRun.result(transfer, "ZONE-SERIAL").toString())
        .contains("the candidate is the previous zone itself");
  }

  @Test
  void aZoneFromNsdIsJudgedAsItsFile() throws Exception {
    try (RealServer server = TransferPeers.nsdPrimary(folder, SmallZone.ORIGIN, ZONE.text())) {
      isJudgedAsTheFile(server);
      assertThat(verify(url(server)).ends(ExitCode.UNDECIDED).out())
          .contains("ZONE-READ: " + url(server) + ": message 1 has the code");
    }
  }

  @Test
  void aZoneFromKnotIsJudgedAsItsFile() throws Exception {
    try (RealServer server = TransferPeers.knotPrimary(folder, SmallZone.ORIGIN, ZONE.text())) {
      isJudgedAsTheFile(server);
    }
  }

  @Test
  void aWrongKeyIsUndecidedAndSaysWhatTheServerSays() throws Exception {
    Path secret = TransferPeers.keyFile(folder, "transfer-key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==");
    Path name = TransferPeers.keyFile(folder, "other-key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==");
    try (RealServer server = TransferPeers.knotPrimary(folder, SmallZone.ORIGIN, ZONE.text())) {
      assertThat(verify("--tsig", secret.toString(), url(server)).ends(ExitCode.UNDECIDED).out())
          .contains("the server answers BADSIG to key transfer-key.");
      assertThat(verify("--tsig", name.toString(), url(server)).ends(ExitCode.UNDECIDED).out())
          .contains("the server answers BADKEY to key other-key.");
      assertThat(verify(url(server)).ends(ExitCode.UNDECIDED).out())
          .contains("has the code NOTAUTH");
      assertThat(verify("--tsig", key.toString(), url(server) + "x").ends(ExitCode.UNDECIDED).out())
          .contains("ZONE-READ");
    }
  }

  @Test
  void aServerThatIsNotThereIsUndecided() throws Exception {
    int port = RealServer.freePort();
    assertThat(verify("axfr://127.0.0.1:" + port + "/zone.example").ends(ExitCode.UNDECIDED).out())
        .contains("axfr://127.0.0.1:" + port + "/zone.example.: the transfer broke off after 0");
  }

  @Test
  void whatIsWrongOnTheCommandLineIsSaidAtOnce() throws Exception {
    Cli.run(words("axfr://127.0.0.1")).refuses(ExitCode.USAGE, "HOST[:PORT]/ZONE");
    Cli.run(words("axfr://::1/zone.example")).refuses(ExitCode.USAGE, "[ADDRESS]:PORT");
    Cli.run(words("--second-opinion", "kzonecheck", "axfr://127.0.0.1/zone.example"))
        .refuses(ExitCode.USAGE, "a second opinion needs a file");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    Cli.run(words("--tsig", key.toString(), "axfr://127.0.0.1/zone.example"))
        .refuses(ExitCode.CONFIGURATION, "has mode 0644", "chmod 600");
  }

  /** The server by hand, as {@code zonegate serve}, with the two sides of one key file. */
  @Test
  void whatServeGivesIsJudgedAsItsFile() throws Exception {
    int port = RealServer.freePort();
    AtomicReference<Cli.Answer> answer = new AtomicReference<>();
    Thread serving =
        new Thread(
            () ->
                answer.set(
                    Cli.runAt(
                        Instant.now(),
                        "serve",
                        "--listen",
                        "127.0.0.1:" + port,
                        "--tsig",
                        key.toString(),
                        signed.toString())));
    serving.start();
    String url = "axfr://127.0.0.1:" + port + "/zone.example";
    Cli.Answer judged = verify("--tsig", key.toString(), url);
    for (int i = 0; i < 500 && judged.code() != ExitCode.PASS; i++) {
      Thread.sleep(20);
      judged = verify("--tsig", key.toString(), url);
    }
    judged.ends(ExitCode.PASS);
    serving.interrupt();
    serving.join();
    assertThat(answer.get().ends(ExitCode.PASS).out())
        .contains("zone.example. serial 1, content ", "not judged", "serial 1, AXFR of");
    Cli.run("serve", "--listen", "localhost:53", signed.toString())
        .refuses(ExitCode.USAGE, "'localhost' is no address");
    Cli.run("serve", signed.toString()).refuses(ExitCode.USAGE, "--listen ADDRESS:PORT is needed");
  }
}
