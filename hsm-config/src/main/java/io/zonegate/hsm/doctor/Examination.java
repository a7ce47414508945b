package io.zonegate.hsm.doctor;

import java.util.List;

/**
 * One thing that was looked at.
 *
 * @param thing what, for instance {@code token site-a, login}
 * @param sound whether it is as it should be
 * @param text what was found
 * @param meaning a fault in plain words; empty where there is no more to say
 * @param causes what led to the fault, from the outermost to the innermost
 * @param next what to do, or to think of; empty for what is sound and needs no thought
 */
public record Examination(
    String thing, boolean sound, String text, String meaning, List<String> causes, String next) {

  /** Copies the list. */
  public Examination {
    causes = List.copyOf(causes);
  }

  /** Something that is as it should be. */
  public static Examination sound(String thing, String text) {
    return new Examination(thing, true, text, "", List.of(), "");
  }

  /** Something that is right, if it is meant so. */
  public static Examination note(String thing, String text, String next) {
    return new Examination(thing, true, text, "", List.of(), next);
  }

  /** Whether it is right only if it is meant so. */
  public boolean isNote() {
    return sound && !next.isEmpty();
  }

  /** Something that is not. */
  public static Examination fault(String thing, String text, String next) {
    return new Examination(thing, false, text, "", List.of(), next);
  }
}
