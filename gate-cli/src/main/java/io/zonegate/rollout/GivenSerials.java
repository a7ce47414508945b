package io.zonegate.rollout;

import io.zonegate.policy.GateSettings;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseStore;
import java.util.Optional;
import org.xbill.DNS.Serial;

/**
 * The serials that the zone's servers were given. They take none that is not after theirs (RFC
 * 1982, RFC 1034 4.3.5).
 */
public final class GivenSerials {
  private final String zone;
  private final GateSettings settings;
  private final ReleaseStore store;

  /** The serials of a zone, which is absolute and in lower case. */
  public GivenSerials(String zone, GateSettings settings, ReleaseStore store) {
    this.zone = zone;
    this.settings = settings;
    this.store = store;
  }

  /** Why some servers would not take a zone with this serial; empty if all would. */
  public Optional<String> refusal(long serial) {
    for (int stage = 0; stage < settings.stages().size(); stage++) {
      Optional<Release> last = store.lastAt(zone, stage);
      if (last.filter(r -> Serial.compare(serial, r.facts().serial()) <= 0).isPresent()) {
        return Optional.of(
            "serial "
                + serial
                + " is not after "
                + last.get().facts().serial()
                + ", which servers of stage "
                + settings.stages().get(stage).name()
                + " were given with "
                + last.get());
      }
    }
    return Optional.empty();
  }

  /** The one that is after all others; empty if none was given. */
  public Optional<Long> last() {
    Optional<Long> found = Optional.empty();
    for (int stage = 0; stage < settings.stages().size(); stage++) {
      Optional<Long> serial = store.lastAt(zone, stage).map(r -> r.facts().serial());
      if (serial.isPresent()
          && (found.isEmpty() || Serial.compare(serial.get(), found.get()) > 0)) {
        found = serial;
      }
    }
    return found;
  }
}
