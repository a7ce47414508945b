package io.zonegate.hsm.register;

import io.zonegate.hsm.register.KeyEvent.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.xbill.DNS.Name;

/**
 * What a register says.
 *
 * @param events the oldest first
 * @param head digest of the last line; empty for a register without one
 */
public record RegisterContent(List<KeyEvent> events, String head) {

  /** Copies the list. */
  public RegisterContent {
    events = List.copyOf(events);
  }

  /** Every tag that any key of the zone ever had or could have with the REVOKE bit. */
  public Set<Integer> tags(Name zone) {
    Set<Integer> tags = new TreeSet<>();
    for (RegisteredKey key : keys(zone)) {
      tags.add(key.keyTag());
      tags.add(key.revokedKeyTag());
    }
    return tags;
  }

  /** The keys of a zone, each once, as its last event tells it; in the order of their first. */
  public List<RegisteredKey> keys(Name zone) {
    List<RegisteredKey> keys = new ArrayList<>();
    for (KeyEvent event : events) {
      if (event.key().zone().equals(zone.canonicalize())) {
        int known = 0;
        while (known < keys.size() && !keys.get(known).isSame(event.key())) {
          known++;
        }
        if (known == keys.size()) {
          keys.add(event.key());
        } else {
          keys.set(known, event.key());
        }
      }
    }
    return keys;
  }

  /** Whether the register has heard of the key. */
  public boolean knows(RegisteredKey key) {
    return events.stream().anyMatch(e -> e.key().isSame(key));
  }

  /** The last event of this kind of the key. */
  public Optional<KeyEvent> last(RegisteredKey key, Kind kind) {
    return events.stream()
        .filter(e -> e.kind() == kind && e.key().isSame(key))
        .reduce((first, second) -> second);
  }
}
