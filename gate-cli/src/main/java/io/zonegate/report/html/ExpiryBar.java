package io.zonegate.report.html;

import io.zonegate.policy.Durations;
import io.zonegate.policy.ExpirySettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** From when a zone was live to when its first signature expires, and where that is now. */
final class ExpiryBar {
  private final Instant begin;
  private final Instant end;
  private final Instant now;
  private final ExpirySettings alarm;

  ExpiryBar(Instant begin, Instant end, Instant now, ExpirySettings alarm) {
    this.begin = begin;
    this.end = end;
    this.now = now;
    this.alarm = alarm;
  }

  void write(Markup page) throws IOException {
    Instant overdue = end.minus(alarm.warn());
    Instant urgent = end.minus(alarm.critical());
    page.open("figure").open("svg", "role", "img", "class", "clock");
    page.element("title", "The clock to the first expiration");
    page.element(
        "desc",
        "Live since %s, judged by the clock %s; the next release is overdue from %s, urgent from %s; the first RRSIG expires at %s."
            .formatted(begin, now, overdue, urgent, end));
    boolean late = !now.isBefore(overdue);
    page.open(
            "rect",
            "class",
            late ? "late" : "good",
            "width",
            Tables.percent(place(now)),
            "height",
            "100%")
        .close();
    line(page, overdue, "expire");
    line(page, urgent, "limit");
    page.close();
    page.open("figcaption").open("ul", "class", "legend");
    Tables.key(page, late ? "late" : "good", "since " + Tables.time(begin));
    Tables.lineKey(
        page, "expire", "overdue from " + overdue + ": less than " + Durations.rough(alarm.warn()));
    Tables.lineKey(
        page,
        "limit",
        "urgent from " + urgent + ": less than " + Durations.rough(alarm.critical()));
    page.element("li", "the bar ends at " + end + ", which is the first expiration");
    page.close().close().close();
  }

  private void line(Markup page, Instant at, String colour) throws IOException {
    if (at.isAfter(begin)) {
      String x = Tables.percent(place(at));
      page.open("line", "class", colour, "x1", x, "x2", x, "y1", "0", "y2", "100%").close();
    }
  }

  private double place(Instant at) {
    long whole = Math.max(1, Duration.between(begin, end).toSeconds());
    return Math.max(0, Math.min(100, 100.0 * Duration.between(begin, at).toSeconds() / whole));
  }
}
