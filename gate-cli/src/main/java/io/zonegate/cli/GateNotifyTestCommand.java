package io.zonegate.cli;

import io.zonegate.alarm.Notifier;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code zonegate gate notify-test}. */
final class GateNotifyTestCommand extends Command {
  GateNotifyTestCommand() {
    super("gate notify-test", "Send a test notification now to each receiver of the policy", "");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(GateSubmitCommand.by());
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    String by = GateSubmitCommand.by(invocation);
    return OpenGate.with(
        invocation.policy(),
        gate -> {
          if (gate.settings().upkeep().receivers().isEmpty()) {
            throw new CommandException(
                ExitCode.CONFIGURATION,
                gate.policy().source() + ": names no receiver; add a [[gate.notify]]");
          }
          Notifier notifier =
              new Notifier(gate.store(), () -> OpenGate.now(invocation), Program.hostname());
          notifier.add(gate.zone(), gate.settings());
          boolean failed = false;
          for (Notifier.Way way : notifier.ways(gate.settings().folder())) {
            failed |= !send(invocation, way, by);
          }
          return failed ? ExitCode.UNDECIDED : ExitCode.PASS;
        });
  }

  private static boolean send(Invocation invocation, Notifier.Way way, String by)
      throws CommandException {
    try {
      Optional<String> failure = way.sendTest(by);
      if (failure.isPresent()) {
        invocation.console().out().println("FAULT " + way.name() + ": " + failure.get());
      } else if (!invocation.has("quiet")) {
        invocation.console().out().println("OK    " + way.name() + ": arrived");
      }
      return failure.isEmpty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(ExitCode.UNDECIDED, "interrupted at " + way.name(), e);
    }
  }
}
