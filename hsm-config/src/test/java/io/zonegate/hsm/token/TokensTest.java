package io.zonegate.hsm.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.config.PinSource;
import io.zonegate.hsm.config.TokenConfig;
import io.zonegate.hsm.softhsm.TestTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {

  @TempDir Path folder;

  private Path pinFile(String mode, String text) throws IOException {
    Path file = Files.writeString(folder.resolve("pin"), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return file;
  }

  private static HsmException error(TokenConfig token) {
    try (Tokens tokens = TestTokens.open(token)) {
      assertThat(tokens.reachable()).isEmpty();
      assertThatThrownBy(tokens::all).isSameAs(tokens.unreachable().get(0));
      return tokens.unreachable().get(0);
    }
  }

  private static TokenConfig withPin(TokenConfig token, PinSource pin) {
    return new TokenConfig(token.label(), token.module(), pin);
  }

  @Test
  void findsTokensByLabelAndLogsIn() {
    List<TokenConfig> configs = TestTokens.take(2);
    try (Tokens tokens = TestTokens.open(configs)) {
      assertThat(tokens.all())
          .extracting(Token::label)
          .isEqualTo(configs.stream().map(TokenConfig::label).toList());
      assertThat(tokens.all()).extracting(Token::manufacturer).containsOnly("SoftHSM");
      assertThat(tokens.all()).allMatch(token -> token.list().isEmpty());
    }
  }

  @Test
  void wrongLabelNamesTheLabelsSeen() {
    HsmException e =
        error(new TokenConfig("no-such", TestTokens.LIBRARY, new PinSource.Prompted()));

    assertThat(e)
        .hasMessageStartingWith("Token no-such: 0 tokens have this label")
        .hasMessageContaining("test-0");
    assertThat(e.tokenLabel()).isEqualTo("no-such");
    assertThat(e.retried()).isFalse();
  }

  @Test
  void twoTokensWithOneLabelAreRefused() {
    assertThat(error(TestTokens.token(TestTokens.TWICE)))
        .hasMessageContaining("2 tokens have this label");
  }

  @Test
  void missingLibraryAndLibraryThatDoesNotLoad() throws IOException {
    TokenConfig missing =
        new TokenConfig("x", Path.of("/nowhere/p11.so"), new PinSource.Prompted());
    assertThat(error(missing))
        .hasMessageContaining("module /nowhere/p11.so: library not found")
        .hasMessageContaining("Install");
    Path garbage = Files.writeString(folder.resolve("p11.so"), "not a library");
    TokenConfig broken = new TokenConfig("x", garbage, new PinSource.Prompted());
    assertThat(error(broken)).hasMessageContaining("library does not load");
  }

  @Test
  void oneTokenDoesNotHideTheOthers() {
    TokenConfig good = TestTokens.take(1).get(0);
    TokenConfig bad = new TokenConfig("no-such", TestTokens.LIBRARY, new PinSource.Prompted());
    try (Tokens tokens = TestTokens.open(bad, good)) {
      assertThat(tokens.reachable()).hasSize(1);
      assertThat(tokens.unreachable()).hasSize(1);
    }
  }

  @Test
  void wrongPinIsTriedOnceAndNeverAgainInThisProcess() throws IOException {
    TokenConfig token = TestTokens.take(1).get(0);
    AtomicInteger asked = new AtomicInteger();
    PinPrompt wrong =
        label -> {
          asked.incrementAndGet();
          return "000000".toCharArray();
        };
    TokenConfig prompted = withPin(token, new PinSource.Prompted());
    try (Tokens tokens = Tokens.open(TestTokens.config(List.of(prompted)), wrong)) {
      assertThat(tokens.unreachable().get(0).ckr()).isEqualTo("CKR_PIN_INCORRECT");
    }
    try (Tokens tokens = Tokens.open(TestTokens.config(List.of(prompted)), wrong)) {
      assertThat(tokens.unreachable().get(0)).hasMessageContaining("not tried again");
    }
    assertThat(asked).hasValue(1);
    // Even the right PIN is not tried: that it is refused shows that no login is attempted.
    assertThat(error(token))
        .hasMessageContaining("refused the PIN earlier")
        .hasMessageNotContaining("000000");
  }

  @Test
  void pinFileForOthersIsRefused() throws IOException {
    TokenConfig token = TestTokens.take(1).get(0);
    String pin = Files.readString(((PinSource.InFile) token.pin()).path());
    for (String mode : List.of("rw-r-----", "rw----r--", "rw--w----")) {
      Path file = pinFile(mode, pin);
      assertThat(error(withPin(token, new PinSource.InFile(file))))
          .hasMessageContaining("it must be 0600 or 0400")
          .hasMessageContaining("chmod 600 " + file)
          .hasMessageNotContaining(pin.trim());
    }
    assertThat(error(withPin(token, new PinSource.InFile(pinFile("rw-r-----", pin)))))
        .hasMessageContaining("has mode 0640");
    Path own = pinFile("r--------", pin.trim() + "\r\n");
    try (Tokens tokens = TestTokens.open(withPin(token, new PinSource.InFile(own)))) {
      assertThat(tokens.all()).hasSize(1);
    }
  }

  @Test
  void noPinIsAnErrorThatNamesTheSource() throws IOException {
    TokenConfig token = TestTokens.take(1).get(0);
    assertThat(error(withPin(token, new PinSource.InEnvironment("ZONEGATE_NO_SUCH"))))
        .hasMessageContaining("no PIN from environment variable ZONEGATE_NO_SUCH");
    assertThat(error(withPin(token, new PinSource.Prompted())))
        .hasMessageContaining("no PIN from the terminal");
    assertThat(error(withPin(token, new PinSource.InFile(folder.resolve("none")))))
        .hasMessageContaining("is not there");
    assertThat(error(withPin(token, new PinSource.InFile(pinFile("rw-------", "\n")))))
        .hasMessageContaining("no PIN from file");
  }

  /** With an access control list for the service's user, systemd's files show mode 0440. */
  @Test
  void pinFromASystemdCredential() throws IOException {
    Path credentials = Files.createDirectories(Path.of(System.getenv("CREDENTIALS_DIRECTORY")));
    TokenConfig token = TestTokens.take(1).get(0);
    TokenConfig asked = withPin(token, new PinSource.Credential("hsm-pin"));
    Path file = credentials.resolve("hsm-pin");
    Files.deleteIfExists(file);
    assertThat(error(asked)).hasMessageContaining("PIN file " + file + " is not there");
    Files.write(file, Files.readAllBytes(((PinSource.InFile) token.pin()).path()));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    assertThat(error(asked)).hasMessageContaining("has mode 0444");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
    try (Tokens tokens = TestTokens.open(asked)) {
      assertThat(tokens.all()).hasSize(1);
    }
  }

  @Test
  void everySessionMayBeForWritingToo() {
    TokenConfig plain = TestTokens.take(1).get(0);
    TokenConfig token =
        new TokenConfig(
            plain.label(), plain.module(), plain.pin(), "vault", "", 1, List.of(), true);
    try (Tokens tokens = TestTokens.open(token)) {
      KeyTemplate template =
          new KeyTemplate(DnssecAlgorithm.ED25519, 2048, new CkaId("0a"), "made in the pool");
      Token open = tokens.all().get(0);
      assertThat(open.openAllSessions()).isEqualTo(1);
      byte[] field = open.with(session -> session.generate(template));
      assertThat(field).hasSize(32);
    }
    try (Tokens tokens = TestTokens.open(plain)) {
      KeyTemplate template =
          new KeyTemplate(DnssecAlgorithm.ED25519, 2048, new CkaId("0b"), "cannot be made");
      Token open = tokens.all().get(0);
      assertThatThrownBy(() -> open.with(session -> session.generate(template)))
          .hasMessageContaining("CKR_SESSION_READ_ONLY");
    }
  }

  @Test
  void pinFromEnvironmentIsUsedAndPinFromPromptIsWiped() {
    // The surefire configuration gives no PIN by environment, so a variable with a known wrong
    // value stands for it.
    TokenConfig token = TestTokens.take(1).get(0);
    assertThat(error(withPin(token, new PinSource.InEnvironment("SOFTHSM2_CONF"))).ckr())
        .startsWith("CKR_PIN_");
    TokenConfig other = TestTokens.take(1).get(0);
    char[] typed = readPin(other);
    try (Tokens tokens =
        Tokens.open(
            TestTokens.config(List.of(withPin(other, new PinSource.Prompted()))), label -> typed)) {
      assertThat(tokens.all()).hasSize(1);
    }
    assertThat(typed).containsOnly('\0');
  }

  private static char[] readPin(TokenConfig token) {
    try {
      return Files.readString(((PinSource.InFile) token.pin()).path()).trim().toCharArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
