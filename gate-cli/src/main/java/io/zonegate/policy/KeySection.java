package io.zonegate.policy;

import io.zonegate.verifier.check.keys.KeyRules;

/** Reads the section {@code [keys]}. */
final class KeySection {
  private KeySection() {}

  static KeyRules read(TomlSection section) {
    section.refuseUnknownKeys();
    return KeyRules.DEFAULT;
  }
}
