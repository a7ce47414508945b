package io.zonegate.hsm.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.hsm.file.Sha256;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.register.KeyEvent.Kind;
import io.zonegate.hsm.token.CkaId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Name;

class KeyRegisterTest {
  private static final Name ZONE = Name.fromConstantString("example.");
  private static final Instant TIME = Instant.parse("2026-11-24T12:00:00Z");

  @TempDir Path folder;
  private KeyRegister register;

  @BeforeEach
  void register() {
    register = new KeyRegister(folder.resolve("keys.register"));
  }

  private static RegisteredKey key(int tag) {
    return new RegisteredKey(
        ZONE,
        KeyRole.ZSK,
        13,
        tag,
        tag + 128,
        Sha256.hex(new byte[] {(byte) tag}),
        new CkaId("0a1b2c3d"),
        "example. ZSK, 100 % \u00fcber #1",
        List.of("site a", "site,b"));
  }

  private static KeyEvent event(Kind kind, int tag) {
    return new KeyEvent(TIME, kind, key(tag), "Ann Other");
  }

  private void append(KeyEvent... events) throws IOException {
    try (RegisterTurn turn = register.take()) {
      turn.append(List.of(events));
    }
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    assertThat(register.read().events()).isEmpty();
    List<KeyEvent> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      all.add(event(kind, 1000 + all.size()));
      append(all.get(all.size() - 1));
      assertThat(register.read().events()).isEqualTo(all);
    }
    assertThat(Files.readString(register.path()))
        .startsWith("zonegate-key-register 1 #")
        .contains("\n2026-11-24T12:00:00Z created zone=example. role=ZSK algorithm=13 tag=1001 ")
        .contains(
            " label=example.%20ZSK%2C%20100%20%25%20%C3%BCber%20%231 tokens=site%20a,site%2Cb ")
        .contains(" by=Ann%20Other #")
        .endsWith(register.read().head() + "\n");
    assertThat(register.read().tags(ZONE)).contains(1000, 1128, 1007, 1135).hasSize(2 * all.size());
    assertThat(register.read().tags(Name.root)).isEmpty();
  }

  @Test
  void noEventIsNoLine() throws IOException {
    append();
    assertThat(register.path()).isEmptyFile();
    append(event(Kind.CREATED, 1), event(Kind.RETIRED, 1));
    byte[] before = Files.readAllBytes(register.path());
    append();
    assertThat(register.path()).hasBinaryContent(before);
    assertThat(register.read().keys(ZONE)).containsExactly(key(1));
  }

  /** Every single octet counts. */
  @Test
  void whateverIsChangedIsFound() throws IOException {
    append(event(Kind.CREATED, 1));
    append(event(Kind.PUBLISHED, 1), event(Kind.RETIRED, 1));
    byte[] good = Files.readAllBytes(register.path());
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 1;
      Files.write(register.path(), bad);
      int at = i;
      assertThatThrownBy(register::read)
          .as("octet %d", at)
          .isInstanceOf(RegisterException.class)
          .hasMessageStartingWith(register.path() + ":");
      assertThatThrownBy(register::take).isInstanceOf(RegisterException.class);
    }
  }

  @Test
  void aLineThatIsGoneIsFoundWithItsNumber() throws IOException {
    append(event(Kind.CREATED, 1), event(Kind.PUBLISHED, 1), event(Kind.RETIRED, 1));
    List<String> lines = Files.readAllLines(register.path());
    lines.remove(2);
    Files.write(register.path(), lines);
    assertThatThrownBy(register::read)
        .hasMessageStartingWith(register.path() + ":3: the chain of digests does not hold")
        .hasMessageContaining("Restore the file from a copy");
  }

  @Test
  void aLineThatIsCutShortIsRefusedWithWhatToDo() throws IOException {
    append(event(Kind.CREATED, 1), event(Kind.RETIRED, 1));
    byte[] good = Files.readAllBytes(register.path());
    Files.writeString(register.path(), "2026-11-24T12:00:00Z pub", StandardOpenOption.APPEND);
    assertThatThrownBy(register::take)
        .isInstanceOf(RegisterException.class)
        .hasMessageStartingWith(register.path() + ":4: the last line is cut short")
        .hasMessageContaining("head -n 3 " + register.path());
    Files.write(register.path(), good);
    assertThat(register.read().events()).hasSize(2);
  }

  /** A chain that holds is not enough: somebody else may have written it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "created -> destructed",
        "tag=1 -> tag=65536",
        "algorithm=13 -> algorithm=013",
        "role=ZSK -> role=CSK",
        "zone=example. -> zone=example",
        "sha256= -> sha256=0",
        "cka-id=0a -> cka-id=0A",
        "label= -> label=%4",
        " by=Ann -> by=Ann",
        "2026-11-24T12 -> 2026-11-24T12:00"
      })
  void aLineOfAnotherFormIsRefused(String change) throws IOException {
    String[] sides = change.split(" -> ", 2);
    LineChain chain = new LineChain();
    String header = chain.append("zonegate-key-register 1");
    String line = EventLine.write(event(Kind.CREATED, 1));
    assertThat(line).contains(sides[0]);
    Files.writeString(
        register.path(), header + "\n" + chain.append(line.replace(sides[0], sides[1])) + "\n");
    assertThatThrownBy(register::read)
        .isInstanceOf(RegisterException.class)
        .hasMessageStartingWith(register.path() + ":2: ");
  }

  @Test
  void anotherFileIsNoRegister() throws IOException {
    Files.writeString(
        register.path(), new LineChain().append("zonegate-history 1 example.") + "\n");
    assertThatThrownBy(register::read).hasMessageContaining(":1: is no register of keys");
    Files.write(register.path(), "version = 1\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(register::read).hasMessageContaining(":1: the chain of digests");
  }
}
