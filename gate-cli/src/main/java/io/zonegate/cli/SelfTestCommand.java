package io.zonegate.cli;

import io.zonegate.selftest.CaseFiles;
import io.zonegate.selftest.Folders;
import io.zonegate.selftest.IncidentPages;
import io.zonegate.selftest.JudgedCase;
import io.zonegate.testzones.fault.Expectation;
import io.zonegate.testzones.fault.Fault;
import io.zonegate.testzones.incident.Incident;
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
    SelfTestTable table = new SelfTestTable();
    try {
      Path keep = keep(invocation);
      tellStory(invocation);
      if (keep != null) {
        judge(invocation, faults, seed, keep, table);
      } else {
        Path folder = Files.createTempDirectory("zonegate-self-test");
        try {
          judge(invocation, faults, seed, folder, table);
        } finally {
          Folders.delete(folder);
        }
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, "the self-test cannot go on: " + IoReason.of(e), e);
    } catch (CaseFiles.CaseException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    }
    PrintStream out = invocation.console().out();
    if (!invocation.has("quiet") && !SelfTestCases.isCloseLook(invocation)) {
      table.print(out);
    }
    out.println(table.summary(seed));
    return table.wrong() == 0 ? ExitCode.PASS : ExitCode.UNDECIDED;
  }

  /** The folder that files are to be left in, or null; nobody's files are mixed with ours. */
  private static Path keep(Invocation invocation) throws CommandException, IOException {
    Path keep = invocation.path("keep");
    if (keep != null && !SelfTestCases.isCloseLook(invocation)) {
      throw CommandException.usage("--keep needs --incident or --case");
    }
    if (keep != null && Folders.isTaken(keep)) {
      throw CommandException.usage(
          "--keep "
              + keep
              + ": there is something in it; name a folder that is empty or not there yet");
    }
    return keep;
  }

  private static void tellStory(Invocation invocation) throws CommandException {
    if (invocation.has("incident") && !invocation.has("quiet")) {
      Incident incident = SelfTestCases.incident("--incident ", invocation.value("incident"));
      invocation.console().out().println(IncidentPages.story(incident));
    }
  }

  private static void judge(
      Invocation invocation, List<Fault> faults, long seed, Path folder, SelfTestTable table)
      throws IOException, CaseFiles.CaseException {
    for (Fault fault : faults) {
      Path own = Files.createDirectories(folder.resolve(fault.name()));
      JudgedCase judged = JudgedCase.of(own, fault, seed);
      table.count(judged);
      show(invocation, judged);
      if (invocation.has("keep")) {
        keep(judged.files(), own, invocation.console().out());
      } else {
        Folders.delete(own);
      }
    }
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
        String label = fault.expected() == Expectation.PASS ? "  legal: " : "  for a validator: ";
        out.println(label + fault.effect() + judged.describe());
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
