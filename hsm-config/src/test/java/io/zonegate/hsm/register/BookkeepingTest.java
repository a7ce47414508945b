package io.zonegate.hsm.register;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.config.PinSource;
import io.zonegate.hsm.config.TokenConfig;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.register.KeyEvent.Kind;
import io.zonegate.hsm.token.CkaId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;

class BookkeepingTest {
  private static final Name ZONE = Name.fromConstantString("example.");
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  /** RFC 8080, section 6.1. */
  private static final ZoneKey FIRST =
      key("l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=", "0000000a", true);

  private static final ZoneKey SECOND =
      key("zPnZ/QwEe7S8C5SPz2OfS5RR40ATk2/rYnE9xHIEijs=", "0000000b", false);

  private static final TokenConfig TOKEN =
      new TokenConfig("site-a", Path.of("/p11.so"), new PinSource.Prompted());

  private final KeySet keys = new KeySet(ZONE, List.of(FIRST, SECOND));
  private final List<KeyEvent> written = new ArrayList<>();

  private static ZoneKey key(String publicKey, String id, boolean active) {
    DnskeyRdata dnskey = DnskeyRdata.parse("257 3 15 " + publicKey);
    return new ZoneKey(KeyRole.KSK, dnskey, new CkaId(id), "label", active);
  }

  private RegisterContent register() {
    return new RegisterContent(written, "");
  }

  private Bookkeeping at(Instant time) {
    return new Bookkeeping(register(), List.of(TOKEN), time, "root");
  }

  private List<Kind> sign(Instant time) {
    List<KeyEvent> events = at(time).signed(keys, List.of(FIRST));
    written.addAll(events);
    return events.stream().map(KeyEvent::kind).toList();
  }

  private KeyState state(KeySet set, ZoneKey key) {
    return KeyState.of(register(), set, RegisteredKey.of(ZONE, key, List.of()));
  }

  @Test
  void aKeyThatSignsGetsOneLineADay() {
    written.addAll(at(NOON).all(Kind.CREATED, ZONE, keys.keys()));
    assertThat(sign(NOON)).containsExactly(Kind.PUBLISHED, Kind.FIRST_SIGNED, Kind.PUBLISHED);
    assertThat(sign(NOON.plusSeconds(600))).isEmpty();
    assertThat(sign(Instant.parse("2026-11-24T23:59:59Z"))).isEmpty();
    assertThat(sign(Instant.parse("2026-11-25T00:00:00Z"))).containsExactly(Kind.LAST_SIGNED);
    assertThat(sign(Instant.parse("2026-11-25T00:10:00Z"))).isEmpty();
    // A clock that is set back does not make a line for every run.
    assertThat(sign(Instant.parse("2026-11-24T23:00:00Z"))).isEmpty();
    assertThat(sign(NOON.plus(Duration.ofDays(30)))).containsExactly(Kind.LAST_SIGNED);
  }

  @Test
  void aKeySetWithoutRegisterIsAdoptedOnce() {
    assertThat(sign(NOON))
        .containsExactly(
            Kind.ADOPTED, Kind.ADOPTED, Kind.PUBLISHED, Kind.FIRST_SIGNED, Kind.PUBLISHED);
    assertThat(at(NOON).adopted(keys)).isEmpty();
    assertThat(register().tags(ZONE))
        .containsExactlyInAnyOrder(
            FIRST.keyTag(),
            FIRST.dnskey().revokedKeyTag(),
            SECOND.keyTag(),
            SECOND.dnskey().revokedKeyTag());
  }

  @Test
  void aKeyThatIsHeldBackIsNotNotedAsPublished() {
    KeySet held = new KeySet(ZONE, List.of(FIRST, SECOND.with(false, false)));
    written.addAll(at(NOON).signed(held, List.of(FIRST)));
    assertThat(written)
        .extracting(KeyEvent::kind)
        .containsExactly(Kind.ADOPTED, Kind.ADOPTED, Kind.PUBLISHED, Kind.FIRST_SIGNED);
    assertThat(state(held, SECOND)).isEqualTo(KeyState.GENERATED);
    KeySet withdrawn = new KeySet(ZONE, List.of(FIRST.with(false, false)));
    assertThat(state(withdrawn, FIRST)).isEqualTo(KeyState.REMOVED);
    written.addAll(at(NOON).all(Kind.WITHDRAWN, ZONE, List.of(FIRST)));
    assertThat(EventLine.write(written.get(4))).startsWith("2026-11-24T12:00:00Z withdrawn zone=");
  }

  @Test
  void theStatesOfALife() {
    written.addAll(at(NOON).all(Kind.CREATED, ZONE, keys.keys()));
    assertThat(state(keys, FIRST)).isEqualTo(KeyState.GENERATED);
    assertThat(state(keys, SECOND)).isEqualTo(KeyState.GENERATED);
    sign(NOON);
    assertThat(state(keys, FIRST)).isEqualTo(KeyState.ACTIVE);
    assertThat(state(keys, SECOND)).isEqualTo(KeyState.PUBLISHED);
    KeySet retired = keys.withRetired(FIRST);
    written.addAll(at(NOON).all(Kind.RETIRED, ZONE, List.of(FIRST)));
    assertThat(state(retired, retired.keys().get(0))).isEqualTo(KeyState.RETIRED);
    KeySet without = new KeySet(ZONE, List.of(SECOND));
    assertThat(state(without, FIRST)).isEqualTo(KeyState.REMOVED);
    written.addAll(at(NOON).all(Kind.DESTROYED, ZONE, List.of(FIRST)));
    assertThat(state(without, FIRST)).isEqualTo(KeyState.DESTROYED);
    assertThat(KeyState.DESTROYED.word()).isEqualTo("Destroyed");
  }
}
