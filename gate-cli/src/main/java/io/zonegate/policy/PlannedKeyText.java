package io.zonegate.policy;

import io.zonegate.verifier.check.keys.PlannedKey;
import io.zonegate.verifier.parent.Ds;
import java.util.List;
import java.util.stream.Collectors;

/** Planned keys in the spelling of the policy's {@code [keys] plan}. */
public final class PlannedKeyText {
  private PlannedKeyText() {}

  /**
   * A TOML list of them.
   *
   * @param gap what stands between two of them after the comma
   */
  public static String list(List<PlannedKey> plan, String gap) {
    return plan.stream()
        .map(PlannedKeyText::entry)
        .collect(Collectors.joining("," + gap, "[" + gap.strip(), "]"));
  }

  private static String entry(PlannedKey key) {
    Ds ds = key.ds();
    return "{ ds = \"%d %d %d %s\"%s%s%s }"
        .formatted(
            ds.keyTag(),
            ds.algorithm(),
            ds.digestType(),
            ds.digest(),
            key.from().map(t -> ", from = " + t).orElse(""),
            key.until().map(t -> ", until = " + t).orElse(""),
            key.optional() ? ", optional = true" : "");
  }
}
