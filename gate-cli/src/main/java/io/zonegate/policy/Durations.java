package io.zonegate.policy;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations in the policy file: one whole number and one unit of {@code s, m, h, d, w}. ISO 8601
 * ({@code PT1H}) and sums ({@code 1d12h}) are refused: one spelling for one duration keeps policies
 * comparable, and "PT1M" against "P1M" has cost people a month.
 */
public final class Durations {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([smhdw])");

  private Durations() {}

  /** Reads a duration; empty if the text has not the form. */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          case "d" -> Duration.ofDays(number);
          default -> Duration.ofDays(Math.multiplyExact(7L, number));
        });
  }

  /** The canonical spelling: the largest of {@code d, h, m, s} that leaves a whole number. */
  public static String format(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds == 0) {
      return "0s";
    }
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  /** For people, rounded down to one unit: {@code 90 s}, {@code 3 min}, {@code 9 d}. */
  public static String rough(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7_200
        ? seconds / 60 + " min"
        : seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " d";
  }

  /** What to write instead of an ISO 8601 duration; empty for anything else. */
  static String hint(String text) {
    try {
      Duration duration = Duration.parse(text);
      return duration.isNegative() || !duration.equals(Duration.ofSeconds(duration.toSeconds()))
          ? ""
          : "; write \"" + format(duration) + "\"";
    } catch (DateTimeException e) {
      // Not ISO 8601 either: there is nothing to translate.
      return "";
    }
  }
}
