package io.zonegate.report.html;

import io.zonegate.report.Figures;
import io.zonegate.report.GateZonesReport;
import io.zonegate.report.monitor.NagiosState;
import io.zonegate.report.monitor.ZoneHealth;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Several gates as a page: a row for each, the worst first, with the way to its own pages. */
public final class ZonesPage {
  private static final String FOLDER = "zones";

  private final List<ZoneHealth> zones;
  private final Instant now;
  private final String toolVersion;

  /** The page of these zones. */
  public ZonesPage(List<ZoneHealth> zones, Instant now, String toolVersion) {
    this.zones = zones.stream().sorted(ZoneHealth.WORST_FIRST).toList();
    this.now = now;
    this.toolVersion = toolVersion;
  }

  /**
   * The folder of a zone's pages within the folder of this page. Its name is the zone's without the
   * last dot; what is not a small letter, a digit, a hyphen or a dot is its octet as {@code _XX}.
   * The root is {@code _}.
   */
  public static String folder(String zone) {
    StringBuilder name = new StringBuilder(FOLDER).append('/');
    if (zone.equals(".")) {
      return name.append('_').toString();
    }
    for (char c : zone.substring(0, zone.length() - 1).toCharArray()) {
      boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
      name.append(plain ? String.valueOf(c) : "_%02X".formatted((int) c));
    }
    return name.toString();
  }

  /**
   * Writes the page into a folder, after those of its zones, which are written before. The pages of
   * zones that it does not lead to any more go away.
   */
  public void write(Path folder) throws IOException {
    HtmlFolder.replace(folder, this::write, Map.of(), Pattern.compile("(?!)"));
    Set<Path> named =
        zones.stream().map(z -> folder.resolve(folder(z.zone()))).collect(Collectors.toSet());
    for (Path earlier : HtmlFolder.list(folder.resolve(FOLDER))) {
      if (!named.contains(earlier) && Files.isDirectory(earlier, LinkOption.NOFOLLOW_LINKS)) {
        HtmlFolder.discard(earlier, GatePages.RELEASE);
      }
    }
  }

  private void write(OutputStream out) throws IOException {
    String counts = new GateZonesReport(zones).counts();
    Markup.page(
        out,
        ZoneHealth.worst(zones) + " " + counts + " - zonegate",
        toolVersion,
        page -> body(page, counts));
  }

  private void body(Markup page, String counts) throws IOException {
    NagiosState worst = ZoneHealth.worst(zones);
    page.element("a", "To the zones", "class", "skip", "href", "#zones");
    page.open("header", "class", "banner " + Tables.colour(worst.name()));
    page.element("p", worst.name(), "class", "word");
    page.element("h1", "gates of " + counts);
    page.element("p", "As of " + Tables.time(now), "class", "more").close();
    page.open("main").open("section", "id", "zones").element("h2", "Zones");
    Tables.beginStacked(
        page,
        "All zones, the worst first",
        List.of("Zone", "State", "Live", "First signature", "On its way", "Waiting"));
    for (ZoneHealth zone : zones) {
      row(page, zone);
    }
    Tables.end(page);
    page.close();
    page.open("footer").element("p", "zonegate " + toolVersion, "class", "more").close();
    page.close();
  }

  private static void row(Markup page, ZoneHealth zone) throws IOException {
    page.open("tr").open("th", "scope", "row");
    String own = folder(zone.zone()) + "/" + HtmlFolder.INDEX;
    page.element("a", zone.zone(), "href", own).close();
    page.open("td", "class", "reason");
    Tables.badge(page, zone.health().state().name());
    if (zone.frozen()) {
      page.text(" ");
      Tables.badge(page, "FROZEN");
    }
    page.text(" " + String.join("; ", zone.health().reasons())).close();
    String live = zone.live().map(serial -> "serial " + serial).orElse("nothing is live");
    page.element("td", live, "class", "when");
    page.element("td", zone.left().map(Figures::expiry).orElse(""), "class", "when");
    page.element("td", zone.onItsWay());
    String waiting = zone.waiting() == 0 ? "" : Figures.count(zone.waiting()) + " waiting";
    page.element("td", waiting, "class", "when");
    page.close();
  }
}
