package io.zonegate.report;

import io.zonegate.report.monitor.NagiosState;
import io.zonegate.report.monitor.ZoneHealth;
import io.zonegate.text.Printable;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Several gates as text: a line for each, the worst first, and how many are in which state. */
public final class GateZonesReport {
  private static final int STATE_WIDTH = 8;

  private final List<ZoneHealth> zones;

  /** A report of these zones. */
  public GateZonesReport(List<ZoneHealth> zones) {
    this.zones = zones.stream().sorted(ZoneHealth.WORST_FIRST).toList();
  }

  /**
   * Writes the lines.
   *
   * @param quiet only of zones that somebody must look at
   */
  public void writeText(boolean quiet, Appendable out) throws IOException {
    for (ZoneHealth zone : zones) {
      if (!quiet || zone.health().state() != NagiosState.OK) {
        out.append(("%-" + STATE_WIDTH + "s  ").formatted(zone.health().state()));
        out.append(Printable.escape(zone.zone() + ": " + zone.health().text())).append('\n');
      }
    }
    out.append(counts()).append('\n');
  }

  /** {@code 1,000 zones: 1 CRITICAL, 999 OK}. */
  public String counts() {
    return Figures.count(zones.size(), "zone")
        + ZoneHealth.counts(zones).entrySet().stream()
            .map(e -> Figures.count(e.getValue()) + " " + e.getKey())
            .collect(Collectors.joining(", ", ": ", ""));
  }
}
