package io.zonegate.cli;

import io.zonegate.hook.Candidate;
import io.zonegate.hook.HookException;
import io.zonegate.hook.KnotControl;
import io.zonegate.hook.KnotDump;
import io.zonegate.policy.Policy;
import io.zonegate.verifier.verdict.Decision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.commons.cli.Options;

/**
 * {@code zonegate hook knot DUMPED-ZONE}: judges what Knot DNS has dumped for external validation,
 * and tells it to commit or to abort.
 */
final class HookKnotCommand extends HookCommand {
  HookKnotCommand() {
    super("hook knot", "Judge for Knot DNS, and have it commit or abort", "DUMPED-ZONE");
  }

  @Override
  Options options() {
    Options options = super.options();
    options.addOption(
        SharedOptions.argument("origin", "ZONE", "name of the zone, as Knot's signal has it"));
    options.addOption(
        SharedOptions.argument("serial", "N", "serial that Knot waits with, as its signal has it"));
    options.addOption(SharedOptions.argument("knotc", "FILE", "the program; default knotc"));
    options.addOption(
        SharedOptions.argument("socket", "FILE", "Knot's control socket; else knotc's default"));
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    String source = invocation.argument();
    Path dumped = Invocation.path("DUMPED-ZONE", source);
    if (invocation.value("origin") == null) {
      throw CommandException.usage("--origin ZONE is needed, as Knot's signal names it");
    }
    String zone = ZoneName.absolute("--origin", invocation.value("origin"));
    KnotControl knot = new KnotControl(knotc(invocation), zone);
    boolean told = false;
    try {
      SourceJudge.discardReports(invocation, source);
      KnotDump dump = putAside(dumped);
      Policy policy = invocation.policy();
      Candidate candidate =
          new Candidate(
              zone, "--origin", dump.aside().toString(), OptionalLong.of(serial(invocation)));
      JudgementOptions options =
          new JudgementOptions(invocation, policy).within(left(invocation, dump));
      Hearing hearing = new Hearing(invocation, policy, options, candidate);
      Decision decision = hearing.decide();
      if (decision != Decision.PASS) {
        return ExitCode.of(decision);
      }
      requireWaiting(invocation, dump);
      told = true;
      commit(invocation, knot, hearing);
      return ExitCode.PASS;
    } finally {
      if (!told) {
        abort(invocation, knot);
      }
    }
  }

  private static List<String> knotc(Invocation invocation) throws CommandException {
    List<String> command = new ArrayList<>();
    Path program = invocation.path("knotc");
    command.add(program == null ? "knotc" : program.toString());
    Path socket = invocation.path("socket");
    if (socket != null) {
      command.addAll(List.of("-s", socket.toString()));
    }
    return command;
  }

  private static long serial(Invocation invocation) throws CommandException {
    String text = invocation.value("serial");
    if (text == null) {
      throw CommandException.usage(
          "--serial N is needed, as Knot's signal has it: the file may be that of another update");
    }
    return Candidate.serial(text)
        .orElseThrow(
            () ->
                CommandException.usage(
                    "--serial: '" + text + "' is not a serial from 0 to 4294967295"));
  }

  private static KnotDump putAside(Path dump) throws CommandException {
    try {
      return KnotDump.putAside(dump);
    } catch (HookException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    }
  }

  private static Duration left(Invocation invocation, KnotDump dump) throws CommandException {
    try {
      return dump.left(invocation.started());
    } catch (HookException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    }
  }

  /** A commit names no update: Knot must still wait with the one that was judged. */
  private static void requireWaiting(Invocation invocation, KnotDump dump) throws CommandException {
    try {
      dump.requireWaiting(invocation.console().clock().get());
    } catch (HookException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, "not committed, though it passed: " + e.getMessage(), e);
    }
  }

  private static void commit(Invocation invocation, KnotControl knot, Hearing hearing)
      throws CommandException {
    try {
      knot.commit();
      hearing.record().ifPresent(done -> say(invocation, done));
    } catch (HookException e) {
      throw new CommandException(
          ExitCode.UNDECIDED,
          e.getMessage() + "; Knot may not serve the zone, which passed: see knotc zone-status",
          e);
    } catch (ReleaseHistory.NotRecordedException e) {
      throw new CommandException(
          ExitCode.UNDECIDED,
          "the zone IS COMMITTED, but the history does not know it: " + e.getMessage(),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(ExitCode.UNDECIDED, "interrupted while Knot was told", e);
    }
  }

  /** The verdict stays what it is: Knot drops the update at its time-out as well. */
  private static void abort(Invocation invocation, KnotControl knot) {
    try {
      knot.abort();
    } catch (HookException e) {
      invocation.console().err().println("zonegate: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
