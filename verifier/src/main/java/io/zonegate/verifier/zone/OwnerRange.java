package io.zonegate.verifier.zone;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a zone in canonical order: the owners {@code [first, end)}. Whatever is examined by
 * ranges gives results that merge with their neighbours', so that ranges can go to threads, or to
 * machines.
 *
 * @param first first owner
 * @param end owner behind the last
 */
public record OwnerRange(int first, int end) {
  /** Small enough to balance the load, large enough to make the overhead vanish. */
  private static final int OWNERS = 4096;

  /** Refuses what is no stretch. */
  public OwnerRange {
    if (first < 0 || end <= first) {
      throw new IllegalArgumentException("owners [" + first + ", " + end + ")");
    }
  }

  /** Cuts a zone into ranges. */
  public static List<OwnerRange> of(Zone zone) {
    List<OwnerRange> ranges = new ArrayList<>();
    for (int first = 0; first < zone.owners(); first += OWNERS) {
      ranges.add(new OwnerRange(first, Math.min(zone.owners(), first + OWNERS)));
    }
    return ranges;
  }

  /** Whether this is the zone's first range, which has the apex. */
  public boolean hasApex() {
    return first == 0;
  }
}
