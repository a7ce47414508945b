package io.zonegate.policy;

import io.zonegate.verifier.check.denial.DenialRules;

/** Reads the section {@code [denial]}. */
final class DenialSection {
  private DenialSection() {}

  static DenialRules read(TomlSection section) {
    section.refuseUnknownKeys();
    return DenialRules.DEFAULT;
  }
}
