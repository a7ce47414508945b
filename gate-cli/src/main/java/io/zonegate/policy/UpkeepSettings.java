package io.zonegate.policy;

import java.util.List;
import java.util.Objects;

/**
 * What the gate does besides releasing.
 *
 * @param expiry when the live zone's age is an alarm
 * @param alarm how the way to the receivers is tested
 * @param receivers who is told of events
 * @param metrics where figures for Prometheus go
 * @param retention what becomes of old artefacts
 */
public record UpkeepSettings(
    ExpirySettings expiry,
    AlarmSettings alarm,
    List<ReceiverSettings> receivers,
    MetricsSettings metrics,
    RetentionSettings retention) {
  /** The defaults; their reasons are in the example policy. */
  public static final UpkeepSettings DEFAULT =
      new UpkeepSettings(
          ExpirySettings.computed(SigningSettings.DEFAULT),
          AlarmSettings.DEFAULT,
          List.of(),
          MetricsSettings.NONE,
          RetentionSettings.DEFAULT);

  /** Copies the list. */
  public UpkeepSettings {
    Objects.requireNonNull(expiry);
    Objects.requireNonNull(alarm);
    Objects.requireNonNull(metrics);
    Objects.requireNonNull(retention);
    receivers = List.copyOf(receivers);
  }
}
