package io.zonegate.testzones;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.xbill.DNS.Name;

/** The verifiers of other projects. They must be installed: a missing one fails the test. */
public enum Peer {
  /** BIND, told by -z when all keys have the SEP flag, which is legal. */
  DNSSEC_VERIFY("dnssec-verify -q ROLES -o ORIGIN ZONE"),
  /** NLnet Labs ldns with the parent's DS as trust anchor. */
  LDNS_VERIFY_ZONE("ldns-verify-zone -V 1 -k DS ZONE"),
  /** CZ.NIC Knot. */
  KZONECHECK("kzonecheck -d on -o ORIGIN ZONE");

  private static final Pattern KEY_WITHOUT_SEP = Pattern.compile("DNSKEY\\t(256|384) ");
  private static final int LIMIT_SECONDS = 30;

  private final String command;

  Peer(String command) {
    this.command = command;
  }

  /** What a peer said. */
  public record Answer(Peer peer, boolean accepted, String output) {}

  /**
   * Judges a zone.
   *
   * @param folder an empty or reusable folder for the input files
   */
  public Answer judge(Path folder, Name origin, byte[] zone, String parentDs)
      throws IOException, InterruptedException {
    Path zoneFile = Files.write(folder.resolve("zone"), zone);
    Path dsFile = Files.writeString(folder.resolve("ds"), parentDs);
    Path output = folder.resolve(name() + ".out");
    String text = new String(zone, StandardCharsets.ISO_8859_1);
    List<String> line = new ArrayList<>();
    for (String word : command.split(" ")) {
      line.add(
          switch (word) {
            case "ROLES" -> KEY_WITHOUT_SEP.matcher(text).find() ? "-q" : "-z";
            case "ORIGIN" -> origin.toString();
            case "ZONE" -> zoneFile.toString();
            case "DS" -> dsFile.toString();
            default -> word;
          });
    }
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(line + " still ran after " + LIMIT_SECONDS + " s");
    }
    return new Answer(this, process.exitValue() == 0, Files.readString(output));
  }

  /** Fails with the peer's own words when it rejects the zone. */
  public void mustAccept(Path folder, Name origin, byte[] zone, String parentDs)
      throws IOException, InterruptedException {
    Answer answer = judge(folder, origin, zone, parentDs);
    assertThat(answer.accepted()).as("%s: %s", this, answer.output()).isTrue();
  }
}
