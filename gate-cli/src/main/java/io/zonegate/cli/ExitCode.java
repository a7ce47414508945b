package io.zonegate.cli;

import io.zonegate.report.monitor.NagiosState;
import io.zonegate.verifier.verdict.Decision;

/** The exit codes. They are a contract: only 0 may publish. */
public enum ExitCode {
  /** PASS, or the command did what it was asked. */
  PASS(0, "PASS: the zone may be published; or the command did its work"),
  /** With {@code --nagios} only. */
  WARNING(1, "with --nagios only: WARNING; otherwise never returned on purpose"),
  /** At least one blocking finding. */
  BLOCK(2, "BLOCK: at least one blocking finding"),
  /** Could not be judged or done. */
  UNDECIDED(3, "UNDECIDED: could not be judged (unreadable input, deadline, token away, ...)"),
  /** The command line is wrong (EX_USAGE of sysexits.h). */
  USAGE(64, "the command line is wrong"),
  /** The policy or another configuration file is wrong (EX_CONFIG). */
  CONFIGURATION(78, "the policy or configuration file is wrong");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The number that the process ends with. */
  public int code() {
    return code;
  }

  /** What it means, for the help. */
  public String meaning() {
    return meaning;
  }

  /** The code that a plugin of Nagios ends with in this state. */
  static ExitCode of(NagiosState state) {
    return switch (state) {
      case OK -> PASS;
      case WARNING -> WARNING;
      case CRITICAL -> BLOCK;
      case UNKNOWN -> UNDECIDED;
    };
  }

  /** The one with this number, as a process of this program ended with it. */
  static java.util.Optional<ExitCode> ofCode(int number) {
    return java.util.Arrays.stream(values()).filter(c -> c.code == number).findFirst();
  }

  /** The code that a decision ends with. */
  public static ExitCode of(Decision decision) {
    return switch (decision) {
      case PASS -> PASS;
      case BLOCK -> BLOCK;
      case UNDECIDED -> UNDECIDED;
    };
  }
}
