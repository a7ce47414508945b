package io.zonegate.hsm.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Reads the table {@code [replication]}. */
final class ReplicationTable {

  /**
   * An HA group of network HSMs takes seconds to clone a key; a person with a card some minutes.
   */
  private static final int DEFAULT_SECONDS = 60;

  private static final int MOST_SECONDS = 3600;

  private ReplicationTable() {}

  static Replication read(TableReader table) {
    table.allow("command", "timeout", "wrap-key");
    if (table.has("command") == table.has("wrap-key")) {
      table.error("command", "give exactly one of \"command\" and \"wrap-key\" in [replication]");
      return new Replication.Unsaid();
    }
    if (table.has("wrap-key")) {
      if (table.has("timeout")) {
        table.error("timeout", "timeout is for \"command\" only; leave it out");
      }
      return new Replication.WrapKey(table.text("wrap-key"));
    }
    List<String> command = table.texts("command");
    if (!command.isEmpty() && !Path.of(command.get(0)).isAbsolute()) {
      table.error(
          "command",
          "command begins with \""
              + command.get(0)
              + "\", which is not an absolute path; give the program's full path");
    }
    int seconds = table.integer("timeout", 1, MOST_SECONDS, DEFAULT_SECONDS);
    return new Replication.Command(command, Duration.ofSeconds(seconds));
  }
}
