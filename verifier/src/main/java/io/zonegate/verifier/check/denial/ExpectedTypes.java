package io.zonegate.verifier.check.denial;

import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Structure;
import io.zonegate.verifier.zone.TypeBitmap;
import io.zonegate.verifier.zone.Zone;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The type bit map that a denial record must have. Not thread-safe: every examination has its own.
 */
final class ExpectedTypes {
  private final Zone zone;
  private final int[] types = new int[65536];
  private final byte[] bitmap = new byte[TypeBitmap.MAX_BYTES];
  private int length;

  ExpectedTypes(Zone zone) {
    this.zone = zone;
  }

  /** Expects the types of an owner in the tree, for NSEC (RFC 4034 section 4.1.2). */
  void ofNsec(int owner) {
    int n = present(owner);
    types[n++] = RecordType.NSEC;
    types[n++] = RecordType.RRSIG;
    length = TypeBitmap.write(types, n, bitmap, 0);
  }

  /** Expects the types of an owner in the tree, for NSEC3 (RFC 5155 section 3.1.8). */
  void ofNsec3(int owner) {
    int n = present(owner);
    if (zone.structure().kind(owner) != Structure.INSECURE_DELEGATION) {
      types[n++] = RecordType.RRSIG;
    }
    length = TypeBitmap.write(types, n, bitmap, 0);
  }

  /**
   * Expects, where the owner has an NSEC too, the types with NSEC among them; says whether it has.
   * RFC 5155 section 7.1 counts NSEC among the types of a name in transition; signers leave it out.
   */
  boolean ofNsec3BesideNsec(int owner) {
    if (zone.findRrset(owner, RecordType.NSEC) < 0) {
      return false;
    }
    int n = present(owner);
    types[n++] = RecordType.NSEC;
    types[n++] = RecordType.RRSIG;
    length = TypeBitmap.write(types, n, bitmap, 0);
    return true;
  }

  /** Expects no type at all, as for an empty non-terminal. */
  void ofNothing() {
    length = 0;
  }

  /** The types at the owner that it is authoritative for, or NS at a cut; no denial types. */
  private int present(int owner) {
    boolean delegation = zone.structure().isDelegation(owner);
    int n = 0;
    for (int s = zone.firstRrset(owner); s < zone.firstRrset(owner + 1); s++) {
      int type = zone.type(s);
      boolean counts = !delegation || type == RecordType.NS || type == RecordType.DS;
      if (zone.hasData(s) && counts && type != RecordType.NSEC && type != RecordType.NSEC3) {
        types[n++] = type;
      }
    }
    return n;
  }

  /** Whether the bit map in an array is the expected one, octet by octet. */
  boolean equal(byte[] array, int offset, int end) {
    return Arrays.equals(bitmap, 0, length, array, offset, end);
  }

  /** Says in what the bit map differs, for messages. */
  String difference(byte[] array, int offset, int end) {
    Set<Integer> expected = set(bitmap, 0, length);
    Set<Integer> actual = set(array, offset, end);
    Set<Integer> missing = new TreeSet<>(expected);
    missing.removeAll(actual);
    Set<Integer> extra = new TreeSet<>(actual);
    extra.removeAll(expected);
    if (missing.isEmpty() && extra.isEmpty()) {
      return "lists the right types, but not in the canonical form";
    }
    return (missing.isEmpty() ? "" : "lacks " + names(missing))
        + (missing.isEmpty() || extra.isEmpty() ? "" : " and ")
        + (extra.isEmpty() ? "" : "lists " + names(extra) + ", which the name does not have");
  }

  private static Set<Integer> set(byte[] array, int offset, int end) {
    Set<Integer> set = new TreeSet<>();
    for (int type : TypeBitmap.read(array, offset, end)) {
      set.add(type);
    }
    return set;
  }

  private static String names(Set<Integer> types) {
    return types.stream().map(RecordType::mnemonic).collect(Collectors.joining(" "));
  }
}
