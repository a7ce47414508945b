package io.zonegate.policy;

import java.time.Duration;
import java.util.List;

/**
 * The outside verifiers that are asked.
 *
 * @param tools their names, each once; empty for none
 * @param timeout one that runs longer is ended, and the verdict is UNDECIDED
 */
public record SecondOpinionSettings(List<String> tools, Duration timeout) {
  /** Nobody is asked. */
  public static final SecondOpinionSettings DEFAULT =
      new SecondOpinionSettings(List.of(), Duration.ofMinutes(4));

  /** Copies the names. */
  public SecondOpinionSettings {
    tools = List.copyOf(tools);
  }
}
