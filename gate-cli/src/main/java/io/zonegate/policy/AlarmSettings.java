package io.zonegate.policy;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How the way from the gate to people is tested.
 *
 * @param selfTest time between two test notifications to each receiver; zero for none
 * @param heartbeat asked for while all is well, so that its silence is an alarm elsewhere; empty
 *     for none
 * @param heartbeatEvery time between two of those
 */
public record AlarmSettings(Duration selfTest, Optional<URI> heartbeat, Duration heartbeatEvery) {
  /** The defaults; their reasons are in the example policy. */
  public static final AlarmSettings DEFAULT =
      new AlarmSettings(Duration.ofDays(1), Optional.empty(), Duration.ofMinutes(5));

  /** Refuses missing parts. */
  public AlarmSettings {
    Objects.requireNonNull(selfTest);
    Objects.requireNonNull(heartbeat);
    Objects.requireNonNull(heartbeatEvery);
  }
}
