package io.zonegate.verifier.check.content;

import io.zonegate.verifier.check.content.DeltaLimits.Counted;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Structure;
import io.zonegate.verifier.zone.Zone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was added and removed from one zone to another, counted in one pass over both in canonical
 * order.
 */
final class ZoneChanges {
  /** What is shown of a kind of change. */
  private static final int EXAMPLES = 3;

  private final Zone previous;
  private final Zone zone;
  private final Map<Counted, Change> changes = new EnumMap<>(Counted.class);

  /** The changes of one kind. */
  static final class Change {
    private long before;
    private long added;
    private long removed;
    private final List<String> firstAdded = new ArrayList<>();
    private final List<String> firstRemoved = new ArrayList<>();

    /** How many the previous zone has. */
    long before() {
      return before;
    }

    /** How many only the new zone has. */
    long added() {
      return added;
    }

    /** How many only the previous zone has. */
    long removed() {
      return removed;
    }

    /** Names of the first few that were added. */
    List<String> firstAdded() {
      return firstAdded;
    }

    /** Names of the first few that were removed. */
    List<String> firstRemoved() {
      return firstRemoved;
    }
  }

  private ZoneChanges(Zone previous, Zone zone) {
    this.previous = previous;
    this.zone = zone;
    for (Counted counted : Counted.values()) {
      changes.put(counted, new Change());
    }
  }

  /** Compares two zones. */
  static Map<Counted, Change> between(Zone previous, Zone zone) {
    ZoneChanges walk = new ZoneChanges(previous, zone);
    walk.owners();
    return walk.changes;
  }

  private void owners() {
    int p = 0;
    int o = 0;
    while (p < previous.owners() || o < zone.owners()) {
      int order =
          p == previous.owners()
              ? 1
              : o == zone.owners()
                  ? -1
                  : previous.compareKey(p, zone.keyArray(o), zone.keyOffset(o), zone.keyLength(o));
      owner(order <= 0 ? p++ : -1, order >= 0 ? o++ : -1);
    }
  }

  /** One name, which either zone has under its own number, or not if that is -1. */
  private void owner(int before, int now) {
    count(Counted.NAMES, isName(previous, before), isName(zone, now), before, now);
    count(
        Counted.DELEGATIONS,
        before >= 0 && previous.structure().isDelegation(before),
        now >= 0 && zone.structure().isDelegation(now),
        before,
        now);
    int p = before < 0 ? 0 : previous.firstRrset(before);
    int previousEnd = before < 0 ? 0 : previous.firstRrset(before + 1);
    int s = now < 0 ? 0 : zone.firstRrset(now);
    int end = now < 0 ? 0 : zone.firstRrset(now + 1);
    while (p < previousEnd || s < end) {
      int previousType = p < previousEnd ? previous.type(p) : Integer.MAX_VALUE;
      int type = s < end ? zone.type(s) : Integer.MAX_VALUE;
      rrset(
          Math.min(previousType, type),
          previousType <= type ? p++ : -1,
          type <= previousType ? s++ : -1,
          before,
          now);
    }
  }

  private static boolean isName(Zone zone, int owner) {
    return owner >= 0
        && zone.structure().kind(owner) != Structure.HASHED
        && zone.structure().kind(owner) != Structure.DENIAL_ONLY;
  }

  private void rrset(int type, int beforeRrset, int nowRrset, int before, int now) {
    boolean apex = Math.max(before, now) == 0;
    boolean counts =
        switch (type) {
          case RecordType.SOA, RecordType.NSEC, RecordType.NSEC3, RecordType.NSEC3PARAM -> false;
          case RecordType.DNSKEY, RecordType.CDS, RecordType.CDNSKEY, RecordType.ZONEMD -> !apex;
          default -> true;
        };
    if (!counts) {
      return;
    }
    int p = beforeRrset < 0 ? 0 : previous.firstRecord(beforeRrset);
    int previousEnd = beforeRrset < 0 ? 0 : previous.firstSignature(beforeRrset);
    int r = nowRrset < 0 ? 0 : zone.firstRecord(nowRrset);
    int end = nowRrset < 0 ? 0 : zone.firstSignature(nowRrset);
    while (p < previousEnd || r < end) {
      int order = p == previousEnd ? 1 : r == end ? -1 : compareRdata(p, r);
      count(Counted.RECORDS, order <= 0, order >= 0, before, now);
      if (type == RecordType.DS) {
        count(Counted.DS, order <= 0, order >= 0, before, now);
      }
      p += order <= 0 ? 1 : 0;
      r += order >= 0 ? 1 : 0;
    }
  }

  private int compareRdata(int before, int now) {
    int left = previous.rdataOffset(before);
    int right = zone.rdataOffset(now);
    return Arrays.compareUnsigned(
        previous.rdataArray(before),
        left,
        left + previous.rdataLength(before),
        zone.rdataArray(now),
        right,
        right + zone.rdataLength(now));
  }

  private void count(Counted counted, boolean had, boolean has, int before, int now) {
    Change change = changes.get(counted);
    if (had) {
      change.before++;
    }
    if (has && !had) {
      change.added++;
      example(change.firstAdded, now >= 0 ? zone : previous, now >= 0 ? now : before);
    } else if (had && !has) {
      change.removed++;
      example(change.firstRemoved, before >= 0 ? previous : zone, before >= 0 ? before : now);
    }
  }

  private static void example(List<String> shown, Zone zone, int owner) {
    if (shown.size() < EXAMPLES) {
      shown.add(zone.ownerName(owner));
    }
  }
}
