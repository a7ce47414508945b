package io.zonegate.report.html;

import io.zonegate.policy.Durations;
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

  private final Expirations expirations;
  private final Instant now;
  private final Histogram histogram;

  ExpirySection(Expirations expirations, Instant now) {
    this.expirations = expirations;
    this.now = now;
    this.histogram = Histogram.of(expirations, now);
  }

  void write(Markup page) throws IOException {
    page.open("section", "id", "expiry").element("h2", "When signatures expire");
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
    line(page, now, "now");
    line(page, now.plus(expirations.leastRemaining()), "limit");
    line(page, now.plus(expirations.soaExpire()), "expire");
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
    Instant limit = now.plus(expirations.leastRemaining());
    boolean late = expirations.first().orElseThrow().isBefore(limit);
    for (Histogram.Bin bin : histogram.bins()) {
      if (bin.count() == 0) {
        continue;
      }
      long height = Math.max(2, Math.round((double) PLOT * bin.count() / histogram.top()));
      page.open(
              "rect",
              "class",
              late && bin.from().isBefore(limit) ? "late" : "good",
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
    for (double share : new double[] {1, 0.5}) {
      page.element(
          "text",
          Figures.count(Math.round(histogram.top() * share)),
          "class",
          "tick",
          "x",
          "2",
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
    Instant limit = now.plus(expirations.leastRemaining());
    page.open("figcaption").open("ul", "class", "legend");
    Tables.key(page, "good", "one bar: " + Durations.rough(histogram.width()));
    if (first.isBefore(limit)) {
      Tables.key(page, "late", "expires too soon: SIG-REMAINING blocks it");
    }
    Tables.key(page, "now", "judged at " + now);
    Tables.key(
        page,
        "limit",
        "the policy's limit, "
            + Durations.rough(expirations.leastRemaining())
            + " from then: what expires before it blocks");
    Tables.key(
        page,
        "expire",
        "the SOA's expire field, "
            + Durations.rough(expirations.soaExpire())
            + (histogram.shows(now.plus(expirations.soaExpire()))
                ? ""
                : ", which is beyond this picture")
            + ": a first RRSIG before it is warned of");
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
