package io.zonegate.rollout;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a candidate is held against besides the zone's policy.
 *
 * @param live the file of the release that is live, if any
 * @param unsigned its content before signing, where that is known
 * @param letPass ids of checks that are let pass, each with what says so; never one that cannot be
 *     suppressed
 */
public record Basis(Optional<Path> live, Optional<Path> unsigned, Map<String, String> letPass) {
  /** Copies the map. */
  public Basis {
    letPass = Map.copyOf(letPass);
  }

  /** As any candidate. */
  public static Basis of(Optional<Path> live) {
    return new Basis(live, Optional.empty(), Map.of());
  }
}
