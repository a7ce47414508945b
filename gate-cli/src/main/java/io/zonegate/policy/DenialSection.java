package io.zonegate.policy;

import io.zonegate.verifier.check.denial.DenialRules;

/** Reads the section {@code [denial]}. */
final class DenialSection {
  private DenialSection() {}

  static DenialRules read(TomlSection section) {
    int names =
        (int)
            section
                .values()
                .integer(
                    "drill-names",
                    DenialRules.DEFAULT.drillNames(),
                    0,
                    DenialRules.MOST_DRILL_NAMES);
    section.refuseUnknownKeys();
    return new DenialRules(names);
  }
}
