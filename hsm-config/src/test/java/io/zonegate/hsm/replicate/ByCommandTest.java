package io.zonegate.hsm.replicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.config.PinSource;
import io.zonegate.hsm.config.Replication;
import io.zonegate.hsm.config.Spread;
import io.zonegate.hsm.config.TokenConfig;
import io.zonegate.hsm.generate.KeyGeneration;
import io.zonegate.hsm.generate.KeyRequest;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.replicate.CommandRunner.Outcome;
import io.zonegate.hsm.softhsm.TestTokens;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;

/** What the operator's command is told, and what is said and done when it fails. */
class ByCommandTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  private List<TokenConfig> configs;
  private Tokens tokens;
  private final List<String> news = new ArrayList<>();

  @BeforeEach
  void threeTokens() {
    configs = TestTokens.take(3);
    tokens = TestTokens.open(configs);
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(tokens.all()).allMatch(token -> token.list().isEmpty());
    tokens.close();
  }

  private void generate(String program, CommandRunner runner) {
    List<TokenConfig> withPinInEnvironment = new ArrayList<>(configs);
    withPinInEnvironment.add(
        new TokenConfig("other", TestTokens.LIBRARY, new PinSource.InEnvironment("OTHER_PIN")));
    HsmConfig config =
        new HsmConfig(
            Path.of("/nowhere/keys.toml"),
            Path.of("/nowhere/register"),
            Optional.empty(),
            2,
            Spread.ROUND_ROBIN,
            new Replication.Command(List.of(program, "--fast"), Duration.ofSeconds(7)),
            withPinInEnvironment);
    new KeyGeneration(tokens, Placements.of(config, RANDOM, runner, news::add), RANDOM)
        .generate(
            KeySet.empty(Name.fromConstantString("demo.")),
            List.of(KeyRequest.of(KeyRole.ZSK, DnssecAlgorithm.ECDSAP256SHA256)));
  }

  private void refused(CommandRunner runner, String... parts) {
    assertThatThrownBy(() -> generate("/bin/sh", runner))
        .isInstanceOf(HsmException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void itIsToldWhatAndWheretoForEachTokenAndNoPin() {
    List<Map<String, String>> told = new ArrayList<>();
    // It says that all is well, and copies nothing: the proof finds that.
    refused(
        (command, environment, withheld, limit) -> {
          told.add(environment);
          assertThat(command).containsExactly("/bin/sh", "--fast");
          assertThat(withheld).isEqualTo(Set.of("OTHER_PIN"));
          assertThat(limit).isEqualTo(Duration.ofSeconds(7));
          return new Outcome(Optional.of(0), List.of("done"));
        },
        "Token "
            + configs.get(1).label()
            + ", new keys: the proof after placing them did not pass");
    assertThat(told).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(told.get(i))
          .hasSize(7)
          .containsEntry("ZONEGATE_SOURCE_TOKEN", configs.get(0).label())
          .containsEntry("ZONEGATE_SOURCE_MODULE", TestTokens.LIBRARY.toString())
          .containsEntry("ZONEGATE_TARGET_TOKEN", configs.get(i + 1).label())
          .containsEntry("ZONEGATE_TARGET_MODULE", TestTokens.LIBRARY.toString())
          .containsEntry("ZONEGATE_ALGORITHM", "13");
      assertThat(told.get(i).get("ZONEGATE_CKA_ID")).matches("[0-9a-f]{32}");
      assertThat(told.get(i).get("ZONEGATE_KEY_LABEL")).startsWith("demo. ZSK ");
    }
    assertThat(news)
        .hasSize(4)
        .contains("/bin/sh: done")
        .anyMatch(line -> line.endsWith(" to " + configs.get(2).label()));
  }

  @Test
  void aFailureNamesTokenAndReasonAndTheKeyIsRemoved() {
    String target = "Token " + configs.get(1).label() + ", replication command /bin/sh: ";
    refused(
        (c, e, w, l) -> new Outcome(Optional.of(3), List.of("no card")),
        target + "ended with exit code 3");
    assertThat(news).containsExactly("/bin/sh: no card");
    refused(
        (c, e, w, l) -> new Outcome(Optional.empty(), List.of()),
        target + "did not end within 7 s and was ended");
    refused(
        (c, e, w, l) -> {
          throw new IOException("bad format");
        },
        target + "cannot be started: bad format");
    refused(CommandRunner.none(), target + "cannot be started: nothing is run here");
    assertThatThrownBy(() -> generate("/nowhere/copy", CommandRunner.none()))
        .hasMessageContaining(
            "replication command /nowhere/copy: is not there, or not executable for this account");
  }
}
