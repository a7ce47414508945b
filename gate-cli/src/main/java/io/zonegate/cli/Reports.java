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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Writes a verdict to standard output and to the files that the options name. */
final class Reports {
  /** Options that name files which are no reports. */
  private static final List<String> OTHER_FILES =
      List.of(
          "policy",
          "ds",
          "trust-anchor",
          "unsigned",
          "previous",
          "candidate",
          "hsm",
          "output",
          "tsig");

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
    if (invocation.has("html") || invocation.has("prom") || invocation.has("nagios")) {
      portrait = judged.inputs().map(i -> Portrait.of(i, judged.verdict().signatures()));
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
   * Deletes what an earlier run wrote where this one will: whoever finds a report there must not
   * take it for this run's, whatever becomes of it. A file for Prometheus stays, since it has the
   * time of its verdict in it, and metrics that come and go set off alarms.
   *
   * @param name as in {@link #write}
   * @param others files that this run reads or writes beside those that its options name
   */
  static void discard(Invocation invocation, String name, Path... others) throws CommandException {
    discard(invocation, name, invocation.path("html"), others);
  }

  /** As above, for a command whose page is not a verdict's. */
  static void discardButPage(Invocation invocation, String name, Path... others)
      throws CommandException {
    discard(invocation, name, null, others);
  }

  private static void discard(Invocation invocation, String name, Path page, Path[] others)
      throws CommandException {
    List<Path> files = new ArrayList<>();
    for (String option : List.of("json", "junit")) {
      if (invocation.path(option) != null) {
        files.add(invocation.path(option));
      }
    }
    Path folder = invocation.path("report-dir");
    if (folder != null) {
      for (String ending : List.of(".json", ".xml", ".txt")) {
        files.add(folder.resolve(name + ending));
      }
    }
    if (page != null) {
      files.add(page.resolve(HtmlFolder.INDEX));
    }
    List<Path> inUse = new ArrayList<>(List.of(others));
    for (String option : OTHER_FILES) {
      if (invocation.path(option) != null) {
        inUse.add(invocation.path(option));
      }
    }
    if (invocation.path("prom") != null) {
      refuse(invocation.path("prom"), inUse);
    }
    for (Path file : files) {
      refuse(file, inUse);
    }
    try {
      if (page != null) {
        HtmlFolder.requireOurs(page);
      }
      for (Path file : files) {
        discard(file);
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED,
          "the report of an earlier run cannot be removed: " + IoReason.of(e),
          e);
    }
  }

  private static void refuse(Path file, List<Path> inUse) throws CommandException {
    for (Path other : inUse) {
      if (isSame(file, other)) {
        throw CommandException.usage(
            "a report cannot go to " + file + ", which this command reads or writes otherwise");
      }
    }
  }

  private static boolean isSame(Path file, Path other) throws CommandException {
    try {
      return Files.exists(file) && Files.exists(other) && Files.isSameFile(file, other);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, "a report cannot go to " + file + ": " + IoReason.of(e), e);
    }
  }

  private static void discard(Path file) throws IOException {
    // Not a device such as /dev/stdout; and a link stays, for its target is what will be looked at.
    if (Files.isSymbolicLink(file) && Files.isRegularFile(file)) {
      Files.write(file, new byte[0]);
    } else if (Files.isRegularFile(file)) {
      Files.delete(file);
    }
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
        new JsonReport().write(verdict, context, invocation.console().out());
      } else {
        new TextReport(detail(), invocation.colour())
            .write(verdict, context, invocation.console().out());
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
    ReportFile.write(path, out -> new JsonReport().write(verdict, context, out));
  }

  private void writeJunit(Verdict verdict, Path path) throws IOException {
    ReportFile.write(path, out -> new JunitReport(WarningsAs.PASS).write(verdict, context, out));
  }
}
