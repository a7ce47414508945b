package io.zonegate.report.monitor;

import io.zonegate.report.JudgedZone;

/** The states of a plugin (Monitoring Plugins Development Guidelines), from good to bad. */
public enum NagiosState {
  /** All is well. */
  OK,
  /** Somebody should look. */
  WARNING,
  /** It cannot be said. */
  UNKNOWN,
  /** Somebody must act. */
  CRITICAL;

  /** The state of a verdict. */
  public static NagiosState of(JudgedZone judged) {
    return switch (judged.verdict().decision()) {
      case PASS -> judged.warnings() > 0 ? WARNING : OK;
      case BLOCK -> CRITICAL;
      case UNDECIDED -> UNKNOWN;
    };
  }

  /** The worse of two. */
  NagiosState or(NagiosState other) {
    return compareTo(other) > 0 ? this : other;
  }
}
