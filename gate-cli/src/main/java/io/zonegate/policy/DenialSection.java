package io.zonegate.policy;

import io.zonegate.verifier.check.denial.DenialRules;

/** Reads the section {@code [denial]}. */
final class DenialSection {
  private DenialSection() {}

  static DenialRules read(TomlSection section) {
    TomlValues values = section.values();
    DenialRules standard = DenialRules.DEFAULT;
    DenialRules rules =
        new DenialRules(
            (int)
                values.integer(
                    "drill-names", standard.drillNames(), 0, DenialRules.MOST_DRILL_NAMES),
            values.bool("allow-change", standard.changeAllowed()));
    section.refuseUnknownKeys();
    return rules;
  }
}
