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

/** {@code zonegate self-test} over the cases of testzones: all, those of a check, or a few. */
final class CasesSelfTest {
  private final Invocation invocation;
  private final PrintStream out;
  private final long seed;
  private final boolean close;
  private final SelfTestTable table = new SelfTestTable();

  CasesSelfTest(Invocation invocation, long seed) {
    this.invocation = invocation;
    this.out = invocation.console().out();
    this.seed = seed;
    this.close = SelfTestCases.isCloseLook(invocation);
  }

  /**
   * Judges the cases that were asked for.
   *
   * @param folder for the files of the case that is judged, unless they are to be kept elsewhere
   */
  ExitCode run(Path folder) throws CommandException, IOException, CaseFiles.CaseException {
    invocation.noArguments();
    List<Fault> faults = SelfTestCases.of(invocation);
    Path keep = keep();
    tellStory();
    for (Fault fault : faults) {
      judge(fault, (keep == null ? folder : keep).resolve(fault.name()));
    }
    if (!invocation.has("quiet") && !close) {
      table.print(out);
    }
    out.println(table.summary(seed));
    return table.wrong() == 0 ? ExitCode.PASS : ExitCode.UNDECIDED;
  }

  /** The folder that files are to be left in, or null; nobody's files are mixed with ours. */
  private Path keep() throws CommandException, IOException {
    Path keep = invocation.path("keep");
    if (keep != null && !close) {
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

  private void tellStory() throws CommandException {
    if (invocation.has("incident") && !invocation.has("quiet")) {
      Incident incident = SelfTestCases.incident("--incident ", invocation.value("incident"));
      out.println(IncidentPages.story(incident));
    }
  }

  private void judge(Fault fault, Path own) throws IOException, CaseFiles.CaseException {
    Files.createDirectories(own);
    JudgedCase judged = JudgedCase.of(own, fault, seed);
    table.count(judged);
    show(judged);
    if (invocation.has("keep")) {
      keep(judged.files(), own);
    } else {
      Folders.delete(own);
    }
  }

  private void show(JudgedCase judged) {
    Fault fault = judged.fault();
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
  private void keep(CaseFiles files, Path own) throws IOException {
    Files.writeString(
        own.resolve("command.txt"), Invocation.quoted(files.command(own::relativize)) + "\n");
    out.println("  " + Invocation.quoted(files.command(file -> file)));
  }
}
