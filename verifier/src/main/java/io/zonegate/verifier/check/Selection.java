package io.zonegate.verifier.check;

import io.zonegate.verifier.verdict.Severity;
import java.util.Map;

/**
 * Which checks run and how much their findings weigh.
 *
 * @param disabled check id to the name of the setting that switched it off, for instance {@code
 *     --without} or {@code policy.toml:41:9 (reason, until 2027-01-01)}; never a check that cannot
 *     be suppressed
 * @param severities check id to the severity that its findings of default severity get
 */
public record Selection(Map<String, String> disabled, Map<String, Severity> severities) {
  /** All checks, with their own severities. */
  public static final Selection ALL = new Selection(Map.of(), Map.of());

  /** Copies the maps. */
  public Selection {
    disabled = Map.copyOf(disabled);
    severities = Map.copyOf(severities);
  }
}
