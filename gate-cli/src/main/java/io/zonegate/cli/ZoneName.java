package io.zonegate.cli;

import io.zonegate.verifier.zone.NameText;

/** Zone names on the command line. */
final class ZoneName {
  private ZoneName() {}

  /** The name in absolute form; what is no name is refused. */
  static String absolute(String option, String name) throws CommandException {
    try {
      return NameText.present(NameText.wire(name), 0);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(option + ": " + e.getMessage());
    }
  }
}
