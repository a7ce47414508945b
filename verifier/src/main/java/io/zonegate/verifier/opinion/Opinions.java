package io.zonegate.verifier.opinion;

import java.util.List;

/** The outside verifiers that are asked about the candidate. */
public sealed interface Opinions {
  /** Nobody is asked. */
  record NotAsked() implements Opinions {}

  /**
   * They are at work beside the judgement.
   *
   * @param pending where the answers come from
   */
  record Asked(Pending pending) implements Opinions {}

  /** Answers that may not be there yet. */
  @FunctionalInterface
  interface Pending {
    /**
     * Waits for the opinion of every tool asked, each once; ends by a time-out of its own.
     *
     * @throws InterruptedException if the judgement was given up
     */
    List<Opinion> await() throws InterruptedException;
  }
}
