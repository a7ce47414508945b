package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.policy.Policy;
import io.zonegate.verifier.history.HistoryFile;
import io.zonegate.verifier.history.SeenDs;
import io.zonegate.verifier.history.SignerSurvey;
import io.zonegate.verifier.history.ZoneEvent;
import io.zonegate.verifier.history.ZoneState;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import io.zonegate.verifier.zone.ZoneSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code zonegate history record SIGNED-ZONE}. */
final class HistoryRecordCommand extends Command {
  HistoryRecordCommand() {
    super("history record", "Record that a zone was released, or was seen served", "SIGNED-ZONE");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(
        SharedOptions.flag("released", "it was handed to the name servers at that time"));
    options.addOption(SharedOptions.flag("served", "it was seen on all name servers at that time"));
    options.addOption(SharedOptions.history());
    options.addOption(SharedOptions.origin());
    options.addOption(SharedOptions.at());
    options.addOption(
        SharedOptions.argument(
            "ds", "FILE", "DS records with TTL that the parent's servers had then"));
    options.addOption(SharedOptions.flag("no-ds", "the parent's servers had no DS record then"));
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    Path source = Invocation.path("SIGNED-ZONE", invocation.argument());
    if (invocation.has("released") == invocation.has("served")) {
      throw CommandException.usage("give one of --released and --served");
    }
    if (invocation.has("ds") && invocation.has("no-ds")) {
      throw CommandException.usage("give --ds or --no-ds, not both");
    }
    Policy policy = invocation.policy();
    Path folder = HistoryFolder.of(invocation, policy);
    Instant time = invocation.now();
    ZoneEvent.Kind kind =
        invocation.has("served") ? ZoneEvent.Kind.SERVED : ZoneEvent.Kind.RELEASED;
    try {
      String option = invocation.value("origin");
      String origin =
          option != null ? ZoneName.absolute("--origin", option) : policy.origin().orElse("");
      Zone zone = ZoneSource.read(source, origin.isEmpty() ? null : NameText.wire(origin));
      ZoneEvent event =
          new ZoneEvent(
              kind, time, ZoneState.of(zone), zone.digest().sha256(), parent(invocation, zone));
      append(invocation, new HistoryFile(folder, zone.apex()), zone, event);
      return ExitCode.PASS;
    } catch (ZoneReadException | SignerSurvey.TooManySetsException e) {
      throw new CommandException(ExitCode.UNDECIDED, "nothing was recorded: " + e.getMessage(), e);
    }
  }

  private static Optional<SeenDs> parent(Invocation invocation, Zone zone)
      throws CommandException, ZoneReadException {
    if (invocation.has("no-ds")) {
      return Optional.of(SeenDs.NONE);
    }
    Path ds = invocation.path("ds");
    return ds == null ? Optional.empty() : Optional.of(SeenDs.read(ds, zone.apex()));
  }

  private static void append(Invocation invocation, HistoryFile file, Zone zone, ZoneEvent event)
      throws CommandException {
    try {
      Files.createDirectories(file.path().toAbsolutePath().getParent());
      Optional<Path> torn = file.mend();
      if (torn.isPresent()) {
        invocation
            .console()
            .err()
            .println(
                "zonegate: the last line of "
                    + file.path()
                    + " was cut short, as by a crash; it is now in "
                    + torn.get());
      }
      String head = file.append(event);
      if (!invocation.has("quiet")) {
        invocation
            .console()
            .out()
            .println(
                zone.apexName()
                    + " "
                    + event.describe()
                    + ": recorded in "
                    + file.path()
                    + " (head "
                    + head
                    + ")");
      }
    } catch (HistoryFile.RefusedException e) {
      throw new CommandException(ExitCode.UNDECIDED, "nothing was recorded: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED,
          "nothing was recorded: " + file.path() + " cannot be written: " + IoReason.of(e),
          e);
    }
  }
}
