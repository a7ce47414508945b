package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.rehearsal.Performance;
import io.zonegate.rehearsal.Setting;
import io.zonegate.replay.ProgramException;
import io.zonegate.replay.Programs;
import io.zonegate.replay.Replay;
import io.zonegate.replay.Replays;
import java.io.IOException;
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

  /** Refuses a rehearsal that nobody could confirm, before it is run. */
  static void need(Invocation invocation) throws CommandException {
    if (invocation.has(NAME)) {
      try {
        find(invocation);
      } catch (ProgramException e) {
        throw new CommandException(
            ExitCode.UNDECIDED, "--resolver: " + e.getMessage() + "; nothing was rehearsed", e);
      }
    }
  }

  private static Programs find(Invocation invocation) throws ProgramException {
    return Programs.find(invocation.list(NAME), invocation.console().environment());
  }

  /** The same rehearsal, with what the resolver says of it if it is asked for. */
  static Performance confirm(Invocation invocation, Setting setting, Performance performance) {
    return invocation.has(NAME)
        ? performance.with(replays(invocation, setting, performance))
        : performance;
  }

  private static Replays replays(Invocation invocation, Setting setting, Performance performance) {
    if (performance.publications().zones().isEmpty()) {
      return Replays.none(performance.proof().combinations(), "no zone was published");
    }
    try {
      return Replay.run(
          find(invocation),
          performance.publications(),
          performance.caches(),
          performance.proof(),
          performance.validator(),
          setting.folder().resolveSibling("replay"),
          setting.progress());
    } catch (ProgramException e) {
      return Replays.none(performance.proof().combinations(), e.getMessage());
    } catch (IOException e) {
      // What was proven before is not lost with it.
      return Replays.none(
          performance.proof().combinations(), "nothing was replayed: " + IoReason.of(e));
    }
  }
}
