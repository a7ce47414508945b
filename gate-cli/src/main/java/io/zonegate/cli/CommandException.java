package io.zonegate.cli;

import io.zonegate.verifier.verdict.Verdict;
import java.util.Optional;

/** A command cannot do what it was asked; the message says why and what to do. */
final class CommandException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private final transient Verdict verdict;

  CommandException(ExitCode exitCode, String message) {
    this(exitCode, message, null, null);
  }

  CommandException(ExitCode exitCode, String message, Throwable cause) {
    this(exitCode, message, cause, null);
  }

  private CommandException(ExitCode exitCode, String message, Throwable cause, Verdict verdict) {
    super(message, cause);
    this.exitCode = exitCode;
    this.verdict = verdict;
  }

  /** What goes wrong is a verdict of its own, which the reports are to show. */
  static CommandException of(Verdict verdict, Exception cause) {
    return new CommandException(
        ExitCode.of(verdict.decision()), cause.getMessage(), cause, verdict);
  }

  /** What goes wrong is a verdict of its own, and nothing was thrown. */
  static CommandException of(Verdict verdict, String message) {
    return new CommandException(ExitCode.of(verdict.decision()), message, null, verdict);
  }

  static CommandException usage(String message) {
    return new CommandException(ExitCode.USAGE, message);
  }

  ExitCode exitCode() {
    return exitCode;
  }

  /** The verdict that this is; empty if it is only a reason why there is none. */
  Optional<Verdict> verdict() {
    return Optional.ofNullable(verdict);
  }
}
