package io.zonegate.policy;

import io.zonegate.verifier.check.keys.KeyRules;
import io.zonegate.verifier.check.keys.PlannedKey;
import java.util.List;

/** Reads the section {@code [keys]}. */
final class KeySection {
  private KeySection() {}

  static KeyRules read(TomlSection section) {
    TomlValues values = section.values();
    KeyRules standard = KeyRules.DEFAULT;
    int responseSize = (int) values.integer("response-size", standard.responseSize(), 512, 65_535);
    int mostKeys = (int) values.integer("most-keys", standard.mostKeys(), 1, 1_000);
    var digests = values.integers("ds-digests", standard.dsDigests(), 1, 255);
    boolean delete = values.bool("cds-delete", standard.cdsDelete());
    KeyRules.Roles roles = values.choice("roles", standard.roles());
    KeyRules.DsOrigin source = values.choice("ds-source", standard.dsSource());
    List<PlannedKey> plan = KeyPlanEntries.read(section);
    section.refuseUnknownKeys();
    return new KeyRules(responseSize, mostKeys, digests, delete, roles, source, plan);
  }
}
