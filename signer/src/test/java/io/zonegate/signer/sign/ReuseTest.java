package io.zonegate.signer.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.config.Spread;
import io.zonegate.hsm.generate.KeyGeneration;
import io.zonegate.hsm.generate.KeyRequest;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.token.Tokens;
import io.zonegate.signer.denial.DenialMode;
import io.zonegate.signer.reuse.KeyChange;
import io.zonegate.signer.reuse.NotKept;
import io.zonegate.signer.reuse.ReusePolicy;
import io.zonegate.signer.zone.ZoneInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReuseTest {

  private static final SigningPolicy NSEC = SigningPolicy.DEFAULT.with(new DenialMode.Nsec());
  private static Tokens tokens;
  private static KeySet keys;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    tokens = SignerTokens.open(1, Spread.ROUND_ROBIN);
    keys = SignerTokens.keys(tokens, DnssecAlgorithm.ECDSAP256SHA256);
  }

  @AfterAll
  static void close() {
    tokens.close();
  }

  private Path previous() {
    return folder.resolve("previous.zone");
  }

  private Path signed() {
    return folder.resolve("demo.zone");
  }

  private SigningReport first(KeySet set, SigningPolicy policy, String text, Instant at)
      throws IOException {
    Path unsigned = Files.writeString(folder.resolve("unsigned.first"), text);
    return new ZoneSigner(tokens, set, policy, SafetyChecks.ON, SignerTokens.RANDOM)
        .sign(unsigned, previous(), at);
  }

  private SigningReport again(KeySet set, SigningPolicy policy, String text, Instant at)
      throws IOException {
    Path unsigned = Files.writeString(folder.resolve("unsigned"), text);
    return new ZoneSigner(tokens, set, policy, SafetyChecks.ON, SignerTokens.RANDOM)
        .sign(unsigned, Optional.of(previous()), signed(), at);
  }

  private static Set<String> signatures(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      Set<String> found = new HashSet<>();
      lines.filter(l -> l.contains(" IN RRSIG ")).forEach(found::add);
      return found;
    }
  }

  private void thePeersAgree() throws IOException {
    assertThat(Peers.judge(signed(), false))
        .allSatisfy(v -> assertThat(v.exit()).as(v.toString()).isZero());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anUnchangedZoneCostsNoSignature(boolean nsec) throws IOException {
    SigningPolicy policy = nsec ? NSEC : NSEC.with(DenialMode.Nsec3.recommended(false));
    SigningReport first = first(keys, policy, TestZone.TEXT, now.minusSeconds(3600));
    SigningReport report = again(keys, policy, TestZone.TEXT, now);
    assertThat(signed()).hasSameTextualContentAs(previous());
    assertThat(report.rrsigs()).isZero();
    assertThat(report.reuse().kept()).isEqualTo(first.rrsigs()).isGreaterThan(20);
    assertThat(report.reuse().notKept()).isEmpty();
    assertThat(report.earliestExpiration()).isEqualTo(first.earliestExpiration());
    assertThat(report.latestExpiration()).isEqualTo(first.latestExpiration());
    thePeersAgree();
  }

  @Test
  void onlyWhatChangedIsSignedAnew() throws IOException {
    first(keys, NSEC, TestZone.TEXT, now.minusSeconds(3600));
    String text =
        TestZone.TEXT
            .replace("( 1 7200", "( 2 7200")
            .replace("srv SRV 0 0 443 Www", "srv 60 SRV 0 0 443 Www")
            .replace("mail A 192.0.2.2\n", "mail A 192.0.2.22\n")
            .replace("tlsa TLSA", "tlsb TLSA");
    SigningReport report = again(keys, NSEC, text, now);
    Set<String> made = signatures(signed());
    made.removeAll(signatures(previous()));
    assertThat(made.stream().map(l -> l.split(" ")).map(w -> w[0] + " " + w[4]))
        .containsExactlyInAnyOrder(
            "demo. SOA",
            "srv.demo. SRV",
            "mail.demo. A",
            "tlsb.demo. TLSA",
            "tlsb.demo. NSEC",
            "srv.demo. NSEC");
    assertThat(report.rrsigs()).isEqualTo(made.size());
    assertThat(report.reuse().notKept()).isEqualTo(Map.of(NotKept.GONE, 2, NotKept.CHANGED, 4));
    thePeersAgree();
  }

  @Test
  void ofAnUnchangedRrsetADamagedSignatureIsMadeAnewAndReported() throws IOException {
    first(keys, NSEC, TestZone.TEXT, now.minusSeconds(3600));
    Files.writeString(
        previous(),
        Files.readString(previous())
            .replaceFirst("(mail.demo. 3600 IN RRSIG A .* )\\S{20}", "$1AAAAAAAAAAAAAAAAAAAA"));
    SigningReport report = again(keys, NSEC, TestZone.TEXT, now);
    assertThat(report.reuse().notKept()).isEqualTo(Map.of(NotKept.DAMAGED, 1));
    assertThat(report.rrsigs()).isEqualTo(1);
    thePeersAgree();
  }

  @Test
  void whatIsDueForRefreshIsSignedAnew() throws IOException {
    SigningPolicy policy =
        NSEC.with(new ReusePolicy(Optional.of(Duration.ofDays(5)), KeyChange.AT_ONCE));
    SigningReport first = first(keys, policy, TestZone.TEXT, now.minus(Duration.ofDays(9)));
    Instant limit = now.plus(Duration.ofDays(5));
    assertThat(first.earliestExpiration()).isBefore(limit);
    // Made 9 days ago for 13 to 14: all but the last are due, and DNSKEY, made for 21, is not.
    SigningReport report = again(keys, policy, TestZone.TEXT, now.minusSeconds(3600 * 12));
    int due = report.reuse().notKept().get(NotKept.EXPIRING);
    assertThat(due).isBetween(1, first.rrsigs() - 2);
    assertThat(report.rrsigs()).isEqualTo(due);
    assertThat(report.earliestExpiration()).isAfter(limit.minusSeconds(3600 * 12));
    thePeersAgree();
  }

  @Test
  void whatASignerWithAnotherClockOrPolicyMadeIsNotKept() throws IOException {
    SigningReport later = first(keys, NSEC, TestZone.TEXT, now.plus(Duration.ofDays(2)));
    assertThat(again(keys, NSEC, TestZone.TEXT, now).reuse().notKept())
        .isEqualTo(Map.of(NotKept.PERIOD, later.rrsigs()));
    thePeersAgree();
  }

  @Test
  void aRetiredKeysSignaturesGoAtOnceOrGradually() throws IOException {
    first(keys, NSEC, TestZone.TEXT, now.minusSeconds(3600));
    KeySet rolled = rolled();
    SigningReport once = again(rolled, NSEC, TestZone.TEXT, now);
    assertThat(once.reuse().kept()).isZero();
    assertThat(once.reuse().notKept())
        .containsEntry(NotKept.CHANGED, 1)
        .containsEntry(NotKept.KEY, once.rrsigs() - 1);
    thePeersAgree();

    SigningPolicy gradual = NSEC.with(new ReusePolicy(Optional.empty(), KeyChange.GRADUAL));
    SigningReport report =
        again(
            rolled,
            gradual,
            TestZone.TEXT.replace("mail A 192.0.2.2\n", "mail A 192.0.2.3\n"),
            now);
    assertThat(report.reuse().byRetiredKeys()).isEqualTo(report.reuse().kept()).isGreaterThan(20);
    assertThat(report.reuse().notKept()).isEqualTo(Map.of(NotKept.CHANGED, 2));
    assertThat(report.perKey().keySet())
        .anyMatch(k -> k.startsWith("ZSK " + rolled.active(KeyRole.ZSK).get(0).keyTag()));
    thePeersAgree();
    KeySet gone =
        new KeySet(
            SignerTokens.ZONE,
            List.of(rolled.active(KeyRole.KSK).get(0), rolled.active(KeyRole.ZSK).get(0)));
    assertThat(again(gone, gradual, TestZone.TEXT, now).reuse().kept()).isZero();
    thePeersAgree();
  }

  /** The old ZSK published only, and a new one. */
  private static KeySet rolled() {
    ZoneKey old = keys.active(KeyRole.ZSK).get(0);
    KeySet more =
        new KeyGeneration(tokens, SignerTokens.RANDOM)
            .generate(keys, List.of(KeyRequest.of(KeyRole.ZSK, DnssecAlgorithm.ECDSAP256SHA256)));
    return new KeySet(
        SignerTokens.ZONE,
        more.keys().stream()
            .map(
                k ->
                    k.equals(old) ? new ZoneKey(k.role(), k.dnskey(), k.id(), k.label(), false) : k)
            .toList());
  }

  @Test
  void theDigestOfTheZoneIsNeverKept() throws IOException {
    SigningPolicy policy = NSEC.withZonemd(true);
    first(keys, policy, TestZone.TEXT, now.minusSeconds(3600));
    SigningReport report = again(keys, policy, TestZone.TEXT, now);
    assertThat(report.rrsigs()).isEqualTo(1);
    assertThat(report.reuse().notKept()).isEqualTo(Map.of(NotKept.CHANGED, 1));
    Peers.Verdict zonemd =
        Peers.run("ldns-verify-zone", "-Z", "-Z", "-V", "1", signed().toString());
    assertThat(zonemd.exit()).as(zonemd.toString()).isZero();
  }

  @Test
  void thePreviousZoneMayBeInAnyOrder() throws IOException {
    SigningReport first = first(keys, NSEC, TestZone.TEXT, now.minusSeconds(3600));
    Path inOrder = Files.copy(previous(), folder.resolve("in-order"));
    List<String> lines = new ArrayList<>(Files.readAllLines(previous()));
    Collections.reverse(lines);
    Files.write(previous(), lines);
    SigningReport report = again(keys, NSEC, TestZone.TEXT, now);
    assertThat(report.reuse().kept()).isEqualTo(first.rrsigs());
    assertThat(signed()).hasSameTextualContentAs(inOrder);
  }

  /** The digest of the zone is put into the first range when the last is written. */
  @Test
  void aZoneOfSeveralRangesIsSignedAndKept() throws IOException {
    SigningPolicy policy = SigningPolicy.DEFAULT.withZonemd(true);
    String text = TestZone.large(3_000);
    SigningReport first = first(keys, policy, text, now.minusSeconds(3600));
    assertThat(first.rrsigs()).isEqualTo(first.rrsets()).isGreaterThan(3_000);
    assertThat(first.verifiedBy().values()).containsExactly((long) first.rrsigs());
    SigningReport report =
        again(keys, policy, text.replace("d2998 DS 1 13 2 00", "d2998 DS 1 13 2 11"), now);
    assertThat(report.rrsigs()).as("DS and ZONEMD").isEqualTo(2);
    assertThat(report.reuse().kept()).isEqualTo(first.rrsigs() - 2);
    assertThat(report.reuse().notKept()).isEqualTo(Map.of(NotKept.CHANGED, 2));
    assertThat(report.verifiedBy().values()).containsExactly((long) first.rrsigs());
    assertThat(report.latestExpiration()).isEqualTo(first.latestExpiration());
    thePeersAgree();
    Peers.Verdict zonemd =
        Peers.run("ldns-verify-zone", "-Z", "-Z", "-V", "1", signed().toString());
    assertThat(zonemd.exit()).as(zonemd.toString()).isZero();
  }

  @Test
  void aPreviousZoneInAnotherFormIsReadToo() throws IOException {
    first(keys, NSEC, TestZone.TEXT, now.minusSeconds(3600));
    Peers.Verdict form =
        Peers.run(
            "named-compilezone",
            "-s",
            "relative",
            "-i",
            "none",
            "-k",
            "ignore",
            "-o",
            previous() + ".bind",
            "demo.",
            previous().toString());
    assertThat(form.exit()).as(form.toString()).isZero();
    Files.move(Path.of(previous() + ".bind"), previous(), StandardCopyOption.REPLACE_EXISTING);
    SigningReport report = again(keys, NSEC, TestZone.TEXT, now);
    assertThat(report.rrsigs()).as("%s", report.reuse().notKept()).isZero();
  }

  @Test
  void whatIsNoSignedZoneIsRefused() throws IOException {
    Files.writeString(previous(), TestZone.TEXT);
    refused("has no RRSIG, so there is nothing to keep");
    Files.writeString(previous(), "demo. 60 IN RRSIG SOA 13 1 60 20260101000000\n");
    refused("previous.zone:1: RRSIG record of demo. is wrong: it has 5 fields");
    Files.writeString(
        previous(), "demo. 60 IN RRSIG SOA 13 1 60 20261301000000 20260101000000 1 demo. AA==\n");
    refused("\"20261301000000\" is no time");
    Files.writeString(previous(), "other. 60 IN A 192.0.2.1\n");
    refused("owner other. is outside the zone demo.");
    Files.delete(previous());
    refused("file not found");
  }

  private void refused(String reason) {
    assertThatThrownBy(() -> again(keys, NSEC, TestZone.TEXT, now))
        .isInstanceOf(ZoneInputException.class)
        .hasMessageContaining(reason);
    assertThat(signed()).doesNotExist();
  }
}
