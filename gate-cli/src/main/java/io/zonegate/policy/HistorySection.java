package io.zonegate.policy;

import io.zonegate.verifier.check.history.HistoryRules;

/** Reads the section {@code [history]}. */
final class HistorySection {
  private HistorySection() {}

  static HistoryRules read(TomlSection section) {
    section.refuseUnknownKeys();
    return HistoryRules.DEFAULT;
  }
}
