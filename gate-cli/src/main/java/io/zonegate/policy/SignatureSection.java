package io.zonegate.policy;

import io.zonegate.verifier.check.signatures.SignatureRules;

/** Reads the section {@code [signatures]}. */
final class SignatureSection {
  private SignatureSection() {}

  static SignatureRules read(TomlSection section) {
    section.refuseUnknownKeys();
    return SignatureRules.DEFAULT;
  }
}
