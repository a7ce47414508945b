package io.zonegate.hsm.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.config.PinSource;
import io.zonegate.hsm.config.TokenConfig;
import io.zonegate.hsm.generate.DivergentKeys;
import io.zonegate.hsm.generate.KeyGeneration;
import io.zonegate.hsm.generate.KeyRequest;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.proof.ProofRecord.Outcome;
import io.zonegate.hsm.softhsm.TestTokens;
import io.zonegate.hsm.token.CkaId;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.KeyTemplate;
import io.zonegate.hsm.token.Token;
import io.zonegate.hsm.token.TokenSession;
import io.zonegate.hsm.token.Tokens;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.Name;

class TokenProofTest {

  private static final Name ZONE = Name.fromConstantString("demo.");
  private static final SecureRandom RANDOM = new SecureRandom();

  private static KeySet make(Tokens tokens) {
    return new KeyGeneration(tokens, RANDOM)
        .generate(
            KeySet.empty(ZONE),
            List.of(
                KeyRequest.of(KeyRole.KSK, DnssecAlgorithm.ECDSAP256SHA256),
                KeyRequest.of(KeyRole.ZSK, DnssecAlgorithm.ECDSAP256SHA256)));
  }

  private static List<String> failed(ProofResult result) {
    return result.notPassed().stream()
        .map(r -> r.checkId() + " " + r.tokenLabel() + " " + r.outcome())
        .toList();
  }

  @Test
  void passesWithCounts() {
    try (Tokens tokens = TestTokens.open(TestTokens.take(3))) {
      ProofResult result = TokenProof.prove(tokens, make(tokens), RANDOM);

      assertThat(result.allPassed()).isTrue();
      assertThat(result.records()).hasSize(3 * 2 * 3).allMatch(r -> r.severity().equals("BLOCK"));
      assertThat(result.tokens()).isEqualTo(3);
      assertThat(result.keys()).isEqualTo(2);
      assertThat(result.publicKeysCompared()).isEqualTo(6);
      assertThat(result.probesVerified()).isEqualTo(6);
    }
  }

  @Test
  void aProofOfNothingHasNotPassed() {
    try (Tokens tokens = TestTokens.open(TestTokens.take(1))) {
      assertThat(TokenProof.prove(tokens, KeySet.empty(ZONE), RANDOM).allPassed()).isFalse();
    }
  }

  /** Without a token to ask, nobody would miss the answer. */
  @Test
  void aKeyOfAGroupThatNoTokenIsOfFails() {
    try (Tokens tokens = TestTokens.open(TestTokens.take(1))) {
      KeySet keys = make(tokens);
      ZoneKey zsk = keys.keys().get(1);
      ZoneKey astray =
          new ZoneKey(zsk.role(), zsk.dnskey(), zsk.id(), zsk.label(), "nowhere", true);
      KeySet set = new KeySet(ZONE, List.of(keys.keys().get(0), astray));
      ProofResult result = TokenProof.prove(tokens, set, RANDOM);

      assertThat(failed(result)).containsExactly("TOKEN-ONE-OBJECT (none) FAILED");
      assertThat(result.firstNotPassed().text())
          .startsWith(
              "No token of hsm.toml is of group \"nowhere\" and holds keys of the role ZSK");
      assertThat(result.records()).hasSize(4);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DnssecAlgorithm.class,
      names = {"ECDSAP256SHA256", "RSASHA256", "ED25519"})
  void threeKeysUnderOneTagAreFoundByTwoChecks(DnssecAlgorithm algorithm) {
    List<TokenConfig> configs = TestTokens.take(3);
    try (Tokens tokens = TestTokens.open(configs)) {
      ZoneKey zsk =
          DivergentKeys.generate(tokens, ZONE, KeyRequest.of(KeyRole.ZSK, algorithm), RANDOM);
      ProofResult result = TokenProof.prove(tokens, new KeySet(ZONE, List.of(zsk)), RANDOM);

      String second = configs.get(1).label();
      String third = configs.get(2).label();
      assertThat(result.anyFailed()).isTrue();
      assertThat(failed(result))
          .containsExactly(
              "TOKEN-SAME-KEY " + second + " FAILED",
              "TOKEN-PROOF " + second + " FAILED",
              "TOKEN-SAME-KEY " + third + " FAILED",
              "TOKEN-PROOF " + third + " FAILED");
      assertThat(result.probesVerified()).isEqualTo(1);
    }
  }

  @Test
  void aPublicKeyObjectThatLiesIsFoundByTheProbe() {
    List<TokenConfig> configs = TestTokens.take(1);
    try (Tokens tokens = TestTokens.open(configs)) {
      KeySet good = make(tokens);
      ZoneKey right = good.keys().get(0);
      ZoneKey other = good.keys().get(1);
      // The key set says that the KSK is at the ZSK's locator.
      ZoneKey mixed = new ZoneKey(KeyRole.KSK, right.dnskey(), other.id(), "x", true);
      ProofResult result = TokenProof.prove(tokens, new KeySet(ZONE, List.of(mixed)), RANDOM);

      assertThat(failed(result))
          .containsExactly(
              "TOKEN-SAME-KEY " + configs.get(0).label() + " FAILED",
              "TOKEN-PROOF " + configs.get(0).label() + " FAILED");
    }
  }

  @Test
  void twoObjectsWithOneIdAreFound() {
    List<TokenConfig> configs = TestTokens.take(2);
    try (Tokens tokens = TestTokens.open(configs)) {
      KeySet keys = make(tokens);
      ZoneKey ksk = keys.keys().get(0);
      try (TokenSession session = tokens.all().get(1).openForWriting()) {
        session.generate(
            new KeyTemplate(ksk.algorithm(), KeyTemplate.DEFAULT_RSA_BITS, ksk.id(), "second"));
      }
      ProofResult result = TokenProof.prove(tokens, keys, RANDOM);

      String label = configs.get(1).label();
      assertThat(failed(result))
          .containsExactly(
              "TOKEN-ONE-OBJECT " + label + " FAILED",
              "TOKEN-SAME-KEY " + label + " FAILED",
              "TOKEN-PROOF " + label + " FAILED");
      assertThat(result.notPassed().get(2).text()).contains("1 of 2 probes");
    }
    try (Tokens tokens = TestTokens.open(configs.get(1))) {
      String duplicated =
          tokens.all().get(0).list().stream()
              .filter(o -> o.label().equals("second"))
              .findFirst()
              .orElseThrow()
              .id();
      assertThatThrownBy(() -> sign(tokens.all().get(0), duplicated))
          .isInstanceOf(HsmException.class)
          .hasMessageContaining("2 private keys have this CKA_ID");
    }
  }

  private static void sign(Token token, String id) {
    CkaId locator = new CkaId(id);
    byte[] field = new byte[32];
    token.sign(locator, DnskeyRdata.of(256, DnssecAlgorithm.ED25519, field), new byte[] {1});
  }

  @Test
  void aKeyMissingOnOneTokenIsFound() {
    List<TokenConfig> configs = TestTokens.take(2);
    try (Tokens tokens = TestTokens.open(configs)) {
      KeySet keys = make(tokens);
      try (TokenSession session = tokens.all().get(0).openForWriting()) {
        assertThat(session.destroy(keys.keys().get(1).id())).isEqualTo(2);
      }
      ProofResult result = TokenProof.prove(tokens, keys, RANDOM);

      String label = configs.get(0).label();
      assertThat(failed(result))
          .containsExactly(
              "TOKEN-ONE-OBJECT " + label + " FAILED",
              "TOKEN-SAME-KEY " + label + " UNDECIDED",
              "TOKEN-PROOF " + label + " FAILED");
    }
  }

  @Test
  void aTokenThatCannotBeReachedIsUndecidedAndNeverPassed() {
    List<TokenConfig> configs = new ArrayList<>(TestTokens.take(1));
    KeySet keys;
    try (Tokens tokens = TestTokens.open(configs)) {
      keys = make(tokens);
    }
    configs.add(new TokenConfig("no-such", TestTokens.LIBRARY, new PinSource.Prompted()));
    try (Tokens tokens = TestTokens.open(configs)) {
      ProofResult result = TokenProof.prove(tokens, keys, RANDOM);

      assertThat(result.allPassed()).isFalse();
      assertThat(result.anyFailed()).isFalse();
      assertThat(result.notPassed()).hasSize(6).allMatch(r -> r.outcome() == Outcome.UNDECIDED);
      assertThat(result.tokens()).isEqualTo(2);
    }
  }
}
