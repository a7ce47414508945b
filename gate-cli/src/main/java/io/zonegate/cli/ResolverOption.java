package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.rehearsal.Performance;
import io.zonegate.rehearsal.Setting;
import io.zonegate.replay.ProgramException;
import io.zonegate.replay.Programs;
import io.zonegate.replay.Replay;
import io.zonegate.replay.Replays;
import java.io.IOException;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** The option that has a real resolver confirm a rehearsal. */
final class ResolverOption {
  private static final String NAME = "resolver";

  private ResolverOption() {}

  static void add(Options options) {
    options.addOption(
        SharedOptions.argument(
            NAME, "unbound[,SERVER]", "replay what caches hold with Unbound, and knot or nsd"));
  }

  /** Refuses what is no resolver, whatever else is to be done. */
  static void check(Invocation invocation) throws CommandException {
    if (invocation.has(NAME)) {
      try {
        Programs.servers(invocation.list(NAME));
      } catch (IllegalArgumentException e) {
        throw CommandException.usage("--resolver: " + e.getMessage());
      }
    }
  }

  /** The programs, if a resolver is asked for: a rehearsal that none could confirm is not run. */
  static Optional<Programs> find(Invocation invocation) throws CommandException {
    if (!invocation.has(NAME)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Programs.find(invocation.list(NAME), invocation.console().environment()));
    } catch (ProgramException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, "--resolver: " + e.getMessage() + "; nothing was rehearsed", e);
    }
  }

  /** What the resolver says of a rehearsal. */
  static Replays replays(Programs programs, Setting setting, Performance performance) {
    if (performance.publications().zones().isEmpty()) {
      return Replays.none(performance.proof().combinations(), "no zone was published");
    }
    try {
      return Replay.run(
          programs,
          performance.publications(),
          performance.caches(),
          performance.proof(),
          performance.validator(),
          setting.folder().resolveSibling("replay"),
          setting.progress());
    } catch (IOException e) {
      // What was proven before is not lost with it.
      return Replays.none(
          performance.proof().combinations(), "nothing was replayed: " + IoReason.of(e));
    }
  }
}
