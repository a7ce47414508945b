package io.zonegate.cli;

import io.zonegate.release.LoggedEvent;
import io.zonegate.rollout.Examination;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code zonegate gate history}. */
final class GateHistoryCommand extends Command {
  GateHistoryCommand() {
    super("gate history", "Show what happened, from the gate's log; check its chain", "");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(SharedOptions.flag("verify", "only check the chain, and show its head"));
    options.addOption(
        SharedOptions.flag(
            "export", "one line of JSON an event: what its digest is over, a tab, the digest"));
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    return OpenGate.with(
        invocation.policy(),
        gate -> {
          List<LoggedEvent> events = gate.store().eventsAfter(0);
          verify(events);
          for (LoggedEvent logged : events) {
            if (invocation.has("export")) {
              invocation.console().out().println(logged.line() + "\t" + logged.digest());
            } else if (!invocation.has("verify") && logged.event().zone().equals(gate.zone())) {
              invocation.console().out().println(line(logged));
            }
          }
          if (!invocation.has("export")) {
            String head =
                events.isEmpty() ? LoggedEvent.START : events.get(events.size() - 1).digest();
            invocation
                .console()
                .out()
                .println(events.size() + " events of all zones, the chain is sound; head " + head);
          }
          return ExitCode.PASS;
        });
  }

  /** Refuses a log in which an event was changed, taken out or put in. */
  private static void verify(List<LoggedEvent> events) throws CommandException {
    Optional<Long> broken = Examination.broken(events);
    if (broken.isPresent()) {
      throw new CommandException(
          ExitCode.UNDECIDED,
          "the log was altered at event "
              + broken.get()
              + ": it does not follow from the one before it; compare it with an exported copy");
    }
  }

  /** An event in one line, for people. */
  static String line(LoggedEvent logged) {
    return logged.event().at() + " " + logged.event().text();
  }
}
