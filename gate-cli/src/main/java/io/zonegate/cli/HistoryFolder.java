package io.zonegate.cli;

import io.zonegate.policy.Policy;
import java.nio.file.Path;

/** Where the history is kept, for commands that need one. */
final class HistoryFolder {
  private HistoryFolder() {}

  /** {@code --history}, or the policy's folder. */
  static Path of(Invocation invocation, Policy policy) throws CommandException {
    Path option = invocation.path("history");
    if (option == null && policy.verify().history().isEmpty()) {
      throw CommandException.usage("give --history DIR, or a policy with [history] folder");
    }
    return option != null ? option : policy.verify().history().get();
  }
}
