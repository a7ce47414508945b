package io.zonegate.report;

import io.zonegate.caching.Content;
import io.zonegate.caching.DnskeyRrset;
import io.zonegate.caching.Failure;
import io.zonegate.caching.Lifetime;
import io.zonegate.caching.Version;
import io.zonegate.rehearsal.Act;
import io.zonegate.rehearsal.Performance;
import io.zonegate.verifier.history.PublishedKey;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The picture of a rehearsal: which keys, DS and DNSKEY RRsets and signatures servers and caches
 * have when. An SVG file without script and style, so that build servers with a strict content
 * policy show it.
 */
final class Gantt {
  /** Colours for a page that is light or dark. */
  enum Theme {
    LIGHT("#ffffff", "#1b1f24", "#667085", "#d0d5dd", "#2f6fde", "#b9d1f7", "#d92d20", "#fee4e2"),
    DARK("#14171c", "#e6e9ee", "#98a2b3", "#3a424e", "#6ea0f5", "#2b4673", "#ff7a70", "#55201d");

    private final String paper;
    private final String ink;
    private final String faint;
    private final String rule;
    private final String served;
    private final String cached;
    private final String failure;
    private final String failureBand;

    Theme(
        String paper,
        String ink,
        String faint,
        String rule,
        String served,
        String cached,
        String failure,
        String failureBand) {
      this.paper = paper;
      this.ink = ink;
      this.faint = faint;
      this.rule = rule;
      this.served = served;
      this.cached = cached;
      this.failure = failure;
      this.failureBand = failureBand;
    }
  }

  private static final int WIDTH = 1_040;
  private static final int LEFT = 236;
  private static final int RIGHT = 16;
  private static final int TOP = 72;
  private static final int LABEL_ROWS = 3;
  private static final int LABEL_HEIGHT = 16;
  private static final int ROW = 24;
  private static final int BAR = 14;
  private static final int CHARACTER = 7;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** A row: a heading, or bars. */
  private record Row(String label, boolean isHeading, List<Lifetime> lives) {}

  private final Performance performance;
  private final Theme theme;
  private final long begin;
  private final long end;

  Gantt(Performance performance, Theme theme) {
    this.performance = performance;
    this.theme = theme;
    List<Act> acts = performance.acts();
    this.end = performance.end().getEpochSecond();
    // What was before the plan is of no interest for longer than a part of the picture.
    long first = acts.get(Math.min(1, acts.size() - 1)).at().getEpochSecond();
    this.begin =
        Math.max(acts.get(0).at().getEpochSecond(), first - Math.max(3_600, (end - first) / 8));
  }

  void write(OutputStream out) throws IOException {
    List<Row> rows = rows();
    int height = TOP + rows.size() * ROW + 40;
    String title = "Rehearsal of " + performance.plan().name();
    Drawing drawing = Drawing.begin(out, WIDTH, height, title);
    drawing.rectangle(0, 0, WIDTH, height, theme.paper);
    failures(drawing, height);
    steps(drawing, height);
    for (int i = 0; i < rows.size(); i++) {
      row(drawing, rows.get(i), TOP + i * ROW);
    }
    legend(drawing, height - 18);
    drawing.end();
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("Keys in the DNSKEY RRset", true, List.of()));
    Map<String, List<Lifetime>> keys = new LinkedHashMap<>();
    for (Version<DnskeyRrset> version : performance.caches().keys()) {
      for (PublishedKey key : version.content().keys()) {
        String label = ((key.flags() & 1) != 0 ? "KSK " : "ZSK ") + key.keyTag();
        keys.computeIfAbsent(label, k -> new ArrayList<>()).add(version.life());
      }
    }
    keys.forEach((label, lives) -> rows.add(new Row(label, false, lives)));
    section(rows, "DS RRset at the parent", performance.caches().ds());
    section(rows, "DNSKEY RRset and its signers", performance.caches().keys());
    section(rows, "Signatures of all other RRsets", performance.caches().data());
    return rows;
  }

  private <C extends Content<C>> void section(
      List<Row> rows, String heading, List<Version<C>> versions) {
    rows.add(new Row(heading, true, List.of()));
    for (Version<C> version : versions) {
      if (version.life().heldUntil() > begin) {
        String label = version.content().toString();
        rows.add(new Row(label, false, List.of(version.life())));
      }
    }
  }

  private void row(Drawing drawing, Row row, int y) throws IOException {
    int base = y + 15;
    if (row.isHeading()) {
      drawing.text(8, base, row.label(), theme.ink, "start", true);
      drawing.line(8, y + 20, WIDTH - RIGHT, y + 20, theme.rule);
      return;
    }
    int most = (LEFT - 24) / CHARACTER;
    String label =
        row.label().length() > most ? row.label().substring(0, most - 1) + "…" : row.label();
    drawing.text(16, base, label, theme.ink, "start", false);
    for (Lifetime life : row.lives()) {
      bar(drawing, life.first(), life.heldUntil(), y, theme.cached);
    }
    for (Lifetime life : row.lives()) {
      long until = life.isReplaced() ? life.replaced() : end;
      bar(drawing, life.first(), until, y, theme.served);
    }
  }

  private void bar(Drawing drawing, long from, long until, int y, String colour)
      throws IOException {
    double left = x(Math.max(from, begin));
    double right = x(Math.min(until, end));
    if (right > left) {
      drawing.outlined(left, y + 4, right - left, BAR, colour, theme.served);
    }
  }

  /** A line for each step, its number, name and time above, in the first row with room for it. */
  private void steps(Drawing drawing, int height) throws IOException {
    double[] free = new double[LABEL_ROWS];
    for (int i = 1; i < performance.acts().size(); i++) {
      Act act = performance.acts().get(i);
      double x = x(act.at().getEpochSecond());
      String label = i + " " + act.name() + ", " + TIME.format(act.at());
      double width = label.length() * (double) CHARACTER;
      double left = Math.max(LEFT, Math.min(x + 3, WIDTH - RIGHT - width));
      int row = 0;
      while (row < LABEL_ROWS - 1 && free[row] > left) {
        row++;
      }
      free[row] = left + width;
      drawing.line(x, 4 + row * LABEL_HEIGHT, x, height - 34, theme.faint);
      drawing.text(left, 16 + row * LABEL_HEIGHT, label, theme.ink, "start", true);
    }
    String last = TIME.format(Instant.ofEpochSecond(end)) + " UTC";
    drawing.text(WIDTH - RIGHT, TOP - 4, last, theme.faint, "end", false);
  }

  private void failures(Drawing drawing, int height) throws IOException {
    for (Failure failure : performance.proof().failures()) {
      double left = x(Math.max(failure.from(), begin));
      double right = x(Math.min(failure.until(), end));
      drawing.rectangle(left, 34, Math.max(1, right - left), height - 68.0, theme.failureBand);
      drawing.line(left, 34, left, height - 34, theme.failure);
      drawing.line(
          Math.max(left + 1, right), 34, Math.max(left + 1, right), height - 34, theme.failure);
    }
  }

  private void legend(Drawing drawing, int y) throws IOException {
    drawing.rectangle(16, y - 10, 22, 10, theme.served);
    drawing.text(44, y, "on servers", theme.faint, "start", false);
    drawing.outlined(124, y - 10, 22, 10, theme.cached, theme.served);
    drawing.text(152, y, "on late servers and in caches", theme.faint, "start", false);
    drawing.outlined(344, y - 10, 22, 10, theme.failureBand, theme.failure);
    drawing.text(372, y, "some resolver fails", theme.faint, "start", false);
  }

  private double x(long second) {
    double share = (second - begin) / (double) Math.max(1, end - begin);
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }
}
