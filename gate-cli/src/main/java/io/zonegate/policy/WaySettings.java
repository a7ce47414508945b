package io.zonegate.policy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The ways around and back: how a rollback goes, and who may override a check.
 *
 * @param hsm tokens and keys that ways back are signed with, by the policy's signing settings;
 *     empty if another signer's are brought
 * @param goodProbes how many in a row must be good in each stage of a rollback
 * @param soak the least time between publication and the next stage of a rollback
 * @param leastLife a way back whose first signature expires sooner is not taken
 * @param overriders accounts of the operating system of which two may override together; none: no
 *     check can be overridden
 * @param longestOverride the farthest that an override's end may be away
 */
public record WaySettings(
    Optional<Path> hsm,
    int goodProbes,
    Duration soak,
    Duration leastLife,
    List<String> overriders,
    Duration longestOverride) {
  /** The defaults; their reasons are in the example policy. */
  public static final WaySettings DEFAULT =
      new WaySettings(
          Optional.empty(), 1, Duration.ZERO, Duration.ofDays(1), List.of(), Duration.ofDays(1));

  /** Copies the list. */
  public WaySettings {
    overriders = List.copyOf(overriders);
  }

  /** The stage as a rollback goes through it: in haste, and without waiting for a person. */
  public StageSettings hurried(StageSettings stage) {
    return stage.hurried(goodProbes, soak);
  }

  /** Reads the keys of the section {@code [gate]} that are about ways. */
  static WaySettings read(TomlSection gate, Path base) {
    TomlValues values = gate.values();
    Optional<Path> hsm = values.text("hsm").map(base::resolve);
    int goodProbes = (int) values.integer("rollback-good-probes", DEFAULT.goodProbes, 1, 1_000);
    Duration soak =
        values.duration("rollback-soak", DEFAULT.soak, Duration.ZERO, Duration.ofDays(1));
    Duration leastLife =
        values.duration(
            "rollback-least-life", DEFAULT.leastLife, Duration.ofHours(1), Duration.ofDays(366));
    List<String> overriders = values.texts("override-by");
    Duration longest =
        values.duration(
            "override-longest", DEFAULT.longestOverride, Duration.ofMinutes(1), Duration.ofDays(7));
    if (gate.has("override-by") && overriders.stream().distinct().count() < 2) {
      gate.problem("override-by", "gate.override-by needs two accounts or more; one cannot agree");
    }
    return new WaySettings(hsm, goodProbes, soak, leastLife, overriders, longest);
  }
}
