package io.zonegate.rehearsal;

import java.util.List;
import java.util.Objects;

/**
 * What must hold at a step, and whether it did.
 *
 * @param kind which
 * @param outcome whether it held
 * @param text a line: how much was examined, or what is wrong
 * @param details more lines; may be empty
 */
public record Invariant(Kind kind, Outcome outcome, String text, List<String> details) {
  /** What must hold. */
  public enum Kind {
    /** Every token signs with the key that is published. */
    TOKENS("every token signs with the published key"),
    /** Zone and parent have what the plan says. */
    PLANNED("zone and parent have what the plan says"),
    /** The full verifier passes the zone, with parent and history. */
    VERIFIED("the full verifier passes the zone"),
    /** Whatever caches hold validates. */
    CACHES("every combination in caches validates"),
    /** A real resolver accepts and refuses what the proof does. */
    RESOLVER("a real resolver agrees with the proof");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    /** What it says, a clause. */
    public String title() {
      return title;
    }
  }

  /** Whether it held. */
  public enum Outcome {
    /** Yes. */
    HOLDS,
    /** No. */
    BROKEN,
    /** Nobody can say. */
    UNDECIDED
  }

  /** Refuses missing parts. */
  public Invariant {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(text);
    details = List.copyOf(details);
  }
}
