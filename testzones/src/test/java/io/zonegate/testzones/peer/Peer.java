package io.zonegate.testzones.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xbill.DNS.Name;

/** The verifiers of other projects. They must be installed: a missing one fails the test. */
public enum Peer {
  /** BIND, told by -z when all keys have the SEP flag, which is legal. */
  DNSSEC_VERIFY("dnssec-verify -q ROLES -o ORIGIN ZONE", "dnssec-verify -V", "BIND "),
  /** NLnet Labs ldns with the parent's DS as trust anchor. */
  LDNS_VERIFY_ZONE("ldns-verify-zone -V 1 -k DS ZONE", "ldns-verify-zone -v", "ldns "),
  /** CZ.NIC Knot. */
  KZONECHECK("kzonecheck -d on -o ORIGIN ZONE", "kzonecheck --version", "Knot DNS "),
  /** With its policies, but for those that go by taste. Only its package knows its version. */
  VALIDNS(
      "validns -q -p cname-other-data -p dname -p dnskey -p nsec3param-not-apex -p ksk-exists"
          + " -z ORIGIN ZONE",
      "dpkg-query -W -f=${Version} validns",
      "");

  /** A peer that takes longer hangs: each of these zones is judged in milliseconds. */
  public static final Duration LIMIT = Duration.ofSeconds(30);

  private static final Pattern KEY_WITHOUT_SEP = Pattern.compile("DNSKEY\\t(256|384) ");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]+)+");
  private static final int KILLED_BY_SIGNAL = 128;

  private final String command;
  private final String versionCommand;
  private final String maker;

  Peer(String command, String versionCommand, String maker) {
    this.command = command;
    this.versionCommand = versionCommand;
    this.maker = maker;
  }

  /** What a peer did and said. */
  public record Answer(Peer peer, PeerAnswer kind, String output) {}

  /** Its name as a command. */
  public String program() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Its version, without what a distribution adds to it. */
  public String version(Path folder) throws IOException, InterruptedException {
    Path output = folder.resolve(name() + ".version");
    run(List.of(versionCommand.split(" ")), output, LIMIT);
    Matcher number = NUMBER.matcher(Files.readString(output));
    return maker + (number.find() ? number.group() : "of a version that it does not tell");
  }

  /**
   * Judges a zone.
   *
   * @param folder an empty or reusable folder for the input files
   */
  public Answer judge(Path folder, Name origin, byte[] zone, String parentDs)
      throws IOException, InterruptedException {
    return judge(folder, origin, zone, parentDs, LIMIT);
  }

  /** The same, with another limit of time. */
  Answer judge(Path folder, Name origin, byte[] zone, String parentDs, Duration limit)
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
    PeerAnswer kind = run(line, output, limit);
    return new Answer(this, kind, Files.readString(output, StandardCharsets.ISO_8859_1));
  }

  /** What a program did within this time, its words in a file. */
  static PeerAnswer run(List<String> line, Path output, Duration limit)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
      return PeerAnswer.HANGS;
    }
    if (process.exitValue() > KILLED_BY_SIGNAL) {
      return PeerAnswer.CRASHES;
    }
    return process.exitValue() == 0 ? PeerAnswer.ACCEPTS : PeerAnswer.REJECTS;
  }

  /** Fails with the peer's own words when it does not accept the zone. */
  public void mustAccept(Path folder, Name origin, byte[] zone, String parentDs)
      throws IOException, InterruptedException {
    Answer answer = judge(folder, origin, zone, parentDs);
    assertThat(answer.kind()).as("%s: %s", this, answer.output()).isEqualTo(PeerAnswer.ACCEPTS);
  }
}
