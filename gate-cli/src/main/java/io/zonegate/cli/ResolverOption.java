package io.zonegate.cli;

import io.zonegate.rehearsal.Performance;
import io.zonegate.rehearsal.Setting;
import io.zonegate.replay.ProgramException;
import io.zonegate.replay.Programs;
import io.zonegate.replay.Replay;
import io.zonegate.replay.Replays;
import java.io.IOException;
import java.util.List;
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

  /** Refuses what is no resolver, before anything is done. */
  static void check(Invocation invocation) throws CommandException {
    if (invocation.has(NAME)) {
      try {
        Programs.servers(invocation.list(NAME));
      } catch (IllegalArgumentException e) {
        throw CommandException.usage("--resolver: " + e.getMessage());
      }
    }
  }

  /** The same rehearsal, with what the resolver says of it if it is asked for. */
  static Performance confirm(Invocation invocation, Setting setting, Performance performance)
      throws IOException {
    List<String> words = invocation.list(NAME);
    return words.isEmpty()
        ? performance
        : performance.with(replays(invocation, words, setting, performance));
  }

  private static Replays replays(
      Invocation invocation, List<String> words, Setting setting, Performance performance)
      throws IOException {
    if (performance.publications().zones().isEmpty()) {
      return Replays.none(performance.proof().combinations(), "no zone was published");
    }
    try {
      return Replay.run(
          Programs.find(words, invocation.console().environment()),
          performance.publications(),
          performance.caches(),
          performance.proof(),
          performance.validator(),
          setting.folder().resolveSibling("replay"),
          setting.progress());
    } catch (ProgramException e) {
      return Replays.none(performance.proof().combinations(), e.getMessage());
    }
  }
}
