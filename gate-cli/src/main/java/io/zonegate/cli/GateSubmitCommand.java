package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.release.Artefacts;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.rollout.RefusedException;
import io.zonegate.rollout.Rollbacks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code zonegate gate submit SIGNED-ZONE}. */
final class GateSubmitCommand extends Command {
  private static final long LOOK_EVERY_MILLIS = 500;

  GateSubmitCommand() {
    super("gate submit", "Hand a signed zone to the gate", "SIGNED-ZONE");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(by());
    options.addOption(
        SharedOptions.argument(
            "wait", "TIME", "wait until it is live, held or ended, and end with its code"));
    options.addOption(
        SharedOptions.flag(
            "way-back", "not a candidate: what a rollback from the present zone is to bring back"));
    return options;
  }

  /** Who stands for what a command does to a release. */
  static Option by() {
    return SharedOptions.by("the log");
  }

  static String by(Invocation invocation) throws CommandException {
    try {
      return invocation.by();
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, "this process's account is not known: " + IoReason.of(e), e);
    }
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    Path file = Invocation.path("SIGNED-ZONE", invocation.argument());
    Duration wait = invocation.duration("wait");
    String by = by(invocation);
    if (wait != null && invocation.has("way-back")) {
      throw CommandException.usage(
          "--wait waits for a candidate to be live, and --way-back hands in none");
    }
    return OpenGate.with(
        invocation.policy(),
        gate -> {
          if (invocation.has("way-back")) {
            say(invocation, bring(invocation, gate, file, by));
            return ExitCode.PASS;
          }
          Release release = submit(invocation, gate, file, by);
          say(invocation, release + " is " + release.state() + ", SHA-256 " + release.artefact());
          return wait == null ? ExitCode.PASS : await(invocation, gate, release, wait);
        });
  }

  /** Keeps the octets, then notes the release. */
  static Release submit(Invocation invocation, OpenGate gate, Path file, String by)
      throws CommandException {
    try {
      Artefacts.Kept kept = gate.artefacts().keep(file);
      return gate.store()
          .submit(gate.zone(), kept.sha256(), kept.octets(), by, OpenGate.now(invocation));
    } catch (IOException e) {
      throw new CommandException(ExitCode.UNDECIDED, file + " was not taken: " + IoReason.of(e), e);
    }
  }

  /** Keeps the octets, then notes what they are for. */
  private static String bring(Invocation invocation, OpenGate gate, Path file, String by)
      throws CommandException {
    try {
      Artefacts.Kept kept = gate.artefacts().keep(file);
      return new Rollbacks(gate.zone(), gate.settings(), gate.store())
          .bring(kept.sha256(), kept.octets(), by, OpenGate.now(invocation));
    } catch (RefusedException e) {
      throw CommandException.usage("--way-back: " + e.getMessage());
    } catch (IOException e) {
      throw new CommandException(ExitCode.UNDECIDED, file + " was not taken: " + IoReason.of(e), e);
    }
  }

  private static ExitCode await(
      Invocation invocation, OpenGate gate, Release submitted, Duration wait)
      throws CommandException {
    long end = System.nanoTime() + wait.toNanos();
    Release release = submitted;
    while (!settled(release) && System.nanoTime() < end) {
      try {
        Thread.sleep(LOOK_EVERY_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
      release = gate.store().release(submitted.id()).orElseThrow();
    }
    String reason = release.standing().reason();
    String line = release + " is " + release.state() + (reason.isEmpty() ? "" : ": " + reason);
    switch (release.state()) {
      case LIVE, RETIRED -> {
        say(invocation, line);
        return ExitCode.PASS;
      }
      case BLOCKED -> throw new CommandException(ExitCode.BLOCK, line);
      default ->
          throw new CommandException(
              ExitCode.UNDECIDED,
              settled(release)
                  ? line
                  : line + " after " + wait.toSeconds() + " s; zonegate gate status shows it");
    }
  }

  private static boolean settled(Release release) {
    return release.state().ended()
        || release.state() == ReleaseState.LIVE
        || release.state() == ReleaseState.HELD;
  }

  static void say(Invocation invocation, String line) {
    if (!invocation.has("quiet")) {
      invocation.console().out().println(line);
    }
  }
}
