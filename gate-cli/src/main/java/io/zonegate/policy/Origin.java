package io.zonegate.policy;

/**
 * Where an effective value comes from.
 *
 * @param text {@code default}, {@code FILE:LINE}, or a command line option such as {@code
 *     --threads}
 */
public record Origin(String text) {
  /** The value that holds when nobody says otherwise. */
  public static final Origin DEFAULT = new Origin("default");

  /** A line of a policy file. */
  public static Origin line(String file, int line) {
    return new Origin(file + ":" + line);
  }

  /** A command line option. */
  public static Origin option(String option) {
    return new Origin(option);
  }

  /** Whether nobody set the value. */
  public boolean isDefault() {
    return equals(DEFAULT);
  }

  @Override
  public String toString() {
    return text;
  }
}
