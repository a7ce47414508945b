package io.zonegate.hsm.register;

import io.zonegate.hsm.config.TokenConfig;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.register.KeyEvent.Kind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Name;

/**
 * Which lines the register gets. Only what is new is written: a zone that is signed every ten
 * minutes adds one line a day for each key that signs.
 */
public final class Bookkeeping {
  private final RegisterContent register;
  private final List<TokenConfig> tokens;
  private final Instant time;
  private final String by;

  /**
   * Lines for what happens now.
   *
   * @param tokens the tokens in use
   * @param by who stands for it
   */
  public Bookkeeping(RegisterContent register, List<TokenConfig> tokens, Instant time, String by) {
    this.register = register;
    this.tokens = List.copyOf(tokens);
    this.time = time;
    this.by = by;
  }

  /** Keys of the key set that the register has never heard of: they were made without it. */
  public List<KeyEvent> adopted(KeySet keySet) {
    return keySet.keys().stream()
        .map(key -> event(Kind.ADOPTED, keySet.zone(), key))
        .filter(event -> !register.knows(event.key()))
        .toList();
  }

  /** One line a key. */
  public List<KeyEvent> all(Kind kind, Name zone, Collection<ZoneKey> keys) {
    return keys.stream().map(key -> event(kind, zone, key)).toList();
  }

  /** What there is to note after a zone was signed by some of its keys. */
  public List<KeyEvent> signed(KeySet keySet, Collection<ZoneKey> signers) {
    List<KeyEvent> events = new ArrayList<>(adopted(keySet));
    for (ZoneKey key : keySet.keys()) {
      KeyEvent published = event(Kind.PUBLISHED, keySet.zone(), key);
      if (key.published() && register.last(published.key(), Kind.PUBLISHED).isEmpty()) {
        events.add(published);
      }
      if (signers.contains(key)) {
        signed(published.key()).ifPresent(events::add);
      }
    }
    return events;
  }

  private Optional<KeyEvent> signed(RegisteredKey key) {
    if (register.last(key, Kind.FIRST_SIGNED).isEmpty()) {
      return Optional.of(new KeyEvent(time, Kind.FIRST_SIGNED, key, by));
    }
    boolean today =
        register.events().stream()
            .filter(e -> e.kind() == Kind.FIRST_SIGNED || e.kind() == Kind.LAST_SIGNED)
            .anyMatch(e -> e.key().isSame(key) && isToday(e.time()));
    return today ? Optional.empty() : Optional.of(new KeyEvent(time, Kind.LAST_SIGNED, key, by));
  }

  private boolean isToday(Instant then) {
    return then.atOffset(ZoneOffset.UTC)
        .toLocalDate()
        .equals(time.atOffset(ZoneOffset.UTC).toLocalDate());
  }

  private KeyEvent event(Kind kind, Name zone, ZoneKey key) {
    List<String> holders = tokens.stream().filter(key::belongsOn).map(TokenConfig::label).toList();
    return new KeyEvent(time, kind, RegisteredKey.of(zone, key, holders), by);
  }
}
