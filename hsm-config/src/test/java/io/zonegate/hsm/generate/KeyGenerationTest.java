package io.zonegate.hsm.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.algorithm.SoftwareVerifier;
import io.zonegate.hsm.config.PinSource;
import io.zonegate.hsm.config.TokenConfig;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.softhsm.TestTokens;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.Token;
import io.zonegate.hsm.token.TokenObject;
import io.zonegate.hsm.token.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.Name;

class KeyGenerationTest {

  private static final Name ZONE = Name.fromConstantString("demo.");
  private static final SecureRandom RANDOM = new SecureRandom();

  private static List<KeyRequest> pair(DnssecAlgorithm algorithm) {
    return List.of(KeyRequest.of(KeyRole.KSK, algorithm), KeyRequest.of(KeyRole.ZSK, algorithm));
  }

  @ParameterizedTest
  @EnumSource(DnssecAlgorithm.class)
  void onePairARoleTheSameOnEveryToken(DnssecAlgorithm algorithm) {
    try (Tokens tokens = TestTokens.open(TestTokens.take(2))) {
      KeySet keys = new KeyGeneration(tokens, RANDOM).generate(KeySet.empty(ZONE), pair(algorithm));

      assertThat(keys.keys()).extracting(ZoneKey::role).containsExactly(KeyRole.KSK, KeyRole.ZSK);
      byte[] message = "example".getBytes(StandardCharsets.UTF_8);
      for (Token token : tokens.all()) {
        for (ZoneKey key : keys.keys()) {
          byte[] signature = token.sign(key.id(), key.dnskey(), message);
          assertThat(signature).hasSize(key.dnskey().signatureLength());
          assertThat(new SoftwareVerifier(key.dnskey()).verify(message, signature)).isTrue();
          signature[signature.length - 1] ^= 1;
          assertThat(new SoftwareVerifier(key.dnskey()).verify(message, signature)).isFalse();
        }
        assertListed(token, keys);
      }
    }
  }

  private static void assertListed(Token token, KeySet keys) {
    List<TokenObject> objects = token.list();
    assertThat(objects).hasSize(2 * keys.keys().size());
    for (ZoneKey key : keys.keys()) {
      List<TokenObject> own = objects.stream().filter(o -> o.id().equals(key.id().hex())).toList();
      assertThat(own).extracting(TokenObject::privateKey).containsExactly(true, false);
      assertThat(own)
          .extracting(TokenObject::label)
          .containsOnly("demo. " + key.role() + " " + key.id().prefix());
      assertThat(own).allMatch(TokenObject::hasPublicObject);
      assertThat(own).extracting(TokenObject::bits).containsOnly(key.dnskey().keyBits());
      assertThat(own.get(0).sensitive()).isTrue();
      assertThat(own.get(0).extractable()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(DnssecAlgorithm.class)
  void onASingleTokenTheKeyIsMadeInside(DnssecAlgorithm algorithm) {
    try (Tokens tokens = TestTokens.open(TestTokens.take(1))) {
      KeySet keys = new KeyGeneration(tokens, RANDOM).generate(KeySet.empty(ZONE), pair(algorithm));

      assertListed(tokens.all().get(0), keys);
    }
  }

  @Test
  void largerRsaKeysAndSecondGeneration() {
    try (Tokens tokens = TestTokens.open(TestTokens.take(2))) {
      KeyGeneration generation = new KeyGeneration(tokens, RANDOM);
      KeySet first = generation.generate(KeySet.empty(ZONE), pair(DnssecAlgorithm.ED25519));
      KeySet second =
          generation.generate(
              first, List.of(KeyRequest.of(KeyRole.ZSK, DnssecAlgorithm.RSASHA256).withBits(3072)));

      assertThat(second.keys()).hasSize(3).startsWith(first.keys().toArray(ZoneKey[]::new));
      assertThat(second.keys().get(2).dnskey().keyBits()).isEqualTo(3072);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "5,RFC 9904",
    "7,RFC 9904",
    "1,RFC 9904",
    "12,RFC 9904",
    "3,RFC 9904",
    "200,does not know"
  })
  void oldAlgorithmsAreRefusedWithTheReason(int number, String reason) {
    assertThatThrownBy(() -> DnssecAlgorithm.parse(Integer.toString(number)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Algorithm " + number + " is refused")
        .hasMessageContaining(reason)
        .hasMessageContaining("13 (ECDSAP256SHA256)");
  }

  @Test
  void nothingIsMadeWhileATokenIsAway() {
    TokenConfig good = TestTokens.take(1).get(0);
    TokenConfig away = new TokenConfig("no-such", TestTokens.LIBRARY, new PinSource.Prompted());
    try (Tokens tokens = TestTokens.open(good, away)) {
      KeyGeneration generation = new KeyGeneration(tokens, RANDOM);
      assertThatThrownBy(
              () -> generation.generate(KeySet.empty(ZONE), pair(DnssecAlgorithm.ED25519)))
          .isInstanceOf(HsmException.class)
          .hasMessageContaining("no-such");
      assertThat(tokens.reachable().get(0).list()).isEmpty();
    }
  }

  @Test
  void aTokenThatFailsLeavesNothingOnTheOthers() throws IOException {
    List<TokenConfig> configs = TestTokens.take(2);
    Path folder = TestTokens.SCRATCH.folderOf(configs.get(1).label());
    Path away = folder.resolveSibling(folder.getFileName() + "-away");
    try (Tokens tokens = TestTokens.open(configs)) {
      Files.move(folder, away);
      KeyGeneration generation = new KeyGeneration(tokens, RANDOM);
      assertThatThrownBy(
              () -> generation.generate(KeySet.empty(ZONE), pair(DnssecAlgorithm.ED25519)))
          .isInstanceOf(HsmException.class)
          .hasMessageStartingWith("Token " + configs.get(1).label() + ", new key demo. KSK")
          .hasMessageContaining("CKR_");
      assertThat(tokens.all().get(0).list()).isEmpty();
    }
  }

  @Test
  void aTokenLostBetweenTwoSignaturesIsAnErrorWithItsCode() throws IOException {
    List<TokenConfig> configs = TestTokens.take(1);
    Path folder = TestTokens.SCRATCH.folderOf(configs.get(0).label());
    try (Tokens tokens = TestTokens.open(configs)) {
      KeySet keys =
          new KeyGeneration(tokens, RANDOM)
              .generate(KeySet.empty(ZONE), pair(DnssecAlgorithm.ED25519));
      ZoneKey key = keys.keys().get(0);
      Token token = tokens.all().get(0);
      assertThat(token.sign(key.id(), key.dnskey(), new byte[] {1})).hasSize(64);
      Files.move(folder, folder.resolveSibling(folder.getFileName() + "-away"));

      assertThatThrownBy(() -> token.sign(key.id(), key.dnskey(), new byte[] {1}))
          .isInstanceOfSatisfying(
              HsmException.class,
              e -> {
                assertThat(e.ckr()).isEqualTo("CKR_OBJECT_HANDLE_INVALID");
                assertThat(e.object()).isEqualTo("key CKA_ID " + key.id());
                assertThat(e.nextStep()).contains("Check that the token is connected");
              })
          .hasMessageContaining("C_Sign with ED25519 was refused (CKR_OBJECT_HANDLE_INVALID)");
    }
  }

  @Test
  void sessionsSignFromManyThreads() {
    try (Tokens tokens = TestTokens.open(TestTokens.take(1))) {
      KeySet keys =
          new KeyGeneration(tokens, RANDOM)
              .generate(KeySet.empty(ZONE), pair(DnssecAlgorithm.ECDSAP256SHA256));
      ZoneKey key = keys.keys().get(0);
      SoftwareVerifier verifier = new SoftwareVerifier(key.dnskey());
      List<byte[]> messages = new ArrayList<>();
      IntStream.range(0, 200)
          .forEach(i -> messages.add(("message " + i).getBytes(StandardCharsets.UTF_8)));

      long good =
          messages.parallelStream()
              .filter(m -> verifier.verify(m, tokens.all().get(0).sign(key.id(), key.dnskey(), m)))
              .count();

      assertThat(good).isEqualTo(200);
    }
  }

  /** TOKEN-TAG-FRESH: .ru 2024 published a key under the tag of a key of 2019. */
  @Test
  void aTagThatAnyKeyEverHadIsNotGivenAgain() {
    KeyRequest request = KeyRequest.of(KeyRole.ZSK, DnssecAlgorithm.ECDSAP256SHA256);
    Set<Integer> half =
        IntStream.range(0, 1 << 16).filter(i -> i % 4 < 2).boxed().collect(Collectors.toSet());
    try (Tokens tokens = TestTokens.open(TestTokens.take(2))) {
      KeyGeneration generation = new KeyGeneration(tokens, RANDOM);
      KeySet keys =
          generation.generate(KeySet.empty(ZONE), half, List.of(request, request, request));
      assertThat(keys.keys()).hasSize(3).noneMatch(key -> half.contains(key.keyTag()));
      tokens.all().forEach(token -> assertThat(token.list()).hasSize(6));

      Set<Integer> all = IntStream.range(0, 1 << 16).boxed().collect(Collectors.toSet());
      assertThatThrownBy(() -> generation.generate(keys, all, List.of(request)))
          .isInstanceOf(HsmException.class)
          .hasMessageContaining("10 new keys in a row had a key tag that the zone has or once had")
          .hasMessageContaining("(65536 of 65536 are taken) [TOKEN-TAG-FRESH]");
      tokens.all().forEach(token -> assertThat(token.list()).hasSize(6));
    }
  }
}
