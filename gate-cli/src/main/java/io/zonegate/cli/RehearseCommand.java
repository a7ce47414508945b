package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.softhsm.ScratchTokens;
import io.zonegate.hsm.softhsm.SoftHsmLibrary;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.policy.Policy;
import io.zonegate.rehearsal.Performance;
import io.zonegate.rehearsal.Rehearsal;
import io.zonegate.rehearsal.ScratchTopology;
import io.zonegate.rehearsal.Setting;
import io.zonegate.replay.Programs;
import io.zonegate.report.RehearsalPage;
import io.zonegate.report.RehearsalReport;
import io.zonegate.report.ReportContext;
import io.zonegate.report.ReportFile;
import io.zonegate.rollover.Plan;
import io.zonegate.rollover.PlanText;
import io.zonegate.rollover.Rollover;
import io.zonegate.selftest.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code zonegate rehearse PLAN ZONE}. */
final class RehearseCommand extends Command {
  RehearseCommand() {
    super(
        "rehearse",
        "Run a rollover on a virtual clock, and prove that no cache ever fails",
        "PLAN UNSIGNED");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(SharedOptions.hsm());
    options.addOption(SharedOptions.origin());
    options.addOption(SharedOptions.argument("at", "TIME", "when the plan begins; else now"));
    RehearsalOptions.add(options);
    options.addOption(
        SharedOptions.argument(
            "fault", "FAULT,..", "put faults in, as early-retire; a wrong one shows all"));
    ResolverOption.add(options);
    options.addOption(SharedOptions.argument("approved", "SHA256", "refuse any other plan"));
    options.addOption(SharedOptions.flag("print-plan", "print the plan, with its digest, and end"));
    options.addOption(
        SharedOptions.argument(
            "key-plan", "NAME=FILE,..", "print the policy's key plan for these keys, and end"));
    options.addOption(
        SharedOptions.argument("dir", "DIR", "keep zones and scratch tokens there; must be new"));
    options.addOption(
        SharedOptions.argument("html", "DIR", "write a page with a picture into this folder"));
    SharedOptions.reports(options);
    return options;
  }

  @Override
  boolean writesJson() {
    return true;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    List<String> arguments = invocation.arguments();
    if (arguments.size() != 2) {
      throw CommandException.usage(
          "zonegate rehearse takes a plan ("
              + String.join(", ", Rollover.commands())
              + ", or a plan file) and an unsigned zone, not "
              + arguments.size()
              + " arguments");
    }
    List<Path> read = new ArrayList<>(List.of(Invocation.path("UNSIGNED", arguments.get(1))));
    if (Rollover.ways(arguments.get(0)).isEmpty()) {
      read.add(Invocation.path("PLAN", arguments.get(0)));
    }
    EarlierReports.discardButPage(invocation, name(), read.toArray(Path[]::new));
    discardPage(invocation.path("html"));
    Policy policy = invocation.policy();
    RehearsalOptions options = new RehearsalOptions(invocation, policy, arguments);
    Plan plan = options.plan();
    options.faults();
    ResolverOption.check(invocation);
    String digest = PlanText.digest(plan);
    String approved = invocation.value("approved");
    if (approved != null && !approved.equalsIgnoreCase(digest)) {
      throw new CommandException(
          ExitCode.BLOCK,
          "the plan has the digest "
              + digest
              + ", approved is "
              + approved
              + "; print it with --print-plan and have it approved");
    }
    Optional<CommandException> contradiction = options.contradiction(plan);
    if (invocation.has("print-plan")) {
      invocation.console().out().print(PlanText.of(plan));
      options.notes().forEach(note -> invocation.console().err().println("note: " + note));
      contradiction.ifPresent(e -> invocation.console().err().println("note: " + e.getMessage()));
      invocation.console().err().println("digest " + digest);
      return ExitCode.PASS;
    }
    if (invocation.has("key-plan")) {
      invocation.console().out().print(options.keyPlan(plan));
      return ExitCode.PASS;
    }
    if (contradiction.isPresent()) {
      throw contradiction.get();
    }
    Optional<Programs> resolver = ResolverOption.find(invocation);
    try {
      return rehearse(invocation, policy, options, plan, resolver);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.CONFIGURATION, e.getMessage(), e);
    } catch (Rehearsal.FailedException | HsmException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandException(ExitCode.UNDECIDED, "the rehearsal failed: " + IoReason.of(e), e);
    }
  }

  /** Whoever finds a page there must not take an earlier run's for this one's. */
  private static void discardPage(Path folder) throws CommandException {
    try {
      if (folder != null) {
        Files.deleteIfExists(folder.resolve(RehearsalPage.FILE));
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, "the page of an earlier run cannot be removed: " + IoReason.of(e), e);
    }
  }

  private ExitCode rehearse(
      Invocation invocation,
      Policy policy,
      RehearsalOptions options,
      Plan plan,
      Optional<Programs> resolver)
      throws CommandException, IOException, Rehearsal.FailedException {
    Path named = invocation.path("dir");
    if (named != null
        && OwnProcess.knows(
            new ScratchTokens(named, new SecureRandom()).softHsmConfig(), invocation.console())) {
      return perform(invocation, policy, options, plan, resolver, named.toAbsolutePath());
    }
    if (named != null && Folders.isTaken(named)) {
      throw CommandException.usage("--dir: " + named + " is there and not empty");
    }
    Path folder =
        (named == null ? Files.createTempDirectory("zonegate-rehearsal") : named).toAbsolutePath();
    try {
      ScratchTokens scratch = new ScratchTokens(folder, new SecureRandom());
      HsmConfig production = HsmOptions.config(invocation);
      scratch.create(
          ScratchTopology.labels(production),
          SoftHsmLibrary.find(invocation.console().environment()));
      List<String> words = new ArrayList<>(invocation.words());
      if (named == null) {
        words.addAll(List.of("--dir", folder.toString()));
      }
      if (!invocation.has("at")) {
        words.addAll(List.of("--at", invocation.now().toString()));
      }
      int code =
          OwnProcess.run(
              words, scratch.softHsmConfig(), invocation.console(), invocation.console().err());
      return ExitCode.ofCode(code)
          .orElseThrow(
              () ->
                  new CommandException(
                      ExitCode.UNDECIDED, "the rehearsal ended with exit code " + code));
    } finally {
      if (named == null) {
        Folders.delete(folder);
      }
    }
  }

  private ExitCode perform(
      Invocation invocation,
      Policy policy,
      RehearsalOptions options,
      Plan plan,
      Optional<Programs> resolver,
      Path folder)
      throws CommandException, IOException, Rehearsal.FailedException {
    Setting setting = options.setting(plan, folder);
    Performance rehearsed = Rehearsal.run(setting);
    Performance performance =
        resolver
            .map(programs -> ResolverOption.replays(programs, setting, rehearsed))
            .map(rehearsed::with)
            .orElse(rehearsed);
    RehearsalReport report = new RehearsalReport(performance);
    ReportContext context = Reports.context(invocation, policy, policy.effective());
    Path junit = invocation.path("junit");
    Path json = invocation.path("json");
    if (junit != null) {
      ReportFile.write(junit, out -> report.writeJunit(context, out));
    }
    if (json != null) {
      ReportFile.write(json, report::writeJson);
    }
    Path html = invocation.path("html");
    if (html != null) {
      new RehearsalPage(performance).write(html);
    }
    Path reports = invocation.path("report-dir");
    if (reports != null) {
      Files.createDirectories(reports);
      ReportFile.writeText(reports.resolve(name() + ".txt"), report::writeText);
      ReportFile.write(reports.resolve(name() + ".json"), report::writeJson);
      ReportFile.write(reports.resolve(name() + ".xml"), out -> report.writeJunit(context, out));
    }
    if (invocation.json()) {
      invocation.print(report::writeJson);
    } else if (invocation.has("quiet")) {
      invocation.console().out().println(report.line());
    } else {
      invocation.printText(report::writeText);
    }
    return ExitCode.of(performance.decision());
  }
}
