package io.zonegate.verifier.check.content;

import io.zonegate.verifier.zone.NameKey;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Structure;
import io.zonegate.verifier.zone.Zone;
import java.util.Arrays;

/** Finds out what a zone says of the name servers that its NS records name. Not thread-safe. */
final class NameServerTarget {
  /** Where a name server's name lies. */
  enum Place {
    /** In another zone, of which this one knows nothing. */
    OUTSIDE,
    /** At or below a cut of this zone. */
    BELOW_CUT,
    /** In the authoritative part, where it has data or names below it. */
    EXISTS,
    /** In the authoritative part, where a wildcard or a DNAME may stand for it. */
    SYNTHESIZED,
    /** In the authoritative part, where nothing is. */
    ABSENT
  }

  private final Zone zone;
  private final byte[] key = new byte[NameKey.MAX_BYTES];
  private final byte[] wildcard = new byte[NameKey.MAX_BYTES + 2];
  private int length;
  private int owner;
  private int cut;
  private Place place;

  NameServerTarget(Zone zone) {
    this.zone = zone;
  }

  /** Looks up the target of an NS record; the other methods then speak of it. */
  Place find(int record) {
    length = NameKey.fromWire(zone.rdataArray(record), zone.rdataOffset(record), key);
    owner = -1;
    cut = -1;
    place = isBelow(0) ? locate() : Place.OUTSIDE;
    return place;
  }

  /** The owner of this name in the zone, -1 if it has none. */
  int owner() {
    return owner;
  }

  /** The cut at or above the name, -1 if there is none. */
  int cut() {
    return cut;
  }

  /** Whether the zone has an address for the name. */
  boolean hasAddress() {
    return owner >= 0
        && (zone.findRrset(owner, RecordType.A) >= 0
            || zone.findRrset(owner, RecordType.AAAA) >= 0);
  }

  /** The target of an NS record in presentation form. */
  static String present(Zone zone, int record) {
    return NameText.present(zone.rdataArray(record), zone.rdataOffset(record));
  }

  private Place locate() {
    int found = zone.findOwner(key, 0, length);
    owner = Math.max(found, -1);
    int next = found >= 0 ? found : -1 - found;
    // A cut above sorts before the name, and all between them lies below the cut too.
    int above = found >= 0 ? found : next - 1;
    while (above > 0 && isOccluded(above)) {
      above--;
    }
    if (above > 0 && isBelow(above)) {
      if (zone.structure().isDelegation(above)) {
        cut = above;
        return Place.BELOW_CUT;
      }
      if (above != owner && zone.findRrset(above, RecordType.DNAME) >= 0) {
        return Place.SYNTHESIZED;
      }
    }
    boolean isAncestor = next < zone.owners() && zone.keyLength(next) > length && startsOwner(next);
    if (owner >= 0 || isAncestor) {
      return Place.EXISTS;
    }
    return hasWildcard() ? Place.SYNTHESIZED : Place.ABSENT;
  }

  private boolean isOccluded(int number) {
    return zone.structure().kind(number) == Structure.OCCLUDED;
  }

  /** Whether the name is the same as, or below, this owner. */
  private boolean isBelow(int number) {
    int octets = zone.keyLength(number);
    int at = zone.keyOffset(number);
    return octets <= length
        && Arrays.equals(zone.keyArray(number), at, at + octets, key, 0, octets);
  }

  /** Whether this owner is below the name. */
  private boolean startsOwner(int number) {
    int at = zone.keyOffset(number);
    return Arrays.equals(zone.keyArray(number), at, at + length, key, 0, length);
  }

  /** Whether any ancestor has a wildcard; which one would answer does not matter here. */
  private boolean hasWildcard() {
    for (int end = zone.apexKeyLength(); end < length; end++) {
      if (end == zone.apexKeyLength() || key[end - 1] == 0) {
        System.arraycopy(key, 0, wildcard, 0, end);
        wildcard[end] = '*';
        wildcard[end + 1] = 0;
        if (zone.findOwner(wildcard, 0, end + 2) >= 0) {
          return true;
        }
      }
    }
    return false;
  }
}
