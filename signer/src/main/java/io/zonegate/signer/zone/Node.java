package io.zonegate.signer.zone;

import java.util.List;
import org.xbill.DNS.Type;

/** A name of the zone with its RRsets, in ascending order of type number. */
public final class Node {

  /** What the zone says with authority at a name. */
  public enum Kind {
    /** Everything at the name is the zone's own. */
    AUTHORITATIVE,
    /**
     * A zone cut: DS and the denial records are the zone's own, NS and addresses are not (RFC 4035,
     * 2.2).
     */
    DELEGATION,
    /** Below a zone cut or a DNAME: glue or occluded; neither signed nor in the denial chain. */
    OCCLUDED
  }

  private final OwnerName owner;
  private List<RrSet> sets = List.of();
  private Kind kind = Kind.AUTHORITATIVE;

  /** A name without RRsets. */
  public Node(OwnerName owner) {
    this.owner = owner;
  }

  /** The name. */
  public OwnerName owner() {
    return owner;
  }

  /** What the zone says with authority here. */
  public Kind kind() {
    return kind;
  }

  void kind(Kind newKind) {
    kind = newKind;
  }

  /** The RRsets in ascending order of type number. */
  public List<RrSet> sets() {
    return sets;
  }

  /** The RRset of a type, or null. */
  public RrSet set(int type) {
    for (RrSet set : sets) {
      if (set.type() == type) {
        return set;
      }
    }
    return null;
  }

  /** Adds an RRset, in place of one of the same type. */
  public void put(RrSet set) {
    RrSet[] more = new RrSet[sets.size() + (set(set.type()) == null ? 1 : 0)];
    int at = 0;
    for (RrSet other : sets) {
      if (other.type() < set.type()) {
        more[at++] = other;
      }
    }
    more[at++] = set;
    for (RrSet other : sets) {
      if (other.type() > set.type()) {
        more[at++] = other;
      }
    }
    // Lists of one and two, as most are, are no larger than an array.
    sets = List.of(more);
  }

  /** Whether the name is a zone cut without DS. */
  public boolean insecureDelegation() {
    return kind == Kind.DELEGATION && set(Type.DS) == null;
  }

  /** Whether this RRset of the name gets signatures. */
  public boolean signs(RrSet set) {
    return switch (kind) {
      case AUTHORITATIVE -> true;
      case DELEGATION -> set.type() == Type.DS || set.type() == Type.NSEC;
      case OCCLUDED -> false;
    };
  }
}
