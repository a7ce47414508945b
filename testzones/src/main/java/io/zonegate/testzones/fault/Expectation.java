package io.zonegate.testzones.fault;

/** What a right verifier must say about a zone. */
public enum Expectation {
  /** The zone was read and is bad: it must not be published. */
  BLOCK,
  /** No verdict is possible: it must not be published either. */
  UNDECIDED,
  /** The zone may be published, and a warning must be given. */
  WARN,
  /** The zone is good: nothing may be found that blocks or warns. */
  PASS
}
