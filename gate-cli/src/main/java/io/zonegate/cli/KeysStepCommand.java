package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.file.Turn;
import io.zonegate.hsm.config.ConfigException;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.rollover.Plan;
import io.zonegate.rollover.PlanFile;
import io.zonegate.rollover.PlanText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.cli.Options;

/** {@code zonegate keys step}: carries an approved plan out, one step after the other. */
final class KeysStepCommand extends Command {
  KeysStepCommand() {
    super("keys step", "Carry out the next step of an approved plan, when it may be done", "PLAN");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(SharedOptions.argument("approved", "SHA256", "digest of the approved plan"));
    options.addOption(
        SharedOptions.argument("journal", "FILE", "how far it is; default PLAN.journal"));
    options.addOption(
        SharedOptions.argument(
            "hsm", "FILE", "tokens and keys (TOML); with --do default hsm.toml"));
    options.addOption(
        SharedOptions.argument(
            "key", "NAME=FILE,..", "DNSKEY or DS records of keys that are not in --hsm"));
    StepSighting.add(options);
    options.addOption(
        SharedOptions.flag("do", "do to the keys what the step says, and note that it is done"));
    options.addOption(SharedOptions.flag("done", "note that it is done; somebody else did it"));
    options.addOption(
        SharedOptions.flag("key-plan", "print the policy's key plan as things are, and end"));
    options.addOption(KeyBooks.by());
    options.addOption(SharedOptions.at());
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    Path file = Invocation.path("PLAN", invocation.argument());
    Plan plan = approved(invocation, file);
    if (Stream.of("do", "done", "key-plan").filter(invocation::has).count() > 1) {
      throw CommandException.usage("give one of --do, --done and --key-plan");
    }
    demandClock(invocation);
    Path named = invocation.path("journal");
    Path journal = named == null ? file.resolveSibling(file.getFileName() + ".journal") : named;
    boolean withTokens = invocation.has("do") || invocation.has("hsm");
    Optional<HsmConfig> config =
        withTokens ? Optional.of(HsmOptions.config(invocation)) : Optional.empty();
    try {
      Turn turn = turn(journal);
      try {
        StepRun run = new StepRun(invocation, plan, journal, config);
        return invocation.has("key-plan") ? run.keyPlan() : run.run();
      } finally {
        turn.close();
      }
    } catch (IOException e) {
      throw new CommandException(ExitCode.UNDECIDED, journal + ": " + IoReason.of(e), e);
    }
  }

  /** What is noted is when it was seen and done: with other times waits would end early. */
  private static void demandClock(Invocation invocation) throws CommandException {
    if (!invocation.has("at") || invocation.has("key-plan")) {
      return;
    }
    if (invocation.has("do")) {
      throw CommandException.usage(
          "give one of --at and --do: a step is done now; --at is for --done, of one done before");
    }
    if (invocation.now().isAfter(invocation.started())) {
      throw CommandException.usage(
          "--at "
              + invocation.now()
              + " is later than the clock, which says "
              + invocation.started()
              + "; a wait cannot be over before it is");
    }
  }

  /** Two calls at once would each write a journal that knows nothing of the other. */
  private static Turn turn(Path journal) throws IOException, CommandException {
    Path lock = journal.resolveSibling(journal.getFileName() + ".lock");
    return Turn.take(lock)
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.UNDECIDED,
                    "another zonegate keys step is at this plan ("
                        + lock
                        + "); try again when it is done"));
  }

  private static Plan approved(Invocation invocation, Path file) throws CommandException {
    Plan plan;
    try {
      plan = PlanFile.read(file);
    } catch (ConfigException e) {
      throw new CommandException(ExitCode.CONFIGURATION, e.getMessage(), e);
    }
    String digest = PlanText.digest(plan);
    String approved = invocation.value("approved");
    if (approved == null || !approved.equalsIgnoreCase(digest)) {
      throw new CommandException(
          ExitCode.BLOCK,
          file
              + " has the digest "
              + digest
              + ", and that is not what --approved says; rehearse it"
              + " and have it approved");
    }
    return plan;
  }
}
