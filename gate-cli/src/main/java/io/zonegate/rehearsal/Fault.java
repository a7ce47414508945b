package io.zonegate.rehearsal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A fault that is put into a rehearsal, to show that it can fail.
 *
 * @param kind which
 * @param value what it is given: seconds, or the name of a step; empty if it needs nothing
 */
public record Fault(Kind kind, String value) {
  /** The kinds. */
  public enum Kind {
    /** What is to leave leaves after half of its wait. */
    EARLY_RETIRE("early-retire", "", "the last step comes after half of its wait"),
    /** .de 2026. */
    PER_TOKEN_KEYS("per-token-keys", "", "a new key is another one on each token (.de 2026)"),
    /** .nz 2023. */
    DS_TTL("ds-ttl", "SECONDS", "the parent's DS has another TTL than planned (.nz 2023)"),
    /** APNIC 2012. */
    STANDBY_KEYS(
        "standby-keys",
        "",
        "a standby signer with other ZSKs takes over after the first step (APNIC 2012)"),
    /** .nl 2012. */
    PREPUBLISH_LOST(
        "prepublish-lost", "", "the zone of the first step is never published (.nl 2012)"),
    /** .ru 2024. */
    REUSED_TAG("reused-tag", "", "the tokens sign with a retired key of the same tag (.ru 2024)"),
    /** A token is away. */
    HSM_LOST_AT("hsm-lost-at", "STEP", "a token is away at this step: what survives?");

    private final String word;
    private final String argument;
    private final String summary;

    Kind(String word, String argument, String summary) {
      this.word = word;
      this.argument = argument;
      this.summary = summary;
    }

    /** The word that asks for it. */
    public String word() {
      return word;
    }

    /** What it does, a clause. */
    public String summary() {
      return summary;
    }
  }

  /**
   * Reads one: {@code early-retire}, {@code ds-ttl=86400}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Fault parse(String text) {
    String word = text.replaceFirst("=.*", "");
    String value = text.substring(Math.min(text.length(), word.length() + 1));
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(k -> k.word.equals(word))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("'" + text + "' is none of " + words()));
    if (kind.argument.isEmpty() == text.contains("=")
        || (kind == Kind.DS_TTL && !value.matches("[0-9]{1,9}"))) {
      throw new IllegalArgumentException("'" + text + "' is not " + form(kind));
    }
    return new Fault(kind, value);
  }

  /** All of them in the form in which they are asked for. */
  public static String words() {
    return Arrays.stream(Kind.values()).map(Fault::form).collect(Collectors.joining(", "));
  }

  private static String form(Kind kind) {
    return kind.argument.isEmpty() ? kind.word : kind.word + "=" + kind.argument;
  }

  static boolean has(List<Fault> faults, Kind kind) {
    return faults.stream().anyMatch(f -> f.kind == kind);
  }

  /** For people: what it does. */
  @Override
  public String toString() {
    return kind.word + (value.isEmpty() ? "" : "=" + value);
  }
}
