package io.zonegate.report;

/** What a check whose worst finding is a warning becomes in JUnit XML. */
public enum WarningsAs {
  /** A passing case with the warnings in its output. */
  PASS,
  /** A skipped case: Jenkins shows it in yellow. */
  SKIPPED,
  /** A failed case. The verdict and the exit code stay as they are. */
  FAILURE
}
