package io.zonegate.verifier.check;

import io.zonegate.verifier.verdict.Finding;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What a check found in one range: how much it looked at, what is wrong, what it could not answer.
 * All findings are counted; the first ones in canonical order are kept, however the zone was cut
 * into ranges.
 */
public final class Examination {
  private final String checkId;
  private final Zone zone;
  private final int listed;
  private final Map<Severity, Long> totals = new EnumMap<>(Severity.class);
  private final List<Kept> kept = new ArrayList<>();
  private int lastKept = Integer.MAX_VALUE;

  /** In an order that does not hang on how the zone was cut into ranges. */
  private final SortedSet<String> undecided = new TreeSet<>();

  private long examined;

  /** A finding and the owner that it is sorted by, -1 before all others. */
  private record Kept(int owner, Finding finding) {}

  Examination(String checkId, Zone zone, int listed) {
    this.checkId = checkId;
    this.zone = zone;
    this.listed = listed;
  }

  /** Adds to the evidence: {@code n} more of what the check examines. */
  public void examined(long n) {
    examined += n;
  }

  /** Something that the check could not answer; makes the verdict UNDECIDED. */
  public void undecided(String reason) {
    undecided.add(reason);
  }

  /**
   * Reports a finding.
   *
   * @param owner owner it concerns, -1 for none
   * @param type RR type it concerns, -1 for none
   * @param record record it concerns, -1 for none; gives the place in the source
   * @param text one sentence; asked for only if the finding is kept
   * @param arguments names and values in turn, for machines
   */
  public void report(
      Severity severity,
      int owner,
      int type,
      int record,
      Supplier<String> text,
      Object... arguments) {
    totals.merge(severity, 1L, Long::sum);
    if (isFull(owner)) {
      return;
    }
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      named.put(String.valueOf(arguments[i]), String.valueOf(arguments[i + 1]));
    }
    keep(
        owner,
        new Finding(
            checkId,
            severity,
            owner < 0 ? "" : zone.ownerName(owner),
            type < 0 ? "" : RecordType.mnemonic(type),
            record < 0 ? "" : zone.position(record),
            named,
            text.get()));
  }

  /** Reports a blocking finding; see {@link #report}. */
  public void block(int owner, int type, int record, Supplier<String> text, Object... arguments) {
    report(Severity.BLOCK, owner, type, record, text, arguments);
  }

  /** Reports a finding at a place that has no record number, such as a repeated record. */
  public void reportAt(Severity severity, int owner, int type, String position, String text) {
    totals.merge(severity, 1L, Long::sum);
    if (!isFull(owner)) {
      keep(
          owner,
          new Finding(
              checkId,
              severity,
              zone.ownerName(owner),
              RecordType.mnemonic(type),
              position,
              Map.of(),
              text));
    }
  }

  /** Joins what was found in the range that follows. */
  void append(Examination next) {
    examined += next.examined;
    next.totals.forEach((severity, n) -> totals.merge(severity, n, Long::sum));
    kept.addAll(next.kept);
    cut();
    next.undecided.forEach(this::undecided);
  }

  long examined() {
    return examined;
  }

  long total(Severity severity) {
    return totals.getOrDefault(severity, 0L);
  }

  /** The first findings by owner, and by the order of reporting within one owner. */
  List<Finding> findings() {
    cut();
    return kept.stream().map(Kept::finding).toList();
  }

  /** Whether a finding of this owner would not be among the first. */
  private boolean isFull(int owner) {
    return kept.size() >= listed && owner >= lastKept;
  }

  private void keep(int owner, Finding finding) {
    kept.add(new Kept(owner, finding));
    if (kept.size() == listed || kept.size() >= 2 * listed) {
      cut();
    }
  }

  /** Sorts by owner, which keeps the order within one, and drops what is too much. */
  private void cut() {
    kept.sort(Comparator.comparingInt(Kept::owner));
    if (kept.size() >= listed) {
      kept.subList(listed, kept.size()).clear();
      lastKept = kept.get(listed - 1).owner();
    }
  }

  List<String> undecided() {
    return List.copyOf(undecided);
  }
}
