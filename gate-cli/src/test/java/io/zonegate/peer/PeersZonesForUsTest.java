package io.zonegate.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.cli.Cli;
import io.zonegate.cli.ExitCode;
import io.zonegate.cli.GoodZone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the signers of BIND, ldns and Knot make passes, with the unsigned input compared. */
class PeersZonesForUsTest {
  private static final String ORIGIN = GoodZone.ORIGIN.toString();

  @TempDir Path folder;
  private Tool tool;
  private Path unsigned;

  @BeforeEach
  void unsigned() throws IOException {
    tool = new Tool(folder);
    unsigned = GoodZone.in(folder).unsigned();
  }

  private void passes(Path signed, String parentOption, Path parent) {
    Cli.run(
            "verify",
            parentOption,
            parent.toString(),
            "--unsigned",
            unsigned.toString(),
            "--at",
            Instant.now().toString(),
            signed.toString())
        .ends(ExitCode.PASS);
  }

  @ParameterizedTest
  @CsvSource({
    "text, NSEC",
    "full, NSEC",
    "raw, NSEC",
    "text, NSEC3",
    "full, NSEC3",
    "raw, NSEC3",
  })
  void ofDnssecSignzone(String format, String denial) throws Exception {
    tool.run("dnssec-keygen", "-a", "ECDSAP256SHA256", "-f", "KSK", ORIGIN);
    tool.run("dnssec-keygen", "-a", "ECDSAP256SHA256", ORIGIN);
    List<String> sign = new ArrayList<>(List.of("dnssec-signzone", "-S", "-o", ORIGIN));
    if (denial.equals("NSEC3")) {
      sign.addAll(List.of("-3", "-", "-H", "0"));
      leaveOutLongNames();
    }
    sign.addAll(List.of("-O", format, "-f", "signed", unsigned.toString()));
    Files.delete(folder.resolve("dsset-zone.example."));
    tool.run(sign.toArray(String[]::new));
    passes(folder.resolve("signed"), "--ds", folder.resolve("dsset-zone.example."));
  }

  /** BIND 9.18 puts an asterisk before every name for NSEC3 and fails where there is no room. */
  private void leaveOutLongNames() throws IOException {
    List<String> all = Files.readAllLines(unsigned);
    List<String> rest = all.stream().filter(l -> l.indexOf('\t') < 250).toList();
    assertThat(rest).hasSize(all.size() - 1);
    Files.write(unsigned, rest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NSEC", "NSEC3"})
  void ofLdnsSignzone(String denial) throws Exception {
    String ksk = tool.run("ldns-keygen", "-a", "ECDSAP256SHA256", "-k", ORIGIN).trim();
    String zsk = tool.run("ldns-keygen", "-a", "ECDSAP256SHA256", ORIGIN).trim();
    List<String> sign = new ArrayList<>(List.of("ldns-signzone", "-o", ORIGIN, "-f", "signed"));
    if (denial.equals("NSEC3")) {
      sign.addAll(List.of("-n", "-t", "0"));
    }
    sign.addAll(List.of(unsigned.toString(), ksk, zsk));
    tool.run(sign.toArray(String[]::new));
    Path ds =
        Files.writeString(folder.resolve("ds"), tool.run("ldns-key2ds", "-n", "-2", ksk + ".key"));
    passes(folder.resolve("signed"), "--ds", ds);
  }

  @ParameterizedTest
  @CsvSource({"NSEC, off", "NSEC3, on"})
  void ofKzonesign(String denial, String nsec3) throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("knot.conf"),
            """
            database:
              storage: "%s"
            policy:
              - id: two-keys
                algorithm: ECDSAP256SHA256
                single-type-signing: off
                nsec3: %s
                nsec3-iterations: 0
                nsec3-salt-length: 0
            zone:
              - domain: %s
                storage: "%s"
                file: "%s"
                dnssec-signing: on
                dnssec-policy: two-keys
            """
                .formatted(
                    Files.createDirectory(folder.resolve("kasp")),
                    nsec3,
                    ORIGIN,
                    folder,
                    unsigned.getFileName()));
    Path out = Files.createDirectory(folder.resolve("out"));
    tool.run("kzonesign", "-c", config.toString(), "-o", out.toString(), ORIGIN);
    Path signed = out.resolve(unsigned.getFileName());
    assertThat(signed).content().contains("\t" + denial + "\t");
    Path anchor =
        Files.writeString(
            folder.resolve("anchor"),
            String.join(
                    "\n",
                    Files.readAllLines(signed).stream()
                        .filter(l -> l.matches(".*\\sDNSKEY\\s+257\\s.*"))
                        .toList())
                + "\n");
    passes(signed, "--trust-anchor", anchor);
  }
}
