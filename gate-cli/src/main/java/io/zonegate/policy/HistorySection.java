package io.zonegate.policy;

import io.zonegate.verifier.check.history.HistoryRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The section {@code [history]}.
 *
 * @param rules what is asked of the change from what was released before
 * @param folder the folder that the history is kept in, resolved against the policy's folder; empty
 *     if none is kept
 */
record HistorySection(HistoryRules rules, Optional<Path> folder) {
  private static final Duration MOST_WAIT = Duration.ofDays(30);

  /** TTLs have 31 bits (RFC 2181 section 8), but nobody caches longer (RFC 8767 section 4). */
  private static final Duration MOST_TTL = Duration.ofDays(366);

  static HistorySection read(TomlSection section, Path base) {
    TomlValues values = section.values();
    HistoryRules standard = HistoryRules.DEFAULT;
    Optional<Path> folder = values.text("folder").map(base::resolve);
    HistoryRules rules =
        new HistoryRules(
            values.duration("propagation", standard.propagation(), Duration.ZERO, MOST_WAIT),
            values.duration(
                "parent-propagation", standard.parentPropagation(), Duration.ZERO, MOST_WAIT),
            values.durationOr("ds-ttl", "seen", Duration.ZERO, MOST_TTL),
            values.choice("evidence", standard.evidence()),
            values.choice("algorithm-rollover", standard.algorithmRollover()),
            (int) values.integer("resigned-share", standard.resignedShare(), 0, 100));
    section.refuseUnknownKeys();
    return new HistorySection(rules, folder);
  }
}
