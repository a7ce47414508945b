package io.zonegate.cli;

import io.zonegate.policy.EffectiveValue;
import io.zonegate.policy.Policy;
import io.zonegate.report.JsonReport;
import io.zonegate.report.JunitReport;
import io.zonegate.report.ReportContext;
import io.zonegate.report.ReportFile;
import io.zonegate.report.TextReport;
import io.zonegate.report.WarningsAs;
import io.zonegate.verifier.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** Writes a verdict to standard output and to the files that the options name. */
final class Reports {
  private final Invocation invocation;
  private final ReportContext context;

  Reports(Invocation invocation, Policy policy, List<EffectiveValue> effective) {
    this.invocation = invocation;
    this.context =
        new ReportContext(
            Program.version(),
            invocation.typed(),
            UUID.randomUUID().toString(),
            Program.hostname(),
            policy.source(),
            policy.policySha256(),
            effective);
  }

  /**
   * Writes all reports.
   *
   * @param name name of the files in {@code --report-dir}, without ending
   */
  void write(Verdict verdict, String name) throws CommandException {
    boolean json = invocation.json();
    try {
      file(invocation.path("json"), path -> writeJson(verdict, path));
      file(invocation.path("junit"), path -> writeJunit(verdict, path));
      Path folder = invocation.path("report-dir");
      if (folder != null) {
        Files.createDirectories(folder);
        writeJson(verdict, folder.resolve(name + ".json"));
        writeJunit(verdict, folder.resolve(name + ".xml"));
        ReportFile.writeText(
            folder.resolve(name + ".txt"),
            out -> new TextReport(TextReport.Detail.VERBOSE, false).write(verdict, context, out));
      }
      if (json) {
        new JsonReport().write(verdict, context, invocation.console().out());
      } else {
        new TextReport(detail(), invocation.colour())
            .write(verdict, context, invocation.console().out());
      }
      if (invocation.console().out().checkError()) {
        throw new IOException("standard output takes no more");
      }
    } catch (IOException e) {
      ExitCode code = ExitCode.of(verdict.decision());
      throw new CommandException(
          code == ExitCode.PASS ? ExitCode.UNDECIDED : code,
          "the verdict is "
              + verdict.decision()
              + ", but a report cannot be written: "
              + IoReason.of(e),
          e);
    }
  }

  private TextReport.Detail detail() {
    if (invocation.has("quiet")) {
      return TextReport.Detail.QUIET;
    }
    return invocation.has("verbose") ? TextReport.Detail.VERBOSE : TextReport.Detail.NORMAL;
  }

  @FunctionalInterface
  private interface Write {
    void to(Path path) throws IOException;
  }

  private static void file(Path path, Write write) throws IOException {
    if (path != null) {
      write.to(path);
    }
  }

  private void writeJson(Verdict verdict, Path path) throws IOException {
    ReportFile.write(path, out -> new JsonReport().write(verdict, context, out));
  }

  private void writeJunit(Verdict verdict, Path path) throws IOException {
    ReportFile.write(path, out -> new JunitReport(WarningsAs.PASS).write(verdict, context, out));
  }
}
