package io.zonegate.signer.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.config.Spread;
import io.zonegate.hsm.generate.DivergentKeys;
import io.zonegate.hsm.generate.KeyGeneration;
import io.zonegate.hsm.generate.KeyRequest;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.proof.ProofRecord;
import io.zonegate.hsm.proof.TokenProof;
import io.zonegate.hsm.token.Token;
import io.zonegate.hsm.token.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two keys of each role on two token groups: a fault of one group leaves the zone sound. */
class TokenGroupsTest {
  private static final DnssecAlgorithm P256 = DnssecAlgorithm.ECDSAP256SHA256;

  @TempDir Path folder;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private static Tokens twoGroupsOfTwo(Spread spread) {
    return SignerTokens.open(spread, "north", "south", "north", "south");
  }

  private static KeySet keys(Tokens tokens) {
    List<KeyRequest> requests = new ArrayList<>();
    for (String group : List.of("north", "south")) {
      requests.add(KeyRequest.of(KeyRole.KSK, P256).on(group));
      requests.add(KeyRequest.of(KeyRole.ZSK, P256).on(group));
    }
    return new KeyGeneration(tokens, SignerTokens.RANDOM)
        .generate(KeySet.empty(SignerTokens.ZONE), requests);
  }

  private SigningReport sign(Tokens tokens, KeySet keys, SafetyChecks checks) throws IOException {
    Path unsigned = Files.writeString(folder.resolve("unsigned"), TestZone.large(100));
    return new ZoneSigner(tokens, keys, SigningPolicy.DEFAULT, checks, SignerTokens.RANDOM)
        .sign(unsigned, folder.resolve("demo.zone"), now);
  }

  @Test
  void everyKeyIsOnTheTokensOfItsGroupAlone() {
    try (Tokens tokens = twoGroupsOfTwo(Spread.ROUND_ROBIN)) {
      KeySet keys = keys(tokens);
      assertThat(keys.keys())
          .extracting(ZoneKey::group)
          .containsExactly("north", "north", "south", "south");
      for (Token token : tokens.all()) {
        Set<String> ids = new HashSet<>();
        token.list().forEach(object -> ids.add(object.id()));
        assertThat(keys.keys())
            .allMatch(
                key -> ids.contains(key.id().hex()) == key.group().equals(token.config().group()));
      }
      assertThat(TokenProof.prove(tokens, keys, SignerTokens.RANDOM).records()).hasSize(4 * 2 * 3);
    }
  }

  @Test
  void everyRrsetIsSignedOnBothGroupsAndTheTokensOfAGroupShareTheWork() throws IOException {
    try (Tokens tokens = twoGroupsOfTwo(Spread.ROUND_ROBIN)) {
      SigningReport report = sign(tokens, keys(tokens), SafetyChecks.ON);
      assertThat(report.rrsigs()).isEqualTo(2 * report.rrsets());
      assertThat(report.perToken().values())
          .hasSize(4)
          .allMatch(n -> Math.abs(n - report.rrsigs() / 4) <= 1);
      assertThat(Peers.judge(folder.resolve("demo.zone"), false))
          .allSatisfy(v -> assertThat(v.exit()).as(v.toString()).isZero());
    }
  }

  @Test
  void withFailOverTheFirstTokenOfEachGroupSigns() throws IOException {
    try (Tokens tokens = twoGroupsOfTwo(Spread.FAIL_OVER)) {
      SigningReport report = sign(tokens, keys(tokens), SafetyChecks.ON);
      assertThat(report.perToken().values())
          .containsExactly(report.rrsets(), report.rrsets(), 0, 0);
    }
  }

  /** The ZSK of the group south is another one on its second token. */
  private static KeySet withAFaultInTheSouth(Tokens tokens) {
    KeySet good = keys(tokens);
    List<ZoneKey> keys = new ArrayList<>(good.keys().subList(0, 3));
    keys.add(
        DivergentKeys.generate(
            tokens,
            good.zone(),
            KeyRequest.of(KeyRole.ZSK, P256).on("south"),
            SignerTokens.RANDOM));
    return new KeySet(good.zone(), keys);
  }

  @Test
  void theProofBlocksTheFaultyKeyOfOneGroup() {
    try (Tokens tokens = twoGroupsOfTwo(Spread.ROUND_ROBIN)) {
      KeySet keys = withAFaultInTheSouth(tokens);
      assertThatThrownBy(() -> sign(tokens, keys, SafetyChecks.ON))
          .isInstanceOfSatisfying(
              ProofNotPassedException.class,
              e ->
                  assertThat(e.result().notPassed())
                      .extracting(ProofRecord::checkId, ProofRecord::tokenLabel, ProofRecord::key)
                      .containsExactly(
                          tuple(
                              "TOKEN-SAME-KEY",
                              tokens.all().get(3).label(),
                              keys.keys().get(3).toString()),
                          tuple(
                              "TOKEN-PROOF",
                              tokens.all().get(3).label(),
                              keys.keys().get(3).toString())));
      assertThat(folder.resolve("demo.zone")).doesNotExist();
    }
  }

  @Test
  void withoutTheProofEveryRrsetStillHasAGoodSignatureOfTheOtherGroup() throws IOException {
    try (Tokens tokens = twoGroupsOfTwo(Spread.ROUND_ROBIN)) {
      KeySet keys = withAFaultInTheSouth(tokens);
      SigningReport report = sign(tokens, keys, SafetyChecks.OFF_FOR_DEMONSTRATION);
      // DNSKEY, which the KSKs sign, is left out.
      int rrsets = report.rrsets() - 1;
      int[] north = count(keys.keys().get(1));
      int[] south = count(keys.keys().get(3));
      assertThat(north).containsExactly(rrsets, rrsets);
      assertThat(south[1]).isEqualTo(rrsets);
      assertThat(south[0]).isBetween(rrsets / 2 - 1, rrsets / 2 + 1);
    }
  }

  private int[] count(ZoneKey key) throws IOException {
    return GoodSignatures.count(folder.resolve("demo.zone"), key.keyTag(), now);
  }
}
