package io.zonegate.signer.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.ceremony.Ceremony;
import io.zonegate.hsm.ceremony.CeremonyException;
import io.zonegate.hsm.ceremony.KskBundles;
import io.zonegate.hsm.ceremony.KskPlan;
import io.zonegate.hsm.ceremony.KskRrset;
import io.zonegate.hsm.ceremony.Requesting;
import io.zonegate.hsm.ceremony.Slots;
import io.zonegate.hsm.config.Spread;
import io.zonegate.hsm.generate.KeyGeneration;
import io.zonegate.hsm.generate.KeyRequest;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.token.Tokens;
import io.zonegate.signer.denial.DenialMode;
import io.zonegate.signer.duty.KeyRoles;
import io.zonegate.signer.reuse.NotKept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A zone signed on a token that has no KSK, judged by the verifiers of other projects. */
class OfflineKskTest {
  private static final SigningPolicy POLICY =
      SigningPolicy.DEFAULT
          .with(KeyRoles.OFFLINE_KSK)
          .with(new DenialMode.Nsec())
          .with(ParentRequest.ACTIVE_KSKS)
          .withZonemd(true);

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @TempDir Path folder;
  private Tokens vault;
  private Tokens online;
  private KeySet ksks;
  private KeySet keys;

  @BeforeEach
  void keys() {
    vault = SignerTokens.open(1, Spread.ROUND_ROBIN);
    online = SignerTokens.open(1, Spread.ROUND_ROBIN, List.of("ZSK"));
    ksks = generate(vault, KeySet.empty(SignerTokens.ZONE), KeyRole.KSK);
    keys = generate(online, ksks, KeyRole.ZSK);
  }

  @AfterEach
  void close() {
    vault.close();
    online.close();
  }

  private static KeySet generate(Tokens tokens, KeySet with, KeyRole role) {
    return new KeyGeneration(tokens, SignerTokens.RANDOM)
        .generate(with, List.of(KeyRequest.of(role, DnssecAlgorithm.ECDSAP256SHA256)));
  }

  private KskBundles ceremony(KeySet set) throws IOException {
    Instant until = now.plus(Duration.ofDays(60));
    List<KskRrset> sets = new KeyRrsets(set, POLICY).forKsks();
    KskPlan plan =
        new KskPlan(
            SignerTokens.ZONE,
            now,
            until,
            POLICY.dnskeyTtl().toSeconds(),
            Requesting.keys(set, List.of()),
            sets.subList(1, sets.size()),
            Slots.over(
                now,
                until,
                POLICY.dnskeyValidity(),
                POLICY.inceptionOffset(),
                Duration.ofDays(10),
                POLICY.leastKskLife()));
    KskBundles bundles = KskBundles.read(folder.resolve("bundles"), SignerTokens.ZONE);
    bundles.add(Ceremony.sign(vault, ksks, Requesting.request(online, set, plan)));
    return KskBundles.read(folder.resolve("bundles"), SignerTokens.ZONE);
  }

  private SigningReport sign(
      KskBundles bundles, KeySet set, SigningPolicy policy, Optional<Path> previous, Instant at)
      throws IOException {
    Path unsigned = Files.writeString(folder.resolve("unsigned"), TestZone.TEXT);
    return new ZoneSigner(
            online, set, policy, Optional.of(bundles), SafetyChecks.ON, SignerTokens.RANDOM)
        .sign(unsigned, previous, signed(), at);
  }

  private Path signed() {
    return folder.resolve("demo.zone");
  }

  @Test
  void theZoneIsGoodAndTheTokenHasNoKsk() throws IOException {
    KskBundles bundles = ceremony(keys);
    vault.close();
    SigningReport report = sign(bundles, keys, POLICY, Optional.empty(), now);
    assertThat(Peers.judge(signed(), false)).allMatch(verdict -> verdict.exit() == 0);
    AdvanceSignatures inAdvance = report.inAdvance().orElseThrow();
    assertThat(inAdvance.rrsigs()).isEqualTo(3);
    // The last of six begins on day 50 and is used until a third of its 21 days is left.
    assertThat(inAdvance.usableUntil()).isEqualTo(now.plus(Duration.ofDays(64)));
    assertThat(report.perKey()).containsEntry(ksks.keys().get(0).toString(), 3);
    assertThat(report.proof().orElseThrow().records())
        .as("nobody asks for the KSK")
        .allMatch(record -> record.key().startsWith("ZSK"));

    // Signatures of the zone before are never kept for those in advance.
    SigningReport again = sign(bundles, keys, POLICY, Optional.of(signed()), now);
    assertThat(again.reuse().notKept()).containsEntry(NotKept.IN_ADVANCE, 3);
    assertThat(again.rrsigs()).as("ZONEMD alone is signed again").isEqualTo(1);
    assertThat(Peers.judge(signed(), false)).allMatch(verdict -> verdict.exit() == 0);
  }

  @Test
  void whatWasNotSignedIsNotPublished() throws IOException {
    KskBundles bundles = ceremony(keys);
    refused(bundles, keys, POLICY, now.plus(Duration.ofDays(64)), "can be used at ");
    refused(bundles, keys, POLICY, now.minus(Duration.ofHours(2)), "can be used at ");
    refused(
        bundles,
        keys,
        POLICY.with(ParentRequest.AS_GIVEN),
        now,
        "CDS was signed and is not to be published; CDNSKEY was signed");
    KeySet more = generate(online, keys, KeyRole.ZSK);
    refused(
        bundles,
        more,
        POLICY,
        now,
        "ZSK " + more.keys().get(2).keyTag() + " alg 13 is to be published and was not signed");
    refused(
        KskBundles.read(folder.resolve("none"), SignerTokens.ZONE), keys, POLICY, now, "no KSK");

    // With a bundle for each of two key sets, the one that fits is taken.
    KskBundles both = ceremony(more);
    sign(both, more, POLICY, Optional.empty(), now);
    assertThat(Peers.judge(signed(), false)).allMatch(verdict -> verdict.exit() == 0);
    sign(both, keys, POLICY, Optional.empty(), now);
    assertThat(Peers.judge(signed(), false)).allMatch(verdict -> verdict.exit() == 0);
  }

  private void refused(
      KskBundles bundles, KeySet set, SigningPolicy policy, Instant at, String part) {
    assertThatThrownBy(() -> sign(bundles, set, policy, Optional.empty(), at))
        .isInstanceOf(CeremonyException.class)
        .hasMessageContaining(part);
    assertThat(signed()).doesNotExist();
  }

  @Test
  void rolesAndBundlesBelongTogether() {
    assertThatThrownBy(
            () -> new ZoneSigner(online, keys, POLICY, SafetyChecks.ON, SignerTokens.RANDOM))
        .hasMessageContaining("signatures in advance and the roles of the keys contradict");
  }
}
