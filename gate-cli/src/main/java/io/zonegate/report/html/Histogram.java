package io.zonegate.report.html;

import io.zonegate.verifier.portrait.Expirations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Expirations in bins of a round width, and where times lie on the picture's axis. */
final class Histogram {
  /** A stretch of time. */
  record Bin(Instant from, long count) {}

  private static final int MOST_BINS = 72;
  private static final int MOST_TICKS = 7;
  private static final long HOUR = 3_600;
  private static final long DAY = 24 * HOUR;

  /** From an hour to what 32 bits of seconds can span. */
  private static final long[] WIDTHS = {
    HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY,
    91 * DAY, 182 * DAY, 364 * DAY, 728 * DAY
  };

  private static final long[] TICKS = {
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    3 * DAY,
    7 * DAY,
    14 * DAY,
    28 * DAY,
    91 * DAY,
    182 * DAY,
    364 * DAY,
    1_820 * DAY,
    3_640 * DAY
  };

  private final long begin;
  private final long end;
  private final long width;
  private final long[] counts;

  private Histogram(long begin, long end, long width) {
    this.begin = Math.floorDiv(begin, width) * width;
    this.width = width;
    this.end = Math.floorDiv(end, width) * width + width;
    this.counts = new long[Math.toIntExact((this.end - this.begin) / width)];
  }

  /**
   * Shows all expirations.
   *
   * @param shown times that the axis has in any case
   * @param near times that it has if that does not make it twice as long
   */
  static Histogram of(Expirations expirations, List<Instant> shown, List<Instant> near) {
    List<Instant> all = new ArrayList<>(shown);
    expirations.first().ifPresent(all::add);
    expirations.last().ifPresent(all::add);
    long first = Collections.min(all).getEpochSecond();
    long last = Collections.max(all).getEpochSecond();
    long end =
        near.stream()
            .mapToLong(Instant::getEpochSecond)
            .filter(t -> t > last && t - first < 2 * (last - first))
            .max()
            .orElse(last);
    long width =
        Arrays.stream(WIDTHS)
            .filter(w -> (end - first) / w + 2 <= MOST_BINS)
            .findFirst()
            .orElse(WIDTHS[WIDTHS.length - 1]);
    Histogram histogram = new Histogram(first, end, width);
    for (Map.Entry<Long, Long> hour : expirations.byHour().entrySet()) {
      long place = hour.getKey() * HOUR - histogram.begin;
      histogram.counts[Math.toIntExact(Math.floorDiv(place, width))] += hour.getValue();
    }
    return histogram;
  }

  List<Bin> bins() {
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      bins.add(new Bin(Instant.ofEpochSecond(begin + i * width), counts[i]));
    }
    return bins;
  }

  Duration width() {
    return Duration.ofSeconds(width);
  }

  long most() {
    return Arrays.stream(counts).max().orElse(0);
  }

  Bin fullest() {
    return bins().stream().filter(b -> b.count() == most()).findFirst().orElseThrow();
  }

  /** Upper end of the vertical axis: a round number, even so that its half is one too. */
  long top() {
    long most = Math.max(2, most());
    long step = 1;
    while (step * 10 < most) {
      step *= 10;
    }
    for (long top : new long[] {2 * step, 4 * step, 6 * step, 8 * step, 10 * step}) {
      if (top >= most) {
        return top;
      }
    }
    throw new IllegalStateException(most + " is at most ten times " + step);
  }

  boolean shows(Instant at) {
    return at.getEpochSecond() >= begin && at.getEpochSecond() <= end;
  }

  /** Percent of the way along the axis. */
  double place(Instant at) {
    return 100.0 * (at.getEpochSecond() - begin) / (end - begin);
  }

  /** Percent. */
  double binWidth() {
    return 100.0 * width / (end - begin);
  }

  private long tickStep() {
    return Arrays.stream(TICKS)
        .filter(t -> (end - begin) / t <= MOST_TICKS)
        .findFirst()
        .orElse(TICKS[TICKS.length - 1]);
  }

  List<Instant> ticks() {
    List<Instant> ticks = new ArrayList<>();
    long step = tickStep();
    for (long t = Math.floorDiv(begin + step - 1, step) * step; t <= end; t += step) {
      ticks.add(Instant.ofEpochSecond(t));
    }
    return ticks;
  }

  String label(Instant tick) {
    String pattern =
        tickStep() < DAY ? "MM-dd HH:mm" : end - begin < 400 * DAY ? "MM-dd" : "uuuu-MM";
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC).format(tick);
  }
}
