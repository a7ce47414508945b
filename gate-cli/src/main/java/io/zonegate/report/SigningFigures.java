package io.zonegate.report;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What signing made and kept, for the JSON report.
 *
 * @param rrsets RRsets that were signed
 * @param made signatures that tokens made
 * @param verifiedBy signatures made or kept that were verified in software, by library
 * @param previous signatures in the previous zone, 0 without one
 * @param kept those of them that stay
 * @param keptByRetiredKeys those of the kept that were made by a key which is no longer active
 * @param notKept those of the previous zone that do not stay, by reason
 */
public record SigningFigures(
    long rrsets,
    long made,
    Map<String, Long> verifiedBy,
    long previous,
    long kept,
    long keptByRetiredKeys,
    Map<String, Long> notKept) {
  /** Copies the maps. */
  public SigningFigures {
    verifiedBy = Collections.unmodifiableMap(new TreeMap<>(verifiedBy));
    notKept = Collections.unmodifiableMap(new TreeMap<>(notKept));
  }
}
