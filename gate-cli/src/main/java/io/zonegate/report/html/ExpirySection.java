package io.zonegate.report.html;

import io.zonegate.policy.Durations;
import io.zonegate.policy.ExpirySettings;
import io.zonegate.report.Figures;
import io.zonegate.verifier.portrait.Expirations;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** When the signatures expire: a histogram with the policy's lines, and the same as a table. */
final class ExpirySection {
  private static final int PLOT = 200;
  private static final int HEIGHT = 232;
  private static final int TOP = 14;

  /**
   * A time that matters, a line in the picture.
   *
   * @param colour class of the line
   * @param words what it is, for the legend
   */
  private record Mark(Instant at, String colour, String words) {}

  private final String title;
  private final Expirations expirations;
  private final Instant now;
  private final List<Mark> marks;
  private final Instant late;
  private final String lateWords;
  private final Histogram histogram;

  private ExpirySection(
      String title,
      Expirations expirations,
      Instant now,
      List<Mark> marks,
      Instant late,
      String lateWords,
      Histogram histogram) {
    this.title = title;
    this.expirations = expirations;
    this.now = now;
    this.marks = marks;
    this.late = late;
    this.lateWords = lateWords;
    this.histogram = histogram;
  }

  /** Of a zone that was judged then, with the limits of that judgement. */
  static ExpirySection judged(Expirations expirations, Instant now) {
    Instant limit = now.plus(expirations.leastRemaining());
    Instant expire = now.plus(expirations.soaExpire());
    Histogram histogram = Histogram.of(expirations, List.of(now, limit), List.of(expire));
    return new ExpirySection(
        "When signatures expire",
        expirations,
        now,
        List.of(
            new Mark(now, "now", "judged at " + now),
            new Mark(
                limit,
                "limit",
                "the policy's limit, "
                    + Durations.rough(expirations.leastRemaining())
                    + " from then: what expires before it blocks"),
            new Mark(
                expire,
                "expire",
                "the SOA's expire field, "
                    + Durations.rough(expirations.soaExpire())
                    + (histogram.shows(expire) ? "" : ", which is beyond this picture")
                    + ": a first RRSIG before it is warned of")),
        limit,
        "expires too soon: SIG-REMAINING blocks it",
        histogram);
  }

  /** Of the zone that is live now, with the times from which the next one is overdue. */
  static ExpirySection live(Expirations expirations, Instant now, ExpirySettings alarm) {
    Instant first = expirations.first().orElse(now);
    Instant overdue = first.minus(alarm.warn());
    Instant urgent = first.minus(alarm.critical());
    return new ExpirySection(
        "When the live release's signatures expire",
        expirations,
        now,
        List.of(
            new Mark(now, "now", "now, " + Tables.time(now)),
            new Mark(
                overdue,
                "expire",
                "the next release is overdue from "
                    + overdue
                    + ": less than "
                    + Durations.rough(alarm.warn())),
            new Mark(
                urgent,
                "limit",
                "urgent from " + urgent + ": less than " + Durations.rough(alarm.critical()))),
        now,
        "has expired",
        Histogram.of(expirations, List.of(now, overdue, urgent), List.of()));
  }

  void write(Markup page) throws IOException {
    page.open("section", "id", "expiry").element("h2", title);
    if (expirations.first().isEmpty()) {
      page.element("p", "The zone has no RRSIG.").close();
      return;
    }
    Instant first = expirations.first().get();
    page.open("figure").open("svg", "role", "img", "class", "histogram", "height", "" + HEIGHT);
    page.element("title", "RRSIGs by the time when they expire");
    page.element(
        "desc",
        "%s RRSIGs expire between %s and %s; most of them, %s, within the %s from %s. The figures are in the table below."
            .formatted(
                Figures.count(expirations.signatures()),
                first,
                expirations.last().orElseThrow(),
                Figures.count(histogram.most()),
                Durations.rough(histogram.width()),
                histogram.fullest().from()));
    grid(page);
    bars(page);
    for (Mark mark : marks) {
      line(page, mark.at(), mark.colour());
    }
    labels(page);
    ticks(page);
    page.close();
    legend(page, first);
    page.close();
    table(page);
    page.close();
  }

  private void grid(Markup page) throws IOException {
    for (double share : new double[] {1, 0.5}) {
      String y = "" + (TOP + PLOT - Math.round(PLOT * share));
      page.open("line", "class", "grid", "x1", "0", "x2", "100%", "y1", y, "y2", y).close();
    }
    String base = "" + (TOP + PLOT);
    page.open("line", "class", "axis", "x1", "0", "x2", "100%", "y1", base, "y2", base).close();
  }

  private void bars(Markup page) throws IOException {
    boolean anyLate = expirations.first().orElseThrow().isBefore(late);
    for (Histogram.Bin bin : histogram.bins()) {
      if (bin.count() == 0) {
        continue;
      }
      long height = Math.max(2, Math.round((double) PLOT * bin.count() / histogram.top()));
      page.open(
              "rect",
              "class",
              anyLate && bin.from().isBefore(late) ? "late" : "good",
              "x",
              Tables.percent(histogram.place(bin.from())),
              "width",
              Tables.percent(histogram.binWidth() * 0.9),
              "y",
              "" + (TOP + PLOT - height),
              "height",
              "" + height)
          .close();
    }
  }

  /** After the lines, which would cross them. */
  private void labels(Markup page) throws IOException {
    for (double share : new double[] {1, 0.5}) {
      page.element(
          "text",
          Figures.count(Math.round(histogram.top() * share)),
          "class",
          "tick",
          "x",
          "6",
          "y",
          "" + (TOP + PLOT - Math.round(PLOT * share) - 3));
    }
  }

  private void line(Markup page, Instant at, String colour) throws IOException {
    if (histogram.shows(at)) {
      String x = Tables.percent(histogram.place(at));
      page.open("line", "class", colour, "x1", x, "x2", x, "y1", "0", "y2", "" + (TOP + PLOT))
          .close();
    }
  }

  private void ticks(Markup page) throws IOException {
    List<Instant> ticks = histogram.ticks();
    for (int i = 0; i < ticks.size(); i++) {
      double place = histogram.place(ticks.get(i));
      String anchor = place < 6 ? " start" : place > 94 ? " end" : "";
      page.element(
          "text",
          histogram.label(ticks.get(i)),
          "class",
          "tick time" + anchor + (i % 2 == 1 ? " every-other" : ""),
          "x",
          Tables.percent(place),
          "y",
          "" + (HEIGHT - 3));
    }
  }

  private void legend(Markup page, Instant first) throws IOException {
    page.open("figcaption").open("ul", "class", "legend");
    Tables.key(page, "good", "one bar: " + Durations.rough(histogram.width()));
    if (first.isBefore(late)) {
      Tables.key(page, "late", lateWords);
    }
    for (Mark mark : marks) {
      Tables.lineKey(page, mark.colour(), mark.words());
    }
    page.close().close();
  }

  private void table(Markup page) throws IOException {
    page.open("details").element("summary", "The same as a table");
    Tables.begin(page, "RRSIGs by expiration", List.of("From", "To", "#RRSIGs", "#From the clock"));
    for (Histogram.Bin bin : histogram.bins()) {
      if (bin.count() > 0) {
        page.open("tr").element("th", bin.from().toString(), "scope", "row");
        page.element("td", bin.from().plus(histogram.width()).toString());
        Tables.number(page, Figures.count(bin.count()));
        Duration away = Duration.between(now, bin.from());
        Tables.number(
            page,
            away.isNegative() ? "-" + Durations.rough(away.negated()) : Durations.rough(away));
        page.close();
      }
    }
    Tables.end(page);
    page.close();
  }
}
