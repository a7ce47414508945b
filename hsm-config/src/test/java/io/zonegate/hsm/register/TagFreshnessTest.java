package io.zonegate.hsm.register;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.register.KeyEvent.Kind;
import io.zonegate.hsm.token.CkaId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;

class TagFreshnessTest {
  private static final Name ZONE = Name.fromConstantString("example.com.");

  /** RFC 8080, section 6.1. */
  private static final ZoneKey CURRENT =
      new ZoneKey(
          KeyRole.KSK,
          DnskeyRdata.parse("257 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4="),
          new CkaId("0a"),
          "label",
          true);

  private static final int TAG = CURRENT.keyTag();
  private static final int REVOKED = CURRENT.dnskey().revokedKeyTag();
  private static final KeySet KEYS = new KeySet(ZONE, List.of(CURRENT));

  private static RegisteredKey old(int algorithm, int tag, int revoked, int number) {
    return new RegisteredKey(
        ZONE,
        KeyRole.ZSK,
        algorithm,
        tag,
        revoked,
        "%064x".formatted(number),
        new CkaId("0b"),
        "old",
        List.of());
  }

  private static TagFreshness judge(KeySet keys, RegisteredKey... known) {
    return TagFreshness.of(
        new RegisterContent(
            Stream.of(known)
                .map(k -> new KeyEvent(Instant.EPOCH, Kind.DESTROYED, k, "root"))
                .toList(),
            ""),
        keys);
  }

  @Test
  void aTagOfItsOwnIsFresh() {
    assertThat(judge(KEYS)).isEqualTo(new TagFreshness(1, List.of()));
    RegisteredKey itself = RegisteredKey.of(ZONE, CURRENT, List.of("a"));
    assertThat(judge(KEYS, itself, itself)).isEqualTo(new TagFreshness(1, List.of()));
    assertThat(judge(KEYS, old(15, TAG + 1, REVOKED + 1, 1))).extracting("keys").isEqualTo(2);
    assertThat(judge(KEYS, old(15, TAG + 1, REVOKED + 1, 1)).clashes()).isEmpty();
    assertThat(judge(KEYS, old(13, TAG, REVOKED, 1)).clashes()).isEmpty();
  }

  @Test
  void theTagOfAKeyThatIsGoneIsFound() {
    for (RegisteredKey old :
        List.of(
            old(15, TAG, 1, 1),
            old(15, REVOKED, 1, 1),
            old(15, 1, TAG, 1),
            old(15, 1, REVOKED, 1))) {
      TagFreshness found = judge(KEYS, old);
      assertThat(found.clashes()).hasSize(1);
      assertThat(found.clashes().get(0).inKeySet()).isTrue();
      assertThat(found.clashes().get(0).text())
          .isEqualTo(
              CURRENT
                  + " (revoked: "
                  + REVOKED
                  + ") has a key tag of "
                  + old
                  + " (revoked: "
                  + old.revokedKeyTag()
                  + "); have the one of the two that is in the key set replaced");
    }
  }

  @Test
  void twoKeysThatAreGoneHarmNobody() {
    TagFreshness found = judge(KEYS, old(15, 1, 2, 1), old(15, 2, 3, 2));
    assertThat(found.keys()).isEqualTo(3);
    assertThat(found.clashes()).hasSize(1);
    assertThat(found.clashes().get(0).inKeySet()).isFalse();
    assertThat(found.clashes().get(0).text()).endsWith("neither is in the key set any more");
  }
}
