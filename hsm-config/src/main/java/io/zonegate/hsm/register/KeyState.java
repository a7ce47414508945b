package io.zonegate.hsm.register;

import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.register.KeyEvent.Kind;
import java.util.Locale;
import java.util.Optional;

/**
 * The states of RFC 7583, section 3.1, as far as key set and register tell them. Ready and Dead
 * depend on what caches hold, which the checks ROLL-* judge, not the register.
 */
public enum KeyState {
  /** Made, and in no zone yet. */
  GENERATED,
  /** In the DNSKEY RRset; it does not sign. */
  PUBLISHED,
  /** It signs. */
  ACTIVE,
  /** It signs no more and is still published, for signatures in caches. */
  RETIRED,
  /** In no DNSKEY RRset any more; at least one token may still hold it. */
  REMOVED,
  /** Its private key is on no token. */
  DESTROYED;

  /** The state of a key. */
  public static KeyState of(RegisterContent register, KeySet keySet, RegisteredKey key) {
    Optional<ZoneKey> held =
        keySet.keys().stream()
            .filter(k -> RegisteredKey.of(keySet.zone(), k, key.tokens()).isSame(key))
            .findFirst();
    if (held.isEmpty()) {
      return register.last(key, Kind.DESTROYED).isPresent() ? DESTROYED : REMOVED;
    }
    if (held.get().active()) {
      return register.last(key, Kind.FIRST_SIGNED).isPresent() ? ACTIVE : GENERATED;
    }
    if (register.last(key, Kind.PUBLISHED).isEmpty()) {
      return register.last(key, Kind.RETIRED).isPresent() ? RETIRED : GENERATED;
    }
    if (!held.get().published()) {
      return REMOVED;
    }
    return register.last(key, Kind.RETIRED).isPresent() ? RETIRED : PUBLISHED;
  }

  /** As RFC 7583 writes it: {@code Active}. */
  public String word() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }
}
