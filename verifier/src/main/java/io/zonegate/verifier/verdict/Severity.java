package io.zonegate.verifier.verdict;

/**
 * How much a finding weighs. Severity is contract: a changed default is a breaking change for
 * users.
 */
public enum Severity {
  /** Violates a MUST (with its citation) or a limit that the operator's policy sets: no release. */
  BLOCK,
  /** Violates a SHOULD or best practice. */
  WARN,
  /** Information. */
  NOTE
}
