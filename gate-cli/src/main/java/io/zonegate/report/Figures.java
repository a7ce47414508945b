package io.zonegate.report;

import io.zonegate.policy.Durations;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** Numbers as they are printed, the same in every locale. */
public final class Figures {
  private Figures() {}

  /** With commas between thousands. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1 warning}, {@code 1,200 warnings}. */
  public static String count(long number, String singular) {
    return count(number) + " " + singular + (number == 1 ? "" : "s");
  }

  /**
   * Percent with one decimal, rounded down, so that 100.0 % is never said of fewer than all.
   *
   * @param total positive
   */
  public static String percent(long part, long total) {
    return BigDecimal.valueOf(part)
            .multiply(BigDecimal.valueOf(100))
            .divide(BigDecimal.valueOf(total), 1, RoundingMode.DOWN)
            .toPlainString()
        + " %";
  }

  /** For people: {@code 0.0s}, {@code 12.4s}, {@code 2m03s}. */
  public static String time(Duration duration) {
    if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
      return seconds(duration, 1) + "s";
    }
    return String.format(Locale.ROOT, "%dm%02ds", duration.toMinutes(), duration.toSecondsPart());
  }

  /** What remains until something expires: {@code expires in 9 d}, {@code expired 3 h ago}. */
  public static String expiry(Duration remaining) {
    return remaining.isNegative()
        ? "expired " + Durations.rough(remaining.negated()) + " ago"
        : "expires in " + Durations.rough(remaining);
  }

  /** For machines: {@code 12.345}. */
  public static String seconds(Duration duration) {
    return seconds(duration, 3);
  }

  private static String seconds(Duration duration, int decimals) {
    return BigDecimal.valueOf(duration.toMillis(), 3)
        .setScale(decimals, RoundingMode.DOWN)
        .toPlainString();
  }
}
