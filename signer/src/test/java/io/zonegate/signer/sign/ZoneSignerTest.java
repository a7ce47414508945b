package io.zonegate.signer.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.config.Spread;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.token.Token;
import io.zonegate.hsm.token.Tokens;
import io.zonegate.signer.denial.DenialMode;
import io.zonegate.signer.duty.KeyRoles;
import io.zonegate.signer.zone.ZoneInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ZoneSignerTest {

  /** The peers judge by the clock of this machine; dnssec-verify has no option for another time. */
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @TempDir Path folder;

  private Path unsigned(String text) throws IOException {
    return Files.writeString(folder.resolve("unsigned"), text);
  }

  private Path signed() {
    return folder.resolve("demo.zone");
  }

  private SigningReport sign(
      Tokens tokens, KeySet keys, SigningPolicy policy, String text, Instant at)
      throws IOException {
    return new ZoneSigner(tokens, keys, policy, SafetyChecks.ON, SignerTokens.RANDOM)
        .sign(unsigned(text), signed(), at);
  }

  static Stream<Arguments> modes() {
    List<DenialMode> modes =
        List.of(
            new DenialMode.Nsec(),
            DenialMode.Nsec3.recommended(false),
            DenialMode.Nsec3.recommended(true),
            new DenialMode.Nsec3(true, 3, "aabb"));
    List<DnssecAlgorithm> algorithms =
        List.of(
            DnssecAlgorithm.ECDSAP256SHA256, DnssecAlgorithm.RSASHA256, DnssecAlgorithm.ED25519);
    return modes.stream().flatMap(mode -> algorithms.stream().map(a -> Arguments.of(mode, a)));
  }

  @ParameterizedTest
  @MethodSource("modes")
  void thePeersAgree(DenialMode mode, DnssecAlgorithm algorithm) throws IOException {
    try (Tokens tokens = SignerTokens.open(1, Spread.ROUND_ROBIN)) {
      KeySet keys = SignerTokens.keys(tokens, algorithm);
      sign(tokens, keys, SigningPolicy.DEFAULT.with(mode), TestZone.TEXT, now);

      boolean optOut = mode instanceof DenialMode.Nsec3 nsec3 && nsec3.optOut();
      assertThat(Peers.judge(signed(), optOut))
          .allSatisfy(v -> assertThat(v.exit()).as(v.toString()).isZero());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DnssecAlgorithm.class,
      names = {"RSASHA512", "ECDSAP384SHA384", "ED448"})
  void thePeersAgreeOnTheOtherAlgorithms(DnssecAlgorithm algorithm) throws IOException {
    try (Tokens tokens = SignerTokens.open(1, Spread.ROUND_ROBIN)) {
      KeySet keys = SignerTokens.keys(tokens, algorithm);
      sign(tokens, keys, SigningPolicy.DEFAULT.with(new DenialMode.Nsec()), TestZone.TEXT, now);

      assertThat(Peers.judge(signed(), false))
          .allSatisfy(v -> assertThat(v.exit()).as(v.toString()).isZero());
    }
  }

  @Test
  void twoAlgorithmsAndZonemdOverThreeTokens() throws IOException {
    try (Tokens tokens = SignerTokens.open(3, Spread.ROUND_ROBIN)) {
      KeySet keys =
          SignerTokens.keys(tokens, DnssecAlgorithm.ECDSAP256SHA256, DnssecAlgorithm.ED25519);
      SigningPolicy policy =
          SigningPolicy.DEFAULT.with(DenialMode.Nsec3.recommended(false)).withZonemd(true);
      SigningReport report =
          sign(
              tokens,
              keys,
              policy,
              TestZone.TEXT + "@ ZONEMD 1 1 1 " + "00".repeat(48) + "\n",
              now);

      assertThat(Peers.judge(signed(), false))
          .allSatisfy(v -> assertThat(v.exit()).as(v.toString()).isZero());
      Peers.Verdict zonemd =
          Peers.run("ldns-verify-zone", "-Z", "-Z", "-V", "1", signed().toString());
      assertThat(zonemd.exit()).as(zonemd.toString()).isZero();
      assertThat(report.rrsigs()).isEqualTo(2 * report.rrsets()).isEqualTo(report.verified());
      assertThat(report.perToken().values())
          .hasSize(3)
          .allMatch(n -> Math.abs(n - report.rrsigs() / 3) <= 1);
      assertThat(report.perKey()).hasSize(4);
      assertThat(sum(report.perKey())).isEqualTo(report.rrsigs()).isEqualTo(sum(report.perToken()));
      assertThat(report.failOvers()).isEmpty();
      assertThat(report.proof().orElseThrow().allPassed()).isTrue();
      assertThat(Files.readString(signed()).lines().filter(l -> l.contains(" IN RRSIG ")).count())
          .isEqualTo(report.rrsigs());
    }
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Test
  void onlyWhatIsAuthoritativeIsSignedAndDenied() throws IOException {
    try (Tokens tokens = SignerTokens.open(1, Spread.ROUND_ROBIN)) {
      KeySet keys = SignerTokens.keys(tokens, DnssecAlgorithm.ED25519);
      sign(
          tokens,
          keys,
          SigningPolicy.DEFAULT.with(new DenialMode.Nsec()),
          TestZone.TEXT + "x.dn A 192.0.2.99\n",
          now);

      List<String> lines = Files.readAllLines(signed());
      assertThat(typesAt(lines, "ns.insecure.demo.")).containsExactly("A");
      assertThat(typesAt(lines, "deep.below.insecure.demo.")).containsExactly("A");
      assertThat(typesAt(lines, "x.dn.demo.")).containsExactly("A");
      assertThat(typesAt(lines, "insecure.demo."))
          .containsExactly("A", "NS", "NS", "NSEC", "RRSIG NSEC");
      assertThat(typesAt(lines, "secure.demo."))
          .containsExactly("NS", "DS", "RRSIG DS", "NSEC", "RRSIG NSEC");
      assertThat(typesAt(lines, "dn.demo."))
          .containsExactly("DNAME", "RRSIG DNAME", "NSEC", "RRSIG NSEC");
      assertThat(line(lines, "insecure.demo. 600 IN NSEC"))
          .endsWith(" i.lonely.demo. NS RRSIG NSEC");
      assertThat(line(lines, "dn.demo. 600 IN NSEC")).endsWith(" dot\\.ted.demo. DNAME RRSIG NSEC");
      assertThat(line(lines, "www.demo. 600 IN NSEC")).contains(" demo. CNAME");
      assertThat(line(lines, "odd.demo. 600 IN NSEC")).endsWith(" RRSIG NSEC CSYNC TYPE65280");
      assertThat(lines).doesNotContainSequence("b.ent.demo.");
      assertThat(lines.get(0)).startsWith("demo. 3600 IN SOA ");
      assertThat(lines)
          .contains("mail.demo. 3600 IN A 192.0.2.2", "demo. 3600 IN NS NS2.Example.NET.");
      assertThat(lines).doesNotHaveDuplicates();
    }
  }

  private static List<String> typesAt(List<String> lines, String owner) {
    return lines.stream()
        .filter(l -> l.startsWith(owner + " "))
        .map(l -> l.split(" "))
        .map(w -> w[3].equals("RRSIG") ? "RRSIG " + w[4] : w[3])
        .toList();
  }

  private static String line(List<String> lines, String beginning) {
    return lines.stream().filter(l -> l.startsWith(beginning + " ")).findFirst().orElseThrow();
  }

  @Test
  void fieldsOfRrsigFollowThePolicy() throws IOException {
    Instant at = Instant.parse("2026-05-05T12:00:00Z");
    try (Tokens tokens = SignerTokens.open(1, Spread.ROUND_ROBIN)) {
      KeySet keys = SignerTokens.keys(tokens, DnssecAlgorithm.ED25519);
      SigningReport report = sign(tokens, keys, SigningPolicy.DEFAULT, TestZone.TEXT, at);

      List<String> lines = Files.readAllLines(signed());
      List<String[]> signatures =
          lines.stream().filter(l -> l.contains(" IN RRSIG ")).map(l -> l.split(" ")).toList();
      assertThat(signatures)
          .hasSizeGreaterThan(20)
          .allMatch(w -> w[9].equals("20260505110000") && w[11].equals("demo."));
      String ksk = Integer.toString(keys.active(KeyRole.KSK).get(0).keyTag());
      String zsk = Integer.toString(keys.active(KeyRole.ZSK).get(0).keyTag());
      for (String[] w : signatures) {
        boolean dnskey = w[4].equals("DNSKEY");
        assertThat(w[10]).isEqualTo(dnskey ? ksk : zsk);
        if (dnskey) {
          assertThat(w[8]).isEqualTo("20260526120000");
        } else {
          assertThat(w[8]).isBetween("20260518120000", "20260519120000");
        }
        assertThat(w[7]).isEqualTo(w[1]);
      }
      assertThat(signatures.stream().map(w -> w[8]).distinct().count()).isGreaterThan(15);
      assertThat(line(lines, "*.wild.demo. 3600 IN RRSIG A")).contains(" RRSIG A 15 2 3600 ");
      assertThat(line(lines, "sub.*.wild.demo. 3600 IN RRSIG TXT"))
          .contains(" RRSIG TXT 15 4 3600 ");
      assertThat(line(lines, "demo. 0 IN NSEC3PARAM")).endsWith("NSEC3PARAM 1 0 0 -");
      assertThat(lines.stream().filter(l -> l.contains(" IN NSEC3 ")))
          .allMatch(l -> l.contains(" 600 IN NSEC3 1 1 0 - "));
      assertThat(report.latestExpiration()).isEqualTo(at.plus(Duration.ofDays(21)));
      assertThat(report.earliestExpiration()).isAfterOrEqualTo(at.plus(Duration.ofDays(13)));
    }
  }

  @Test
  void sameInputSameBytes() throws IOException {
    try (Tokens tokens = SignerTokens.open(2, Spread.ROUND_ROBIN)) {
      for (DnssecAlgorithm algorithm :
          List.of(DnssecAlgorithm.RSASHA256, DnssecAlgorithm.ED25519)) {
        KeySet keys = SignerTokens.keys(tokens, algorithm);
        sign(tokens, keys, SigningPolicy.DEFAULT.withZonemd(true), TestZone.TEXT, now);
        String first = Files.readString(signed());
        sign(tokens, keys, SigningPolicy.DEFAULT.withZonemd(true), TestZone.TEXT, now);
        assertThat(Files.readString(signed())).isEqualTo(first);
      }
    }
  }

  @Test
  void ecdsaDiffersInNothingButTheSignature() throws IOException {
    try (Tokens tokens = SignerTokens.open(2, Spread.ROUND_ROBIN)) {
      KeySet keys = SignerTokens.keys(tokens, DnssecAlgorithm.ECDSAP256SHA256);
      sign(tokens, keys, SigningPolicy.DEFAULT, TestZone.TEXT, now);
      String first = Files.readString(signed());
      sign(tokens, keys, SigningPolicy.DEFAULT, TestZone.TEXT, now);
      String second = Files.readString(signed());
      assertThat(second).isNotEqualTo(first);
      assertThat(withoutSignatures(second)).isEqualTo(withoutSignatures(first));
    }
  }

  private static String withoutSignatures(String text) {
    return text.replaceAll("( RRSIG .*) \\S+\n", "$1\n");
  }

  @Test
  void serialPolicies() throws IOException {
    try (Tokens tokens = SignerTokens.open(1, Spread.ROUND_ROBIN)) {
      KeySet keys = SignerTokens.keys(tokens, DnssecAlgorithm.ED25519);
      Instant at = Instant.ofEpochSecond(1_800_000_000L);
      assertThat(serial(tokens, keys, SerialPolicy.KEEP, "7", at)).isEqualTo(7);
      assertThat(serial(tokens, keys, SerialPolicy.INCREMENT, "7", at)).isEqualTo(8);
      assertThat(serial(tokens, keys, SerialPolicy.INCREMENT, "4294967295", at)).isZero();
      assertThat(serial(tokens, keys, SerialPolicy.UNIXTIME, "7", at)).isEqualTo(1_800_000_000L);
      assertThatThrownBy(() -> serial(tokens, keys, SerialPolicy.UNIXTIME, "2026050501", at))
          .isInstanceOf(ZoneInputException.class)
          .hasMessageContaining(
              "unsigned:2: SOA serial is 2026050501; the signing time 1800000000 is not greater");
    }
  }

  private long serial(Tokens tokens, KeySet keys, SerialPolicy policy, String serial, Instant at)
      throws IOException {
    String text = TestZone.TEXT.replace("( 1 7200", "( " + serial + " 7200");
    return sign(tokens, keys, SigningPolicy.DEFAULT.with(policy), text, at).serial();
  }

  @Test
  void combinedSigningKeysSignEverything() throws IOException {
    try (Tokens tokens = SignerTokens.open(1, Spread.ROUND_ROBIN)) {
      KeySet keys = SignerTokens.keys(tokens, DnssecAlgorithm.ECDSAP256SHA256);
      SigningPolicy single =
          SigningPolicy.DEFAULT.with(new DenialMode.Nsec()).with(KeyRoles.SINGLE);
      assertThatThrownBy(() -> sign(tokens, keys, single, TestZone.TEXT, now))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              keys.active(KeyRole.ZSK).get(0) + " is active, and by the policy");
      KeySet csk = new KeySet(SignerTokens.ZONE, keys.active(KeyRole.KSK));
      SigningReport report = sign(tokens, csk, single, TestZone.TEXT, now);
      assertThat(report.perKey()).hasSize(1);
      // Without -z dnssec-verify insists on a key without the SEP bit.
      assertThat(
              List.of(
                  Peers.run("dnssec-verify", "-z", "-q", "-o", "demo.", signed().toString()),
                  Peers.run("ldns-verify-zone", "-V", "1", signed().toString()),
                  Peers.run("kzonecheck", "-o", "demo.", "-d", "on", signed().toString())))
          .allSatisfy(v -> assertThat(v.exit()).as(v.toString()).isZero());
    }
  }

  @Test
  void recordsThatSigningAddsAreHandled() throws IOException {
    try (Tokens tokens = SignerTokens.open(1, Spread.ROUND_ROBIN)) {
      KeySet keys = SignerTokens.keys(tokens, DnssecAlgorithm.ED25519);
      String own = "@ DNSKEY " + keys.keys().get(0).dnskey() + "\n";
      SigningPolicy nsec = SigningPolicy.DEFAULT.with(new DenialMode.Nsec());
      sign(tokens, keys, nsec, TestZone.TEXT + own, now);
      assertThat(Files.readAllLines(signed()).stream().filter(l -> l.contains(" IN DNSKEY ")))
          .hasSize(2);

      String foreign = "@ DNSKEY 256 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=\n";
      refused(tokens, keys, foreign, "DNSKEY in the unsigned zone is not in the key set");
      refused(
          tokens, keys, "@ ZONEMD 1 1 1 " + "00".repeat(48) + "\n", "turn zonemd on or remove it");
      String cds = "@ TYPE59 \\# 4 0001080f\n@ TYPE60 \\# 4 01010308\n";
      sign(tokens, keys, nsec, TestZone.TEXT + cds, now);
      String ksk = " " + keys.active(KeyRole.KSK).get(0).keyTag() + " demo. ";
      assertThat(
              Files.readAllLines(signed()).stream()
                  .filter(l -> l.matches(".* RRSIG (CDS|CDNSKEY) .*")))
          .hasSize(2)
          .allMatch(l -> l.contains(ksk));
    }
  }

  private void refused(Tokens tokens, KeySet keys, String added, String reason) {
    assertThatThrownBy(() -> sign(tokens, keys, SigningPolicy.DEFAULT, TestZone.TEXT + added, now))
        .isInstanceOf(ZoneInputException.class)
        .hasMessageContaining("unsigned:" + (TestZone.TEXT.lines().count() + 1) + ": ")
        .hasMessageContaining(reason);
  }

  @Test
  void theOutputIsNeverTheInput() throws IOException {
    try (Tokens tokens = SignerTokens.open(1, Spread.ROUND_ROBIN)) {
      KeySet keys = SignerTokens.keys(tokens, DnssecAlgorithm.ED25519);
      Path file = unsigned(TestZone.TEXT);
      ZoneSigner signer =
          new ZoneSigner(tokens, keys, SigningPolicy.DEFAULT, SafetyChecks.ON, SignerTokens.RANDOM);
      assertThatThrownBy(
              () ->
                  signer.sign(
                      file, folder.resolve("../" + folder.getFileName() + "/unsigned"), now))
          .isInstanceOf(ZoneInputException.class)
          .hasMessageContaining("is the output file too");
      assertThat(file).hasContent(TestZone.TEXT);
    }
  }

  @Test
  void anAlgorithmWithoutActiveKeyIsRefused() {
    try (Tokens tokens = SignerTokens.open(1, Spread.ROUND_ROBIN)) {
      KeySet keys = SignerTokens.keys(tokens, DnssecAlgorithm.ED25519);
      KeySet onlyKsk = new KeySet(SignerTokens.ZONE, keys.active(KeyRole.KSK));
      assertThatThrownBy(
              () ->
                  new ZoneSigner(
                      tokens, onlyKsk, SigningPolicy.DEFAULT, SafetyChecks.ON, SignerTokens.RANDOM))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("algorithm 15 but no active ZSK");
      assertThat(tokens.all()).extracting(Token::label).hasSize(1);
    }
  }
}
