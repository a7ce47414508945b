package io.zonegate.report.html;

import io.zonegate.report.Figures;
import io.zonegate.verifier.portrait.TrustChain;
import io.zonegate.verifier.verdict.SignatureCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The chain of trust as boxes in rows, from the parent's DS down, with lines between them. */
final class ChainPicture {
  private static final int BOX = 168;
  private static final int GAP = 16;
  private static final int HEIGHT = 62;
  private static final int STEP = 104;
  private static final int MOST_IN_A_ROW = 6;

  /** A box: three lines of text in the colour of a word. */
  private record Box(String title, String second, String third, String colour, int key) {}

  private final TrustChain chain;
  private final List<List<Box>> rows = new ArrayList<>();
  private final int width;

  ChainPicture(TrustChain chain) {
    this.chain = chain;
    rows.add(parents());
    rows.add(keys(true));
    rows.add(keys(false));
    rows.add(data());
    int most = rows.stream().mapToInt(List::size).max().orElse(1);
    this.width = Math.max(2, most) * (BOX + GAP);
  }

  void write(Markup page) throws IOException {
    int height = 3 * STEP + HEIGHT + 2;
    page.open("div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label", "Picture");
    page.open(
        "svg",
        "role",
        "img",
        "class",
        width > 3 * (BOX + GAP) ? "tree wide" : "tree",
        "viewBox",
        "0 0 " + width + " " + height,
        "width",
        "" + width,
        "height",
        "" + height);
    page.element("title", "From the parent's DS to what the keys sign");
    page.element(
        "desc",
        "Four rows of boxes: DS records, keys that sign the DNSKEY RRset, the other keys, and what is"
            + " signed. The tables below have the same.");
    edges(page);
    for (int row = 0; row < rows.size(); row++) {
      for (int i = 0; i < rows.get(row).size(); i++) {
        box(page, rows.get(row).get(i), left(row, i), row * STEP + 1);
      }
    }
    page.close().close();
  }

  private List<Box> parents() {
    List<Box> boxes = new ArrayList<>();
    for (TrustChain.DsNode node : chain.ds()) {
      boxes.add(
          new Box(
              "DS " + node.ds().keyTag(),
              "algorithm " + node.ds().algorithm() + ", digest " + node.ds().digestType(),
              ChainSection.word(node.state()),
              Tables.colour(ChainSection.word(node.state())),
              node.key()));
    }
    if (boxes.isEmpty()) {
      boxes.add(new Box("no DS", "the way from the parent", "is not shown", "idle", -1));
    }
    return cut(boxes);
  }

  private boolean isUpper(TrustChain.KeyNode key) {
    return key.signsKeys() || key.isSecureEntryPoint();
  }

  private List<Box> keys(boolean upper) {
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < chain.keys().size(); i++) {
      TrustChain.KeyNode key = chain.keys().get(i);
      if (isUpper(key) == upper) {
        boxes.add(
            new Box(
                ChainSection.role(key) + " " + key.keyTag(),
                ChainSection.algorithm(key.algorithm()),
                key.state().name() + (key.signsKeys() ? ", signs DNSKEY" : ""),
                Tables.colour(key.state().name()),
                i));
      }
    }
    return cut(boxes);
  }

  /** What each key signs beside the DNSKEY RRset; and what keys sign that are not published. */
  private List<Box> data() {
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < chain.keys().size(); i++) {
      TrustChain.KeyNode key = chain.keys().get(i);
      if (key.signsData()) {
        boxes.add(
            data(
                key.signatures().stream().filter(c -> !c.coveredType().equals("DNSKEY")).toList(),
                i,
                "by " + key.keyTag()));
      }
    }
    chain.unpublished().stream()
        .map(SignatureCount::keyTag)
        .distinct()
        .forEach(
            tag ->
                boxes.add(
                    data(
                        chain.unpublished().stream().filter(c -> c.keyTag() == tag).toList(),
                        -1,
                        "by " + tag + ", not published")));
    return cut(boxes);
  }

  private static Box data(List<SignatureCount> counts, int key, String by) {
    long total = counts.stream().mapToLong(SignatureCount::total).sum();
    long verified = counts.stream().mapToLong(SignatureCount::verified).sum();
    return new Box(
        Figures.count(total, "RRSIG"),
        by,
        verified == total ? "all verify" : Figures.percent(verified, total) + " verify",
        verified == total ? "ok" : "broken",
        key);
  }

  private static List<Box> cut(List<Box> boxes) {
    if (boxes.size() <= MOST_IN_A_ROW) {
      return boxes;
    }
    List<Box> cut = new ArrayList<>(boxes.subList(0, MOST_IN_A_ROW - 1));
    int more = boxes.size() - cut.size();
    cut.add(new Box("... and " + Figures.count(more) + " more", "", "", "idle", -1));
    return cut;
  }

  private void edges(Markup page) throws IOException {
    for (int i = 0; i < rows.get(0).size(); i++) {
      Box ds = rows.get(0).get(i);
      for (int k = 0; k < rows.get(1).size(); k++) {
        if (ds.key() >= 0 && ds.key() == rows.get(1).get(k).key()) {
          edge(page, 0, i, 1, k, ds.colour());
        }
      }
    }
    for (int i = 0; i < rows.get(1).size(); i++) {
      Box key = rows.get(1).get(i);
      boolean signs = key.key() >= 0 && chain.keys().get(key.key()).signsKeys();
      for (int k = 0; signs && k < rows.get(2).size(); k++) {
        edge(page, 1, i, 2, k, "ok");
      }
    }
    for (int d = 0; d < rows.get(3).size(); d++) {
      Box data = rows.get(3).get(d);
      for (int row = 1; row <= 2; row++) {
        for (int i = 0; i < rows.get(row).size(); i++) {
          if (data.key() >= 0 && data.key() == rows.get(row).get(i).key()) {
            edge(page, row, i, 3, d, data.colour());
          }
        }
      }
    }
  }

  private void edge(Markup page, int fromRow, int from, int toRow, int to, String colour)
      throws IOException {
    page.open(
            "line",
            "class",
            "edge " + colour,
            "x1",
            "" + (left(fromRow, from) + BOX / 2),
            "y1",
            "" + (fromRow * STEP + HEIGHT + 1),
            "x2",
            "" + (left(toRow, to) + BOX / 2),
            "y2",
            "" + (toRow * STEP + 1))
        .close();
  }

  private int left(int row, int i) {
    int n = rows.get(row).size();
    return (width - n * (BOX + GAP) + GAP) / 2 + i * (BOX + GAP);
  }

  private static void box(Markup page, Box box, int x, int y) throws IOException {
    page.open("g", "class", "box " + box.colour());
    page.open("rect", "x", "" + x, "y", "" + y, "width", "" + BOX, "height", "" + HEIGHT, "rx", "6")
        .close();
    String middle = "" + (x + BOX / 2);
    page.element("text", box.title(), "class", "title", "x", middle, "y", "" + (y + 20));
    page.element("text", box.second(), "x", middle, "y", "" + (y + 37));
    page.element("text", box.third(), "class", "state", "x", middle, "y", "" + (y + 53));
    page.close();
  }
}
