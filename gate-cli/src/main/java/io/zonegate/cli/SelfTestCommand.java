package io.zonegate.cli;

import io.zonegate.selftest.CaseFiles;
import io.zonegate.selftest.Folders;
import io.zonegate.selftest.JudgedCase;
import io.zonegate.testzones.fault.Fault;
import java.io.IOException;
import java.io.PrintStream;
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
    invocation.noArguments();
    Integer given = invocation.number("seed", 0, 999_999_999);
    long seed = given == null ? 1 : given;
    List<Fault> faults = SelfTestCases.of(invocation);
    Path keep = invocation.path("keep");
    if (keep != null && !SelfTestCases.isCloseLook(invocation)) {
      throw CommandException.usage("--keep needs --incident or --case");
    }
    PrintStream out = invocation.console().out();
    SelfTestTable table = new SelfTestTable();
    int wrong = 0;
    try {
      if (keep != null && Folders.isTaken(keep)) {
        throw CommandException.usage(
            "--keep "
                + keep
                + ": there is something in it; name a folder that is empty or not there yet");
      }
      Path folder = keep == null ? Files.createTempDirectory("zonegate-self-test") : keep;
      try {
        for (Fault fault : faults) {
          Path own = Files.createDirectories(folder.resolve(fault.name()));
          JudgedCase judged = JudgedCase.of(own, fault, seed);
          table.count(judged);
          wrong += judged.complaint().isEmpty() ? 0 : 1;
          show(invocation, judged);
          if (keep == null) {
            Folders.delete(own);
          } else {
            keep(judged.files(), own, out);
          }
        }
      } finally {
        if (keep == null) {
          Folders.delete(folder);
        }
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, "the self-test cannot go on: " + IoReason.of(e), e);
    } catch (CaseFiles.CaseException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    }
    if (!invocation.has("quiet") && !SelfTestCases.isCloseLook(invocation)) {
      table.print(out);
    }
    out.println(
        (faults.size() == 1 ? "1 case" : faults.size() + " cases")
            + " with seed "
            + seed
            + ": "
            + table.decisions()
            + "; "
            + (wrong == 0 ? "all are as they must be" : wrong + " are NOT as they must be"));
    return wrong == 0 ? ExitCode.PASS : ExitCode.UNDECIDED;
  }

  private static void show(Invocation invocation, JudgedCase judged) {
    PrintStream out = invocation.console().out();
    Fault fault = judged.fault();
    boolean close = SelfTestCases.isCloseLook(invocation);
    if (!judged.complaint().isEmpty()) {
      out.println("WRONG  " + fault.name() + " " + judged.complaint() + judged.describe());
    } else if (close || invocation.has("verbose")) {
      out.printf(
          "%-9s  %-50s %s%n",
          judged.verdict().decision(), fault.name(), String.join(" ", judged.found()));
      if (close && !invocation.has("quiet")) {
        out.println("  for a validator: " + fault.effect() + judged.describe());
      }
    }
  }

  /** The command is kept with the files, for those who find the folder later. */
  private static void keep(CaseFiles files, Path own, PrintStream out) throws IOException {
    Files.writeString(
        own.resolve("command.txt"), Invocation.quoted(files.command(own::relativize)) + "\n");
    out.println("  " + Invocation.quoted(files.command(file -> file)));
  }
}
