package io.zonegate.verifier.denial;

import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Structure;
import io.zonegate.verifier.zone.Zone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The denial of existence that a zone has. Found once; {@link #match} then finds, range by range,
 * the NSEC3 entry of every name.
 */
public final class DenialFacts {
  /**
   * Hashing a zone with more iterations than this would be an attack on the gate itself; validators
   * gave up on such zones long before (RFC 9276).
   */
  public static final int MAX_HASHED_ITERATIONS = 2500;

  private final Zone zone;
  private final int nsecRecords;
  private final boolean nsecAtApex;
  private final Nsec3Chain.Found found;
  private final List<Integer> parameterRecords;
  private final boolean parametersBelowApex;
  private final List<Nsec3Chain> announced;
  private final List<Matches> matches;

  /**
   * What the names of the zone are to one chain. Written by {@link #match} in parallel, each range
   * its own part, and read only afterwards.
   */
  public static final class Matches {
    private final Nsec3Chain chain;
    private final int[] ofOwner;
    private final int[] ofEmpty;
    private final boolean[] claimed;

    Matches(Nsec3Chain chain, int owners, int empties) {
      this.chain = chain;
      this.ofOwner = new int[owners];
      this.ofEmpty = new int[empties];
      this.claimed = new boolean[chain.size()];
    }

    /** The chain. */
    public Nsec3Chain chain() {
      return chain;
    }

    /** Entry of an owner in the tree, or {@code -1 - c} where entry c covers it. */
    public int ofOwner(int owner) {
      return ofOwner[owner];
    }

    /** Entry of an empty non-terminal, or {@code -1 - c} where entry c covers it. */
    public int ofEmpty(int empty) {
      return ofEmpty[empty];
    }

    /** Whether the entry stands for a name of the zone. */
    public boolean isClaimed(int entry) {
      return claimed[entry];
    }
  }

  private DenialFacts(
      Zone zone,
      int nsecRecords,
      boolean nsecAtApex,
      Nsec3Chain.Found found,
      List<Integer> parameterRecords,
      boolean parametersBelowApex) {
    this.zone = zone;
    this.nsecRecords = nsecRecords;
    this.nsecAtApex = nsecAtApex;
    this.found = found;
    this.parameterRecords = parameterRecords;
    this.parametersBelowApex = parametersBelowApex;
    Set<Nsec3Parameters> parameters = new LinkedHashSet<>();
    parameterRecords.forEach(r -> parameters.add(Nsec3Parameters.of(zone, r)));
    announced =
        found.chains().stream().filter(chain -> parameters.contains(chain.parameters())).toList();
    boolean single = found.chains().size() == 1 && !nsecAtApex;
    matches = new ArrayList<>();
    for (Nsec3Chain chain : single ? found.chains() : announced) {
      if (chain.parameters().iterations() <= MAX_HASHED_ITERATIONS) {
        matches.add(new Matches(chain, zone.owners(), zone.structure().empties()));
      }
    }
  }

  /** Looks through the zone for NSEC, NSEC3 and NSEC3PARAM records. */
  public static DenialFacts of(Zone zone) {
    int nsec = 0;
    int[] nsec3 = new int[64];
    int n = 0;
    List<Integer> parameters = new ArrayList<>();
    boolean parametersBelowApex = false;
    for (int s = 0; s < zone.rrsets(); s++) {
      if (zone.type(s) == RecordType.NSEC) {
        nsec += zone.firstSignature(s) - zone.firstRecord(s);
      } else if (zone.type(s) == RecordType.NSEC3) {
        for (int r = zone.firstRecord(s); r < zone.firstSignature(s); r++) {
          if (n == nsec3.length) {
            nsec3 = Arrays.copyOf(nsec3, n + (n >> 1));
          }
          nsec3[n++] = r;
        }
      } else if (zone.type(s) == RecordType.NSEC3PARAM) {
        for (int r = zone.firstRecord(s); r < zone.firstSignature(s); r++) {
          if (zone.owner(r) == 0) {
            parameters.add(r);
          } else {
            parametersBelowApex = true;
          }
        }
      }
    }
    return new DenialFacts(
        zone,
        nsec,
        zone.findRrset(0, RecordType.NSEC) >= 0,
        Nsec3Chain.sort(zone, Arrays.copyOf(nsec3, n)),
        parameters,
        parametersBelowApex);
  }

  /** Whether there is any NSEC record. */
  public boolean hasNsec() {
    return nsecRecords > 0;
  }

  /** Whether the apex has an NSEC record: the zone's denial is by NSEC. */
  public boolean hasNsecChain() {
    return nsecAtApex;
  }

  /** Whether there is any NSEC3 record, or an NSEC3PARAM record at the apex. */
  public boolean hasNsec3() {
    return !found.chains().isEmpty() || !found.misplaced().isEmpty() || !parameterRecords.isEmpty();
  }

  /** All chains of NSEC3 records, complete or not. */
  public List<Nsec3Chain> chains() {
    return found.chains();
  }

  /**
   * The chains of which an NSEC3PARAM record says that they are complete and may be used (RFC 5155
   * section 4). Others are being made or taken away (sections 10.4 and 10.5), and servers pass them
   * over.
   */
  public List<Nsec3Chain> announced() {
    return announced;
  }

  /** Whether names are denied by NSEC3, not by a chain of NSEC alone. */
  public boolean isByNsec3() {
    return hasNsec3() && !(nsecAtApex && parameterRecords.isEmpty());
  }

  /**
   * NSEC3 records whose owner is no hash right below the apex, or whose hash algorithm is unknown.
   */
  public List<Integer> misplaced() {
    return found.misplaced();
  }

  /** The NSEC3PARAM records at the apex. */
  public List<Integer> parameterRecords() {
    return parameterRecords;
  }

  /** Whether there are NSEC3PARAM records at other names, where they mean nothing. */
  public boolean hasParametersBelowApex() {
    return parametersBelowApex;
  }

  /**
   * The chains that names are judged against: those that NSEC3PARAM announces, or the only one
   * there is where there is no chain of NSEC; none with an absurd number of iterations.
   */
  public List<Matches> matches() {
    return matches;
  }

  /** Finds the entry of every name of the range, in every chain. */
  public void match(OwnerRange range) {
    for (Matches match : matches) {
      match(match, range);
    }
  }

  private void match(Matches match, OwnerRange range) {
    Structure structure = zone.structure();
    Nsec3Hasher hasher = new Nsec3Hasher(match.chain.parameters());
    for (int o = range.first(); o < range.end(); o++) {
      if (structure.isInTree(o)) {
        match.ofOwner[o] =
            claim(match, hasher.hash(zone.keyArray(o), zone.keyOffset(o), zone.keyLength(o)));
      }
    }
    int end = structure.firstEmpty(range.end());
    for (int e = structure.firstEmpty(range.first()); e < end; e++) {
      int below = structure.emptyOwner(e);
      match.ofEmpty[e] =
          claim(
              match,
              hasher.hash(
                  zone.keyArray(below), zone.keyOffset(below), structure.emptyKeyLength(e)));
    }
  }

  private static int claim(Matches match, byte[] hash) {
    int entry = match.chain.find(hash);
    if (entry >= 0) {
      match.claimed[entry] = true;
    }
    return entry;
  }
}
