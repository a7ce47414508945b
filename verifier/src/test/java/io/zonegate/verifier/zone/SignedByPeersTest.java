package io.zonegate.verifier.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.crypto.SignatureSweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What BIND's, NLnet Labs' and CZ.NIC's signers write is read, and each format says the same. */
class SignedByPeersTest {
  private static final String UNSIGNED =
      ZoneText.HEAD
          + """
          Mail MX 10 mail
          mail A 192.0.2.2
           AAAA 2001:db8::2
          *.wild TXT "a \\"quoted; string\\"" b
          a.b.c.ent A 192.0.2.3
          secure NS ns.secure
          ns.secure A 192.0.2.4
          secure DS 1 13 2 aabbccddeeff00112233445566778899aabbccddeeff00112233445566778899
          insecure NS ns.elsewhere.
          esc\\.ape\\000\\255 TXT x
          d DNAME elsewhere.
          x TYPE65280 \\# 3 abcdef
          """;

  @TempDir private Path folder;

  @BeforeEach
  void unsigned() throws IOException {
    Files.writeString(folder.resolve("zone"), UNSIGNED);
  }

  private String bindKey(String... more) throws Exception {
    String[] command =
        Stream.concat(
                Stream.of("dnssec-keygen", "-q", "-a", "13"),
                Stream.concat(Stream.of(more), Stream.of("example.")))
            .toArray(String[]::new);
    String name = Peer.run(folder, command).strip();
    String key = Files.readString(folder.resolve(name + ".key"));
    Files.writeString(folder.resolve("zone"), key, java.nio.file.StandardOpenOption.APPEND);
    return name;
  }

  private Zone read(String file) throws Exception {
    Path path = folder.resolve(file);
    Zone zone = ZoneSource.read(path, null);
    assertThat(zone.digest().bytes()).isEqualTo(Files.size(path));
    assertThat(zone.digest().sha256()).isEqualTo(PackedInputTest.sha256(Files.readAllBytes(path)));
    return zone;
  }

  private static void isSigned(Zone zone) {
    assertThat(zone.countsByType()).containsKeys("DNSKEY", "RRSIG", "SOA");
    assertThat(zone.countsByType().keySet()).containsAnyOf("NSEC", "NSEC3");
    assertThat(zone.countsByType().get("RRSIG")).isGreaterThan(10);
  }

  /** Converts a signed file to the format by named-compilezone. */
  private void convert(String from, String format, String to) throws Exception {
    Peer.run(
        folder,
        "named-compilezone",
        "-i",
        "none",
        "-k",
        "ignore",
        "-n",
        "ignore",
        "-F",
        format,
        "-s",
        "full",
        "-o",
        to,
        "example.",
        from);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "full", "raw", "raw=0"})
  void outputOfDnssecSignzoneIsTheSameInEveryFormat(String format) throws Exception {
    bindKey("-f", "KSK");
    bindKey();
    Peer.run(
        folder,
        "dnssec-signzone",
        "-o",
        "example.",
        "-O",
        format,
        "-3",
        "aabb",
        "-H",
        "1",
        "-f",
        "signed",
        "zone");
    convertAny(
        "signed",
        format.startsWith("raw") ? "raw" : "text",
        "other",
        format.startsWith("raw") ? "text" : "raw");

    Zone zone = read("signed");
    isSigned(zone);
    assertThat(ZoneText.records(zone)).isEqualTo(ZoneText.records(read("other")));
    assertThat(zone.countsByType()).containsKeys("NSEC3", "NSEC3PARAM", "TYPE65280");
  }

  private void convertAny(String from, String fromFormat, String to, String format)
      throws Exception {
    Peer.run(
        folder,
        "named-compilezone",
        "-i",
        "none",
        "-k",
        "ignore",
        "-n",
        "ignore",
        "-f",
        fromFormat,
        "-F",
        format,
        "-s",
        "relative",
        "-o",
        to,
        "example.",
        from);
  }

  @Test
  void smartSigningOutputIsReadTogetherWithTheFileThatIncludesIt() throws Exception {
    bindKey("-f", "KSK");
    bindKey();
    // Smart signing writes only what signing adds.
    Peer.run(folder, "dnssec-signzone", "-S", "-D", "-o", "example.", "-f", "added", "zone");
    String text = Files.readString(folder.resolve("zone"));
    Files.writeString(folder.resolve("with-added"), text + "$INCLUDE \"added\"\n");
    convert("with-added", "raw", "other");

    Zone zone = ZoneSource.read(folder.resolve("with-added"), null);
    isSigned(zone);
    assertThat(zone.includes()).isEqualTo(1);
    assertThat(ZoneText.records(zone)).isEqualTo(ZoneText.records(read("other")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-n", "-n -p", "-n -t 5 -s aabbccdd"})
  void outputOfLdnsSignzoneIsRead(String options) throws Exception {
    String key = Peer.run(folder, "ldns-keygen", "-a", "ECDSAP256SHA256", "-k", "example.").strip();
    List<String> command =
        new java.util.ArrayList<>(List.of("ldns-signzone", "-o", "example.", "-f", "signed"));
    Stream.of(options.split(" ")).filter(o -> !o.isEmpty()).forEach(command::add);
    command.addAll(List.of("zone", key));
    Peer.run(folder, command.toArray(String[]::new));
    convert("signed", "raw", "other");

    Zone zone = read("signed");
    isSigned(zone);
    assertThat(zone.countsByType().containsKey("NSEC3")).isEqualTo(options.startsWith("-n"));
    assertThat(ZoneText.records(zone)).isEqualTo(ZoneText.records(read("other")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nsec3: on", "nsec3: on\n    nsec3-opt-out: on\n    nsec3-salt-length: 8"})
  void outputOfKzonesignIsRead(String policy) throws Exception {
    Files.createDirectories(folder.resolve("storage"));
    Files.writeString(
        folder.resolve("knot.conf"),
        """
        server:
            rundir: "%1$s"
        database:
            storage: "%1$s/storage"
        policy:
          - id: test
            single-type-signing: on
            algorithm: ecdsap256sha256
            manual: off
            %2$s
        template:
          - id: default
            storage: "%1$s/storage"
        zone:
          - domain: example.
            file: "%1$s/zone"
            dnssec-signing: on
            dnssec-policy: test
        """
            .formatted(folder, policy));
    Files.createDirectories(folder.resolve("out"));
    Peer.run(folder, "kzonesign", "-c", "knot.conf", "-o", "out", "example.");
    String signed;
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      signed = "out/" + files.findFirst().orElseThrow().getFileName();
    }
    convert(signed, "raw", "other");

    Zone zone = read(signed);
    isSigned(zone);
    assertThat(zone.countsByType().containsKey("NSEC3")).isEqualTo(!policy.isEmpty());
    assertThat(ZoneText.records(zone)).isEqualTo(ZoneText.records(read("other")));
  }

  @Test
  void signaturesOfBindOverEveryTypeVerifyInOurCanonicalForm() throws Exception {
    String more =
        "mx MX 1 MAIL\nnxt NXT NEXT A MX\nkx KX 1 KX\nrp RP A B\nnaptr NAPTR 1 1 \"S\" \"\" \"\" RE\n";
    // BIND puts the name in NSAP-PTR to lower case; RFC 4034 section 6.2 does not.
    String types = RdataAgainstBindTest.TYPES.replace("NSAP-PTR Foo", "NSAP-PTR foo.example.");
    Files.writeString(folder.resolve("zone"), types + more);
    bindKey("-f", "KSK");
    Peer.run(folder, "dnssec-signzone", "-z", "-o", "example.", "-f", "signed", "zone");

    Zone zone = read("signed");
    SignatureSweep sweep = new SignatureSweep(zone, KeyRing.of(zone));
    assertThat(sweep.ledger(OwnerRange.of(zone).stream().map(sweep::sweep).toList()).counts())
        .hasSizeGreaterThan(35)
        .allSatisfy(c -> assertThat(c.verified()).as(c.coveredType()).isEqualTo(c.total()));
  }
}
