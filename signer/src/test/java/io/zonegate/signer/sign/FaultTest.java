package io.zonegate.signer.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.config.Spread;
import io.zonegate.hsm.generate.DivergentKeys;
import io.zonegate.hsm.generate.KeyRequest;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.KeyVerifiers;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.Tokens;
import io.zonegate.signer.zone.MasterReader;
import io.zonegate.signer.zone.UnsignedZone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultTest {

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @TempDir Path folder;

  private Path unsigned(String text) throws IOException {
    return Files.writeString(folder.resolve("unsigned"), text);
  }

  private Path signed() {
    return folder.resolve("demo.zone");
  }

  private void assertOldFileIsUntouched() throws IOException {
    assertThat(signed()).hasContent("the live zone");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(signed(), folder.resolve("unsigned"));
    }
  }

  private static KeySet divergent(Tokens tokens) {
    KeySet good = SignerTokens.keys(tokens, DnssecAlgorithm.ECDSAP256SHA256);
    ZoneKey zsk =
        DivergentKeys.generate(
            tokens,
            SignerTokens.ZONE,
            KeyRequest.of(KeyRole.ZSK, DnssecAlgorithm.ECDSAP256SHA256),
            SignerTokens.RANDOM);
    return new KeySet(SignerTokens.ZONE, List.of(good.active(KeyRole.KSK).get(0), zsk));
  }

  @Test
  void theProofStopsThreeKeysUnderOneTag() throws IOException {
    Files.writeString(signed(), "the live zone");
    try (Tokens tokens = SignerTokens.open(3, Spread.ROUND_ROBIN)) {
      ZoneSigner signer =
          new ZoneSigner(
              tokens,
              divergent(tokens),
              SigningPolicy.DEFAULT,
              SafetyChecks.ON,
              SignerTokens.RANDOM);
      assertThatThrownBy(() -> signer.sign(unsigned(TestZone.TEXT), signed(), now))
          .isInstanceOfSatisfying(
              ProofNotPassedException.class, e -> assertThat(e.result().notPassed()).hasSize(4))
          .hasMessageContaining("4 of 18 checks did not pass; nothing was signed.");
      assertOldFileIsUntouched();
    }
  }

  @Test
  void withoutTheProofEverySignatureIsStillVerified() throws IOException {
    try (Tokens tokens = SignerTokens.open(3, Spread.ROUND_ROBIN)) {
      KeySet keys = divergent(tokens);
      UnsignedZone zone = MasterReader.read(unsigned(TestZone.TEXT), SignerTokens.ZONE);
      RrsigForm form = new RrsigForm(SignerTokens.ZONE, SigningPolicy.DEFAULT, now);
      List<SignatureJob> jobs = new ArrayList<>();
      ZoneKey zsk = keys.active(KeyRole.ZSK).get(0);
      zone.nodes()
          .forEach(
              n ->
                  n.sets().stream()
                      .filter(n::signs)
                      .forEach(s -> jobs.add(new SignatureJob(n.owner(), s, zsk, false))));

      try (SigningPool pool =
          new SigningPool(tokens, keys.keys(), new KeyVerifiers(keys), form, SafetyChecks.ON)) {
        assertThatThrownBy(() -> pool.sign(jobs))
            .isInstanceOfSatisfying(
                SigningException.class,
                e -> {
                  assertThat(e.checkId()).isEqualTo("TOKEN-SIGNATURE");
                  assertThat(e.tokenLabel()).isNotEqualTo(tokens.all().get(0).label());
                })
            .hasMessageContaining(zsk.toString())
            .hasMessageContaining("does not verify with the DNSKEY");
      }
      assertThat(zone.nodes())
          .allMatch(n -> n.sets().stream().allMatch(s -> s.signatures().isEmpty()));
    }
  }

  @Test
  void withoutAnyCheckOneThirdOfTheSignaturesVerify() throws IOException {
    try (Tokens tokens = SignerTokens.open(3, Spread.ROUND_ROBIN)) {
      KeySet keys = divergent(tokens);
      SigningReport report =
          new ZoneSigner(
                  tokens,
                  keys,
                  SigningPolicy.DEFAULT,
                  SafetyChecks.OFF_FOR_DEMONSTRATION,
                  SignerTokens.RANDOM)
              .sign(unsigned(TestZone.large(300)), signed(), now);

      assertThat(report.verified()).isZero();
      assertThat(report.proof()).isEmpty();
      int[] counts = GoodSignatures.count(signed(), keys.active(KeyRole.ZSK).get(0).keyTag(), now);
      assertThat(counts[1]).isEqualTo(report.rrsigs() - 1).isGreaterThan(300);
      assertThat(counts[0] * 3).isBetween(counts[1] - 3, counts[1] + 3);
      assertThat(Peers.judge(signed(), true))
          .allSatisfy(v -> assertThat(v.exit()).as(v.toString()).isNotZero());
    }
  }

  /**
   * Gives probes; when the last of them is drawn, the first token is "unplugged", whose probes are
   * done by then.
   */
  private static final class UnplugAfterProof extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final transient Path token;
    private int left;

    UnplugAfterProof(Path token, int probes) {
      this.token = token;
      this.left = probes;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      super.nextBytes(bytes);
      left--;
      if (left == 0) {
        try {
          Files.move(token, token.resolveSibling(token.getFileName() + "-unplugged"));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static ZoneSigner unplugged(Tokens tokens) throws IOException {
    KeySet keys = SignerTokens.keys(tokens, DnssecAlgorithm.ECDSAP256SHA256);
    Path first = SignerTokens.SCRATCH.folderOf(tokens.all().get(0).label());
    return new ZoneSigner(
        tokens, keys, SigningPolicy.DEFAULT, SafetyChecks.ON, new UnplugAfterProof(first, 4));
  }

  @Test
  void aTokenLostWhileSigningLeavesNoOutput() throws IOException {
    Files.writeString(signed(), "the live zone");
    try (Tokens tokens = SignerTokens.open(2, Spread.ROUND_ROBIN)) {
      String lost = tokens.all().get(0).label();
      ZoneSigner signer = unplugged(tokens);
      assertThatThrownBy(() -> signer.sign(unsigned(TestZone.TEXT), signed(), now))
          .isInstanceOfSatisfying(
              SigningException.class,
              e -> {
                assertThat(e.checkId()).isEqualTo("TOKEN-ERROR");
                assertThat(e.tokenLabel()).isEqualTo(lost);
              })
          .hasMessageContaining("Token " + lost + ", key CKA_ID ")
          .hasMessageContaining("not retried");
      assertOldFileIsUntouched();
    }
  }

  @Test
  void failOverIsCountedAndTheZoneIsGood() throws IOException {
    try (Tokens tokens = SignerTokens.open(2, Spread.FAIL_OVER)) {
      String lost = tokens.all().get(0).label();
      String other = tokens.all().get(1).label();
      SigningReport report = unplugged(tokens).sign(unsigned(TestZone.TEXT), signed(), now);

      assertThat(report.failOvers())
          .hasSize(1)
          .allMatch(f -> f.startsWith("From " + lost + " to " + other + ": Token " + lost));
      assertThat(report.perToken()).containsEntry(lost, 0).containsEntry(other, report.rrsigs());
      assertThat(report.verified()).isEqualTo(report.rrsigs());
      assertThat(Peers.judge(signed(), true))
          .allSatisfy(v -> assertThat(v.exit()).as(v.toString()).isZero());
    }
  }

  @Test
  void failOverUsesOnlyTheFirstTokenWhileItWorks() throws IOException {
    try (Tokens tokens = SignerTokens.open(2, Spread.FAIL_OVER)) {
      KeySet keys = SignerTokens.keys(tokens, DnssecAlgorithm.ECDSAP256SHA256);
      SigningReport report =
          new ZoneSigner(tokens, keys, SigningPolicy.DEFAULT, SafetyChecks.ON, SignerTokens.RANDOM)
              .sign(unsigned(TestZone.TEXT), signed(), now);

      assertThat(report.perToken().values()).containsExactly(report.rrsigs(), 0);
      assertThat(report.failOvers()).isEmpty();
    }
  }

  @Test
  void whenNoTokenIsLeftAllThatFailedAreTold() throws IOException {
    try (Tokens tokens = SignerTokens.open(2, Spread.FAIL_OVER)) {
      String first = tokens.all().get(0).label();
      String last = tokens.all().get(1).label();
      ZoneKey key =
          SignerTokens.keys(tokens, DnssecAlgorithm.ECDSAP256SHA256).active(KeyRole.ZSK).get(0);
      TokenSpread spread = new TokenSpread(Spread.FAIL_OVER, tokens.all(), List.of(key));
      for (String label : List.of(first, last)) {
        Path token = SignerTokens.SCRATCH.folderOf(label);
        Files.move(token, token.resolveSibling(token.getFileName() + "-unplugged"));
      }
      assertThatThrownBy(() -> spread.sign(0, key, new byte[] {1}))
          .isInstanceOf(HsmException.class)
          .hasMessageStartingWith("Token " + last + ", key CKA_ID ")
          .hasMessageContaining(
              " Fail-over before: From " + first + " to " + last + ": Token " + first + ", key ");
    }
  }
}
