package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.selftest.CaseFiles;
import io.zonegate.selftest.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code zonegate self-test}. */
final class SelfTestCommand extends Command {
  SelfTestCommand() {
    super(
        "self-test",
        "Judge the bad zones of testzones and their valid twins on this machine, and show what stops them",
        "[ZONE]");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(
        SharedOptions.argument("seed", "S", "other keys, names and places; default 1"));
    options.addOption(
        SharedOptions.argument("check", "ID", "only what is for checks whose id begins so"));
    options.addOption(SharedOptions.argument("incident", "ID", "only this incident, closely"));
    options.addOption(SharedOptions.argument("case", "NAME", "only this case, closely"));
    options.addOption(
        SharedOptions.argument("keep", "DIR", "leave the files of each case in this new folder"));
    options.addOption(
        SharedOptions.argument(
            "mutations", "N", "judge N faults and valid changes of a signed zone of yours, ZONE"));
    options.addOption(
        SharedOptions.argument("ds", "FILE", "with --mutations: the DS at the parent of ZONE"));
    options.addOption(SharedOptions.at());
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    Integer given = invocation.number("seed", 0, 999_999_999);
    long seed = given == null ? 1 : given;
    Integer mutations = invocation.number("mutations", 1, 1_000_000);
    refuseForeign(
        invocation,
        mutations == null ? List.of("ds", "at") : List.of("check", "incident", "case", "keep"));
    if (invocation.has("policy")) {
      throw CommandException.usage(
          "--policy is not heeded by self-test: it judges by the defaults, or by what a case needs");
    }
    try {
      Path folder = Files.createTempDirectory("zonegate-self-test");
      try {
        return mutations == null
            ? new CasesSelfTest(invocation, seed).run(folder)
            : new MutationSelfTest(invocation, seed).run(mutations, folder);
      } finally {
        Folders.delete(folder);
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, "the self-test cannot go on: " + IoReason.of(e), e);
    } catch (CaseFiles.CaseException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    }
  }

  /** Refuses options that the other kind of self-test would heed. */
  private static void refuseForeign(Invocation invocation, List<String> foreign)
      throws CommandException {
    for (String option : foreign) {
      if (invocation.value(option) != null) {
        throw CommandException.usage(
            "--"
                + option
                + (List.of("ds", "at").contains(option)
                    ? " goes with --mutations N ZONE only"
                    : " goes with the cases of testzones, not with --mutations"));
      }
    }
  }
}
