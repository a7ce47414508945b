package io.zonegate.cli;

import io.zonegate.selftest.CaseFiles;
import io.zonegate.selftest.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.cli.Options;

/** {@code zonegate self-test}. */
final class SelfTestCommand extends Command {
  SelfTestCommand() {
    super(
        "self-test",
        "Judge the bad zones of testzones and their valid twins on this machine, and show what stops them",
        "");
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
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    Integer given = invocation.number("seed", 0, 999_999_999);
    long seed = given == null ? 1 : given;
    try {
      Path folder = Files.createTempDirectory("zonegate-self-test");
      try {
        return new CasesSelfTest(invocation, seed).run(folder);
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
}
