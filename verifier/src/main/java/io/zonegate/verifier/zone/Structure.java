package io.zonegate.verifier.zone;

import java.util.Arrays;

/**
 * What the owner names are to the zone: which are authoritative, which are delegations, what lies
 * below a cut or a DNAME, and which empty non-terminals there are (RFC 9499, RFC 5155 section 7.1).
 */
public final class Structure {
  /** An authoritative name with data, the apex among them. */
  public static final byte NORMAL = 0;

  /** A delegation without DS. */
  public static final byte INSECURE_DELEGATION = 1;

  /** A delegation with DS. */
  public static final byte SECURE_DELEGATION = 2;

  /** Below a zone cut or a DNAME: glue, or occluded. */
  public static final byte OCCLUDED = 3;

  /** Holds nothing but NSEC3 and RRSIG: the hashed owner name of a denial chain. */
  public static final byte HASHED = 4;

  /** Holds nothing but NSEC, or RRSIGs for types that are not there: not a name of the zone. */
  public static final byte DENIAL_ONLY = 5;

  private final byte[] kinds;
  private final int[] emptyOwner;
  private final short[] emptyLength;
  private final boolean[] emptyNeeded;

  private Structure(byte[] kinds, int[] emptyOwner, short[] emptyLength, boolean[] emptyNeeded) {
    this.kinds = kinds;
    this.emptyOwner = emptyOwner;
    this.emptyLength = emptyLength;
    this.emptyNeeded = emptyNeeded;
  }

  /** One of the constants of this class. */
  public byte kind(int owner) {
    return kinds[owner];
  }

  /** Whether the name is part of the zone's authoritative tree: it must be in the denial chain. */
  public boolean isInTree(int owner) {
    return kinds[owner] <= SECURE_DELEGATION;
  }

  /** Whether the owner is a delegation, secure or not. */
  public boolean isDelegation(int owner) {
    return kinds[owner] == INSECURE_DELEGATION || kinds[owner] == SECURE_DELEGATION;
  }

  /**
   * Whether the zone is authoritative for the RRset: it must be signed. At a delegation these are
   * DS and NSEC (RFC 4035 section 2.2).
   */
  public boolean isAuthoritative(int owner, int type) {
    return switch (kinds[owner]) {
      case INSECURE_DELEGATION, SECURE_DELEGATION ->
          type == RecordType.DS || type == RecordType.NSEC || type == RecordType.NSEC3;
      case OCCLUDED -> false;
      default -> true;
    };
  }

  /** Whether an occluded name lies below a DNAME rather than below a zone cut. */
  public boolean isBelowDname(int owner) {
    int above = owner;
    while (above > 0 && kinds[above] == OCCLUDED) {
      above--;
    }
    return !isDelegation(above);
  }

  /** Number of empty non-terminals. */
  public int empties() {
    return emptyOwner.length;
  }

  /** An owner below the empty non-terminal; ascending in i. Its key starts with the empty one's. */
  public int emptyOwner(int i) {
    return emptyOwner[i];
  }

  /** Length in octets of the empty non-terminal's key. */
  public int emptyKeyLength(int i) {
    return emptyLength[i];
  }

  /** Whether something other than insecure delegations lies below: opt-out cannot leave it out. */
  public boolean emptyIsNeeded(int i) {
    return emptyNeeded[i];
  }

  /** Whether the owner lies below the empty non-terminal; {@code zone} is the one of this. */
  public boolean isBelowEmpty(Zone zone, int i, int owner) {
    return NameKey.isPrefix(
        zone.keyArray(emptyOwner[i]),
        zone.keyOffset(emptyOwner[i]),
        emptyLength[i],
        zone.keyArray(owner),
        zone.keyOffset(owner),
        zone.keyLength(owner));
  }

  /** First empty non-terminal whose {@link #emptyOwner} is not below {@code owner}. */
  public int firstEmpty(int owner) {
    int low = Arrays.binarySearch(emptyOwner, owner);
    if (low < 0) {
      return -1 - low;
    }
    while (low > 0 && emptyOwner[low - 1] == owner) {
      low--;
    }
    return low;
  }

  static Structure of(Zone zone) {
    byte[] kinds = new byte[zone.owners()];
    int cut = -1;
    for (int o = 0; o < kinds.length; o++) {
      if (cut >= 0 && !isBelow(zone, cut, o)) {
        cut = -1;
      }
      byte own = ownKind(zone, o);
      if (own == HASHED && (cut < 0 || cut == 0)) {
        kinds[o] = HASHED;
      } else if (cut >= 0) {
        kinds[o] = OCCLUDED;
      } else {
        kinds[o] = own;
        boolean delegation = own == INSECURE_DELEGATION || own == SECURE_DELEGATION;
        if (delegation || zone.findRrset(o, RecordType.DNAME) >= 0) {
          cut = o;
        }
      }
    }
    return new Empties(zone, kinds).find();
  }

  private static boolean isBelow(Zone zone, int ancestor, int owner) {
    return NameKey.isPrefix(
        zone.keyArray(ancestor),
        zone.keyOffset(ancestor),
        zone.keyLength(ancestor),
        zone.keyArray(owner),
        zone.keyOffset(owner),
        zone.keyLength(owner));
  }

  /** The kind by the owner's own types, occlusion left aside. */
  private static byte ownKind(Zone zone, int owner) {
    boolean hashed = false;
    boolean other = false;
    boolean ns = false;
    boolean ds = false;
    for (int s = zone.firstRrset(owner); s < zone.firstRrset(owner + 1); s++) {
      if (!zone.hasData(s)) {
        continue;
      }
      switch (zone.type(s)) {
        case RecordType.NSEC3 -> hashed = true;
        case RecordType.NSEC -> {}
        case RecordType.NS -> ns = true;
        case RecordType.DS -> ds = true;
        default -> other = true;
      }
    }
    if (ns && owner > 0) {
      return ds ? SECURE_DELEGATION : INSECURE_DELEGATION;
    }
    if (ns || ds || other || owner == 0) {
      return NORMAL;
    }
    return hashed ? HASHED : DENIAL_ONLY;
  }

  /**
   * Finds the empty non-terminals in one pass. Between two neighbours in the tree, the ancestors of
   * the second that the first does not share and that are not owners themselves are new empty ones.
   */
  private static final class Empties {
    private final Zone zone;
    private final byte[] kinds;
    private int[] owners = new int[64];
    private short[] lengths = new short[64];
    private boolean[] needed = new boolean[64];
    private int count;

    /** Empty non-terminals above the present owner, innermost last. */
    private final int[] open = new int[128];

    private int depth;

    Empties(Zone zone, byte[] kinds) {
      this.zone = zone;
      this.kinds = kinds;
    }

    Structure find() {
      int previous = 0;
      for (int o = 1; o < kinds.length; o++) {
        if (kinds[o] > SECURE_DELEGATION) {
          continue;
        }
        visit(previous, o);
        previous = o;
      }
      return new Structure(
          kinds,
          Arrays.copyOf(owners, count),
          Arrays.copyOf(lengths, count),
          Arrays.copyOf(needed, count));
    }

    private void visit(int previous, int owner) {
      byte[] key = zone.keyArray(owner);
      int at = zone.keyOffset(owner);
      int length = zone.keyLength(owner);
      int shared = sharedLabels(previous, key, at, length);
      while (depth > 0 && lengths[open[depth - 1]] > shared) {
        depth--;
      }
      for (int i = shared; i < length - 1; i++) {
        if (key[at + i] == 0) {
          add(owner, i + 1);
        }
      }
      if (kinds[owner] != INSECURE_DELEGATION) {
        for (int d = depth - 1; d >= 0 && !needed[open[d]]; d--) {
          needed[open[d]] = true;
        }
      }
    }

    /** Octets of the key up to the end of the last label that both names share. */
    private int sharedLabels(int previous, byte[] key, int at, int length) {
      int previousAt = zone.keyOffset(previous);
      int previousLength = zone.keyLength(previous);
      byte[] previousKey = zone.keyArray(previous);
      int mismatch =
          Arrays.mismatch(
              previousKey, previousAt, previousAt + previousLength, key, at, at + length);
      int shared = mismatch < 0 ? length : mismatch;
      while (shared > 0 && key[at + shared - 1] != 0) {
        shared--;
      }
      return Math.max(shared, zone.apexKeyLength());
    }

    private void add(int owner, int keyLength) {
      if (count == owners.length) {
        owners = Arrays.copyOf(owners, count * 2);
        lengths = Arrays.copyOf(lengths, count * 2);
        needed = Arrays.copyOf(needed, count * 2);
      }
      owners[count] = owner;
      lengths[count] = (short) keyLength;
      open[depth++] = count++;
    }
  }
}
