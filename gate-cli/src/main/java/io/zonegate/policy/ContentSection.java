package io.zonegate.policy;

import io.zonegate.verifier.check.content.ContentRules;

/** Reads the section {@code [content]}. */
final class ContentSection {
  private ContentSection() {}

  static ContentRules read(TomlSection section) {
    section.refuseUnknownKeys();
    return ContentRules.DEFAULT;
  }
}
