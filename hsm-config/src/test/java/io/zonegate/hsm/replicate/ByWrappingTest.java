package io.zonegate.hsm.replicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.config.Replication;
import io.zonegate.hsm.config.Spread;
import io.zonegate.hsm.config.TokenConfig;
import io.zonegate.hsm.generate.KeyGeneration;
import io.zonegate.hsm.generate.KeyRequest;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.softhsm.TestTokens;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.KeySecrecy;
import io.zonegate.hsm.token.PinPrompt;
import io.zonegate.hsm.token.Token;
import io.zonegate.hsm.token.TokenObject;
import io.zonegate.hsm.token.Tokens;
import io.zonegate.hsm.token.WrapKeys;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.Name;

/** Keys go from token to token wrapped under an AES key that all of them hold. */
class ByWrappingTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final KeySet NONE = KeySet.empty(Name.fromConstantString("demo."));

  private static Tokens open(List<TokenConfig> tokens) {
    Path keys = Path.of("/nowhere/keys.toml");
    return Tokens.open(
        new HsmConfig(
            keys,
            Path.of("/nowhere/register"),
            Optional.empty(),
            2,
            Spread.ROUND_ROBIN,
            new Replication.WrapKey("wrap"),
            tokens),
        PinPrompt.none());
  }

  private static byte[] aes() {
    byte[] key = new byte[32];
    RANDOM.nextBytes(key);
    return key;
  }

  private static KeySet generate(Tokens tokens, DnssecAlgorithm algorithm, KeySecrecy secrecy) {
    return new KeyGeneration(tokens, RANDOM)
        .generate(NONE, List.of(KeyRequest.of(KeyRole.ZSK, algorithm).with(secrecy)));
  }

  private static TokenObject privateKey(Token token) {
    return token.list().stream().filter(TokenObject::privateKey).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(
      value = DnssecAlgorithm.class,
      names = {"RSASHA256", "ECDSAP256SHA256", "ECDSAP384SHA384"})
  void theKeyIsOnAllTokensAndSealedOnEach(DnssecAlgorithm algorithm) {
    List<TokenConfig> configs = TestTokens.take(3);
    byte[] aes = aes();
    try (Tokens tokens = open(configs)) {
      configs.forEach(token -> WrapKeys.put(token, "wrap", aes));
      assertThat(generate(tokens, algorithm, KeySecrecy.SEALED).keys()).hasSize(1);
      for (Token token : tokens.all()) {
        assertThat(token.list()).hasSize(2);
        assertThat(privateKey(token).sensitive()).as(token.toString()).isTrue();
        assertThat(privateKey(token).extractable()).as(token.toString()).isFalse();
      }
    }
  }

  @Test
  void aKeyThatIsMeantToBeExtractableStaysSo() {
    List<TokenConfig> configs = TestTokens.take(2);
    byte[] aes = aes();
    try (Tokens tokens = open(configs)) {
      configs.forEach(token -> WrapKeys.put(token, "wrap", aes));
      generate(tokens, DnssecAlgorithm.ECDSAP256SHA256, KeySecrecy.READABLE);
      assertThat(tokens.all()).allMatch(token -> privateKey(token).extractable());
    }
  }

  @Test
  void whatSoftHsmCannotWrapIsExplainedAndLeavesNothing() {
    List<TokenConfig> configs = TestTokens.take(2);
    byte[] aes = aes();
    try (Tokens tokens = open(configs)) {
      configs.forEach(token -> WrapKeys.put(token, "wrap", aes));
      for (DnssecAlgorithm algorithm : List.of(DnssecAlgorithm.ED25519, DnssecAlgorithm.ED448)) {
        assertThatThrownBy(() -> generate(tokens, algorithm, KeySecrecy.SEALED))
            .isInstanceOf(HsmException.class)
            .hasMessageContaining("C_WrapKey was refused (CKR_KEY_NOT_WRAPPABLE)")
            .hasMessageContaining(
                "SoftHSM2 2.6.1 wraps RSA, P-256 and P-384, not Ed25519 and Ed448");
        assertThat(tokens.all()).allMatch(token -> token.list().isEmpty());
      }
    }
  }

  @Test
  void oneAesKeyUnderTheLabelIsNeededAndTheSameOnAll() {
    List<TokenConfig> configs = TestTokens.take(2);
    try (Tokens tokens = open(configs)) {
      refused(tokens, configs.get(0).label(), "0 AES keys have this label, exactly one must");
      WrapKeys.put(configs.get(0), "wrap", aes());
      refused(tokens, configs.get(1).label(), "0 AES keys have this label, exactly one must");
      WrapKeys.put(configs.get(1), "wrap", aes());
      refused(tokens, configs.get(1).label(), "C_UnwrapKey was refused (CKR_");
      WrapKeys.put(configs.get(0), "wrap", aes());
      refused(tokens, configs.get(0).label(), "2 AES keys have this label, exactly one must");
    }
  }

  private static void refused(Tokens tokens, String label, String part) {
    assertThatThrownBy(() -> generate(tokens, DnssecAlgorithm.ECDSAP256SHA256, KeySecrecy.SEALED))
        .isInstanceOf(HsmException.class)
        .hasMessageStartingWith("Token " + label + ", ")
        .hasMessageContaining(part);
    assertThat(tokens.all()).allMatch(token -> token.list().isEmpty());
  }
}
