package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.selftest.CaseFiles;
import io.zonegate.selftest.JudgedMutation;
import io.zonegate.testzones.mutate.Mutation;
import io.zonegate.testzones.mutate.MutationRun;
import io.zonegate.testzones.mutate.ValidZone;
import io.zonegate.verifier.verdict.Decision;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code zonegate self-test --mutations}: faults and valid changes at random places of a zone. */
final class MutationSelfTest {
  private final Invocation invocation;
  private final PrintStream out;
  private final long seed;
  private final Map<String, Row> table = new TreeMap<>();
  private final Map<Decision, Integer> faults = new EnumMap<>(Decision.class);
  private final Map<Decision, Integer> validChanges = new EnumMap<>(Decision.class);
  private int wrong;

  /** What became of one kind of change. */
  private static final class Row {
    private final Mutation mutation;
    private final Map<Decision, Integer> decisions = new EnumMap<>(Decision.class);
    private final TreeSet<String> found = new TreeSet<>();

    Row(Mutation mutation) {
      this.mutation = mutation;
    }
  }

  MutationSelfTest(Invocation invocation, long seed) {
    this.invocation = invocation;
    this.out = invocation.console().out();
    this.seed = seed;
  }

  /**
   * Judges so many changed zones.
   *
   * @param folder for the files of the case that is judged
   */
  ExitCode run(int count, Path folder)
      throws CommandException, IOException, CaseFiles.CaseException {
    String source = invocation.argument();
    ValidZone zone = zone(source);
    mustPassUnchanged(source, zone, folder);
    MutationRun run = new MutationRun(zone, seed);
    for (int i = 0; i < count; i++) {
      judge(JudgedMutation.of(folder, run.next()));
    }
    if (!invocation.has("quiet")) {
      print(run);
    }
    out.println(
        count
            + " changes of "
            + zone.origin()
            + " with seed "
            + seed
            + ": faults "
            + faults
            + ", valid changes "
            + validChanges
            + "; "
            + (wrong == 0 ? "all are as they must be" : wrong + " are NOT as they must be"));
    return wrong == 0 ? ExitCode.PASS : ExitCode.UNDECIDED;
  }

  private ValidZone zone(String source) throws CommandException {
    Path ds = invocation.path("ds");
    try {
      return ValidZone.read(
          text(Invocation.path("ZONE", source)), ds == null ? "" : text(ds), invocation.now());
    } catch (ValidZone.UnfitException e) {
      throw unusable(source, e.getMessage(), e);
    }
  }

  private static String text(Path file) throws CommandException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, "cannot read " + file + ": " + IoReason.of(e), e);
    }
  }

  private static CommandException unusable(String source, String why, Exception cause) {
    return new CommandException(
        ExitCode.UNDECIDED,
        source + " cannot be used: " + why + " (a plain master file of a signed zone is needed)",
        cause);
  }

  /** Else what is said of its changes would mean nothing. */
  private void mustPassUnchanged(String source, ValidZone zone, Path folder)
      throws CommandException, IOException, CaseFiles.CaseException {
    for (MutationRun.Made unchanged : MutationRun.unchanged(zone)) {
      JudgedMutation judged = JudgedMutation.of(folder, unchanged);
      if (!judged.complaint().isEmpty()) {
        throw unusable(
            source,
            "without a change ("
                + unchanged.mutation()
                + ") it is "
                + judged.verdict().decision()
                + " by "
                + judged.found()
                + "; give a zone that passes, its --ds, and with --at a time when it does",
            null);
      }
    }
  }

  private void judge(JudgedMutation judged) {
    Mutation mutation = judged.made().mutation();
    Decision decision = judged.verdict().decision();
    Row row = table.computeIfAbsent(mutation.name(), n -> new Row(mutation));
    row.decisions.merge(decision, 1, Integer::sum);
    row.found.addAll(judged.found());
    (judged.isValid() ? validChanges : faults).merge(decision, 1, Integer::sum);
    String complaint = judged.complaint();
    if (!complaint.isEmpty()) {
      wrong++;
      out.println(
          "WRONG  " + mutation + " (place by seed " + judged.made().seed() + ") " + complaint);
    }
  }

  private void print(MutationRun run) {
    out.printf("%n%-6s  %-56s %-14s %s%n", "by", "change", "verdicts", "found by");
    for (Mutation.Origin origin : Mutation.Origin.values()) {
      for (Row row : table.values()) {
        if (row.mutation.origin() == origin) {
          out.printf(
              "%-6s  %-56s %-14s %s%n",
              origin.name().toLowerCase(java.util.Locale.ROOT),
              row.mutation.name(),
              verdicts(row),
              String.join(" ", row.found));
          if (invocation.has("verbose")) {
            out.println("        " + row.mutation.effect());
          }
        }
      }
    }
    out.println();
    for (String lacking : run.withoutPlace()) {
      out.println("no place for " + lacking);
    }
  }

  private static String verdicts(Row row) {
    StringBuilder text = new StringBuilder();
    row.decisions.forEach(
        (d, n) -> text.append(text.isEmpty() ? "" : " ").append(n).append(' ').append(d));
    return text.toString();
  }
}
