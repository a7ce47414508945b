package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.judgement.Judgement;
import io.zonegate.policy.EffectiveValue;
import io.zonegate.policy.Policy;
import io.zonegate.report.JsonReport;
import io.zonegate.report.JudgedZone;
import io.zonegate.report.JunitReport;
import io.zonegate.report.ReportContext;
import io.zonegate.report.ReportFile;
import io.zonegate.report.SigningFigures;
import io.zonegate.report.TextReport;
import io.zonegate.report.WarningsAs;
import io.zonegate.report.html.HtmlFolder;
import io.zonegate.report.html.VerdictPage;
import io.zonegate.report.monitor.NagiosLine;
import io.zonegate.report.monitor.NagiosState;
import io.zonegate.report.monitor.PrometheusReport;
import io.zonegate.signer.reuse.KeptSignatures;
import io.zonegate.signer.sign.SigningReport;
import io.zonegate.verifier.check.Judge;
import io.zonegate.verifier.check.Progress;
import io.zonegate.verifier.portrait.Portrait;
import io.zonegate.verifier.verdict.Verdict;
import io.zonegate.verifier.zone.ZoneReadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Writes a verdict to standard output and to the files that the options name. */
final class Reports {
  private static final List<String> SHOW_THE_ZONE =
      List.of("html", "prom", "nagios", "json", "report-dir");

  private final Invocation invocation;
  private ReportContext context;
  private Optional<Portrait> portrait = Optional.empty();
  private Map<Progress.Stage, Duration> durations = Map.of();

  Reports(Invocation invocation, Policy policy, List<EffectiveValue> effective) {
    this.invocation = invocation;
    this.context = context(invocation, policy, effective);
  }

  /** What a report says of the run that it is of. */
  static ReportContext context(
      Invocation invocation, Policy policy, List<EffectiveValue> effective) {
    return new ReportContext(
        Program.version(),
        invocation.typed(),
        UUID.randomUUID().toString(),
        Program.hostname(),
        policy.source(),
        policy.policySha256(),
        effective,
        Optional.empty());
  }

  /** The reports that are still to be written say what this signing made and kept. */
  void signed(SigningReport report) {
    KeptSignatures reuse = report.reuse();
    Map<String, Long> notKept = new TreeMap<>();
    reuse.notKept().forEach((reason, n) -> notKept.put(reason.name(), n.longValue()));
    context =
        context.with(
            new SigningFigures(
                report.rrsets(),
                report.rrsigs(),
                report.verifiedBy(),
                reuse.previous(),
                reuse.kept(),
                reuse.byRetiredKeys(),
                notKept));
  }

  /** The reports that are still to be written show this zone, if any does that. */
  void judged(Judgement.Judged judged) {
    durations = judged.durations();
    if (invocation.json() || SHOW_THE_ZONE.stream().anyMatch(invocation::has)) {
      portrait = JudgedZone.of(judged, context).portrait();
    }
  }

  private JudgedZone zone(Verdict verdict) {
    return new JudgedZone(verdict, context, portrait, durations);
  }

  /** What a plugin ends with whose line is this verdict's. */
  ExitCode nagiosCode(Verdict verdict) {
    return ExitCode.of(NagiosState.of(zone(verdict)));
  }

  /**
   * Writes the reports of a command that ended before a zone was judged: the verdict that the end
   * is, or else, into the files, that nothing was read and why.
   *
   * @param zone name of the zone, empty if it is not known
   * @param source what was to be read
   * @return the end, to be thrown: what it says matters more than that a report failed
   */
  CommandException ended(CommandException end, String zone, Path source, String name) {
    try {
      if (end.verdict().isPresent()) {
        write(end.verdict().get(), name);
      } else {
        ZoneReadException why = new ZoneReadException(source.toString(), end.getMessage());
        rewrite(Judge.unreadable(zone, source.toString(), why, invocation.now()), name);
      }
    } catch (CommandException e) {
      unreported(end, e);
    }
    return end;
  }

  /** As {@link #rewrite} with this verdict, for a command that ends with what is returned. */
  CommandException ended(CommandException end, Verdict verdict, String name) {
    try {
      rewrite(verdict, name);
    } catch (CommandException e) {
      unreported(end, e);
    }
    return end;
  }

  private void unreported(CommandException end, CommandException failure) {
    end.addSuppressed(failure);
    invocation.console().err().println("zonegate: " + failure.getMessage());
  }

  /** Writes the files anew, once more is known than when the verdict was printed. */
  void rewrite(Verdict verdict, String name) throws CommandException {
    try {
      files(verdict, name);
    } catch (IOException e) {
      throw unwritten(verdict, e);
    }
  }

  /**
   * Writes all reports.
   *
   * @param name name of the files in {@code --report-dir}, without ending
   */
  void write(Verdict verdict, String name) throws CommandException {
    boolean json = invocation.json();
    try {
      files(verdict, name);
      if (invocation.has("nagios")) {
        invocation.console().out().println(NagiosLine.of(zone(verdict)));
      } else if (json) {
        new JsonReport().write(zone(verdict), invocation.console().out());
      } else {
        TextReport report = new TextReport(detail(), invocation.colour());
        invocation.printText(out -> report.write(verdict, context, out));
      }
      if (invocation.console().out().checkError()) {
        throw new IOException("standard output takes no more");
      }
    } catch (IOException e) {
      throw unwritten(verdict, e);
    }
  }

  private void files(Verdict verdict, String name) throws CommandException, IOException {
    file(invocation.path("json"), path -> writeJson(verdict, path));
    file(invocation.path("junit"), path -> writeJunit(verdict, path));
    file(
        invocation.path("prom"),
        path -> ReportFile.write(path, new PrometheusReport(zone(verdict))::write));
    file(
        invocation.path("html"),
        path -> HtmlFolder.write(path, new VerdictPage(zone(verdict))::write));
    Path folder = invocation.path("report-dir");
    if (folder != null) {
      Files.createDirectories(folder);
      writeJson(verdict, folder.resolve(name + ".json"));
      writeJunit(verdict, folder.resolve(name + ".xml"));
      ReportFile.writeText(
          folder.resolve(name + ".txt"),
          out -> new TextReport(TextReport.Detail.VERBOSE, false).write(verdict, context, out));
    }
  }

  private static CommandException unwritten(Verdict verdict, IOException e) {
    ExitCode code = ExitCode.of(verdict.decision());
    return new CommandException(
        code == ExitCode.PASS ? ExitCode.UNDECIDED : code,
        "the verdict is "
            + verdict.decision()
            + ", but a report cannot be written: "
            + IoReason.of(e),
        e);
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
    ReportFile.write(path, out -> new JsonReport().write(zone(verdict), out));
  }

  private void writeJunit(Verdict verdict, Path path) throws IOException {
    ReportFile.write(path, out -> new JunitReport(WarningsAs.PASS).write(verdict, context, out));
  }
}
