package io.zonegate.cli;

import io.zonegate.selftest.CaseFiles;
import io.zonegate.selftest.JudgedCase;
import io.zonegate.testzones.fault.Fault;
import io.zonegate.testzones.fault.Faults;
import io.zonegate.verifier.verdict.Decision;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
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
    options.addOption(
        SharedOptions.argument(
            "mutations", "N", "judge N faults and valid changes of a signed zone of yours, ZONE"));
    options.addOption(
        SharedOptions.argument("ds", "FILE", "with --mutations: the DS at the parent of ZONE"));
    options.addOption(SharedOptions.at());
    return options;
  }

  /** What one check had to do. */
  private static final class Tally {
    private int faults;
    private int twins;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    Integer given = invocation.number("seed", 0, 999_999_999);
    long seed = given == null ? 1 : given;
    Integer mutations = invocation.number("mutations", 1, 1_000_000);
    refuseForeign(invocation, mutations == null ? List.of("ds", "at") : List.of("check"));
    try {
      Path folder = Files.createTempDirectory("zonegate-self-test");
      try {
        return mutations == null
            ? cases(invocation, seed, folder)
            : new MutationSelfTest(invocation, seed).run(mutations, folder);
      } finally {
        delete(folder);
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
                + (option.equals("check")
                    ? " goes with the cases of testzones, not with --mutations"
                    : " goes with --mutations N ZONE only"));
      }
    }
  }

  private ExitCode cases(Invocation invocation, long seed, Path folder)
      throws CommandException, IOException, CaseFiles.CaseException {
    invocation.noArguments();
    List<Fault> faults = faults(invocation.value("check"));
    PrintStream out = invocation.console().out();
    Map<String, Tally> byCheck = new TreeMap<>();
    Map<Decision, Integer> decisions = new EnumMap<>(Decision.class);
    int wrong = 0;
    for (Fault fault : faults) {
      JudgedCase judged = JudgedCase.of(folder, fault, seed);
      String complaint = judged.complaint();
      decisions.merge(judged.verdict().decision(), 1, Integer::sum);
      count(byCheck, judged);
      if (!complaint.isEmpty()) {
        wrong++;
        out.println("WRONG  " + fault.name() + " " + complaint + judged.describe());
      } else if (invocation.has("verbose")) {
        out.printf(
            "%-9s  %-50s %s%n",
            judged.verdict().decision(), fault.name(), String.join(" ", judged.found()));
      }
    }
    if (!invocation.has("quiet")) {
      out.printf("%n%-22s %8s %14s%n", "check", "faults", "valid twins");
      byCheck.forEach((id, n) -> out.printf("%-22s %8d %14d%n", id, n.faults, n.twins));
      out.println();
    }
    out.println(
        faults.size()
            + " cases with seed "
            + seed
            + ": "
            + decisions
            + "; "
            + (wrong == 0 ? "all are as they must be" : wrong + " are NOT as they must be"));
    return wrong == 0 ? ExitCode.PASS : ExitCode.UNDECIDED;
  }

  private static List<Fault> faults(String prefix) throws CommandException {
    List<Fault> faults = Faults.forChecks(prefix == null ? "" : prefix);
    if (faults.isEmpty()) {
      throw CommandException.usage(
          "--check "
              + prefix
              + ": no case is for a check of that name; zonegate checks lists them");
    }
    return faults;
  }

  private static void count(Map<String, Tally> byCheck, JudgedCase judged) {
    for (Set<String> meant : List.of(judged.fault().mustFind(), judged.fault().mustFindOneOf())) {
      for (String id : meant) {
        if (judged.found().contains(id)) {
          byCheck.computeIfAbsent(id, i -> new Tally()).faults++;
        }
      }
    }
    for (String id : judged.fault().nearMissOf()) {
      byCheck.computeIfAbsent(id, i -> new Tally()).twins++;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
