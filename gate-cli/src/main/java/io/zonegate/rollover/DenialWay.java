package io.zonegate.rollover;

import java.util.Locale;

/** How a zone denies existence in a step of a plan. */
public enum DenialWay {
  /** NSEC records. */
  NSEC,
  /** NSEC3 records without opt-out. */
  NSEC3,
  /** NSEC3 records with opt-out. */
  NSEC3_OPT_OUT;

  /** The word for it in a plan, for instance {@code nsec3-opt-out}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
