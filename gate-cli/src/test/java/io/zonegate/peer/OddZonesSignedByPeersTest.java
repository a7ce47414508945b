package io.zonegate.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.cli.Cli;
import io.zonegate.cli.ExitCode;
import io.zonegate.testzones.fault.Fault;
import io.zonegate.testzones.fault.Faults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Wildcards, empty non-terminals, DNAME, odd labels, longest names and large RRsets pass however
 * the signers of BIND and ldns deny what is beside them.
 */
class OddZonesSignedByPeersTest {
  private static final String ORIGIN = "zone.example.";

  @TempDir Path folder;
  private Tool tool;

  @BeforeEach
  void tool() {
    tool = new Tool(folder);
  }

  /** One fault of each kind is enough: their unsigned inputs are alike. */
  private static List<Fault> oddZones() {
    List<Fault> zones =
        Faults.all().stream().filter(f -> f.name().matches("odd-.*-by-nsec")).toList();
    assertThat(zones).hasSizeGreaterThan(8);
    return zones;
  }

  private void passes(Fault zone, Path unsigned, Path signed, String option, Path parent)
      throws IOException {
    assertThat(signed).as(zone.name()).exists();
    Cli.run(
            "verify",
            option,
            parent.toString(),
            "--unsigned",
            unsigned.toString(),
            "--at",
            Instant.now().toString(),
            signed.toString())
        .ends(ExitCode.PASS);
    Files.delete(signed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-3 - -H 0", "-3 - -H 0 -A"})
  void ofDnssecSignzone(String denial) throws Exception {
    String ksk = tool.run("dnssec-keygen", "-q", "-a", "13", "-f", "KSK", ORIGIN).strip();
    String zsk = tool.run("dnssec-keygen", "-q", "-a", "13", ORIGIN).strip();
    for (Fault zone : oddZones()) {
      String text = zone.prepare(1).unsigned();
      if (!denial.isEmpty()) {
        // BIND 9.18 puts an asterisk before every name for NSEC3 and fails where there is no room.
        text = text.lines().filter(l -> l.indexOf('\t') < 250).collect(Collectors.joining("\n"));
      }
      Path unsigned = write("unsigned", text + "\n");
      for (String key : List.of(ksk, zsk)) {
        text += "\n" + Files.readString(folder.resolve(key + ".key"));
      }
      write("input", text);
      List<String> command =
          new ArrayList<>(List.of("dnssec-signzone", "-o", ORIGIN, "-f", "signed"));
      command.addAll(List.of(denial.split(" ", -1)));
      command.removeIf(String::isEmpty);
      command.addAll(List.of("input", ksk, zsk));
      tool.run(command.toArray(String[]::new));
      passes(zone, unsigned, folder.resolve("signed"), "--ds", folder.resolve("dsset-" + ORIGIN));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-n -t 0", "-n -p -t 0"})
  void ofLdnsSignzone(String denial) throws Exception {
    String ksk = tool.run("ldns-keygen", "-a", "ECDSAP256SHA256", "-k", ORIGIN).strip();
    String zsk = tool.run("ldns-keygen", "-a", "ECDSAP256SHA256", ORIGIN).strip();
    Path ds = write("ds", tool.run("ldns-key2ds", "-n", "-2", ksk + ".key"));
    for (Fault zone : oddZones()) {
      Path unsigned = write("unsigned", zone.prepare(1).unsigned());
      List<String> command =
          new ArrayList<>(List.of("ldns-signzone", "-o", ORIGIN, "-f", "signed"));
      command.addAll(List.of(denial.split(" ", -1)));
      command.removeIf(String::isEmpty);
      command.addAll(List.of("unsigned", ksk, zsk));
      tool.run(command.toArray(String[]::new));
      passes(zone, unsigned, folder.resolve("signed"), "--ds", ds);
    }
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1);
  }
}
