package io.zonegate.verifier.check.content;

import io.zonegate.verifier.check.ApexCheck;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.NameKey;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.util.Arrays;
import java.util.BitSet;

/** ZONE-NAMES. */
@CheckInfo(
    id = "ZONE-NAMES",
    title = "No name has lost its final dot",
    group = CheckGroup.CONTENT,
    severity = Severity.WARN,
    strictness = Strictness.CONTENT,
    citation = "RFC 1035 section 5.1; content.misnamed-per-mille of the policy; .se 2009",
    examines = "names",
    explanation =
        """
        A name without its final dot gets the origin once more. Two things show it: names below the origin \
        repeated (x.tld.tld.) where the repeated origin itself is no name of the zone, and name servers \
        in the authoritative part of this zone that do not exist there (ns.example.com.tld.). Either may \
        be meant, or be the mistake of one registrant, so single ones are only warned of. A name server of \
        the apex that does not exist blocks, since servers refuse to load such a zone, and so do several \
        delegations that are more than the policy's share of all: that is the whole zone with a dot \
        lost, as .se was in 2009. With a share of 0 one blocks. Names that a wildcard or a DNAME may stand \
        for are passed over.""",
    remedy = "Look for a final dot that is missing in the generator of the zone or in its $ORIGIN.")
public final class ZoneNames extends ApexCheck {
  @Override
  protected void examine(Candidate candidate, Examination examination) {
    Zone zone = candidate.zone();
    examination.examined(zone.owners());
    BitSet misnamed = new BitSet(zone.owners());
    repeatedOrigin(zone, misnamed, examination);
    long delegations = 0;
    NameServerTarget target = new NameServerTarget(zone);
    for (int o = 0; o < zone.owners(); o++) {
      boolean delegation = zone.structure().isDelegation(o);
      delegations += delegation ? 1 : 0;
      if (delegation || o == 0) {
        absentServers(zone, o, target, misnamed, examination);
      }
    }
    misnamed.clear(0);
    int limit = candidate.inputs().rules().content().misnamedPerMille();
    long found = misnamed.cardinality();
    // One alone is a registrant's mistake, even where it is half of a small zone.
    boolean several = found > 1 || limit == 0;
    if (several && found * 1000 > delegations * limit) {
      long all = delegations;
      examination.block(
          0,
          -1,
          -1,
          () ->
              found
                  + " of "
                  + all
                  + " delegations seem to have lost a final dot; content.misnamed-per-mille is "
                  + limit,
          "misnamed",
          found,
          "delegations",
          all);
    }
  }

  private static void repeatedOrigin(Zone zone, BitSet misnamed, Examination examination) {
    byte[] origin = zone.apex();
    int octets = origin.length - 1;
    if (octets == 0 || 2 * octets + 1 > NameKey.MAX_WIRE_BYTES) {
      return;
    }
    byte[] twice = Arrays.copyOf(origin, 2 * octets + 1);
    System.arraycopy(origin, 0, twice, octets, octets + 1);
    byte[] key = new byte[NameKey.MAX_BYTES];
    int length = NameKey.fromWire(twice, 0, key);
    int found = zone.findOwner(key, 0, length);
    // Where the repeated origin is a name of its own, as com.com. is, so may be what is below it.
    for (int o = -1 - found; found < 0 && o < zone.owners() && isBelow(zone, o, key, length); o++) {
      if (zone.structure().isInTree(o)) {
        int owner = o;
        examination.report(
            Severity.WARN,
            o,
            -1,
            zone.firstRecord(zone.firstRrset(o)),
            () -> zone.ownerName(owner) + " has the origin twice in its name: is a dot missing?");
        if (zone.structure().isDelegation(o)) {
          misnamed.set(o);
        }
      }
    }
  }

  private static boolean isBelow(Zone zone, int owner, byte[] key, int length) {
    int at = zone.keyOffset(owner);
    return zone.keyLength(owner) >= length
        && Arrays.equals(zone.keyArray(owner), at, at + length, key, 0, length);
  }

  private static void absentServers(
      Zone zone, int owner, NameServerTarget target, BitSet misnamed, Examination examination) {
    int rrset = zone.findRrset(owner, RecordType.NS);
    if (rrset < 0) {
      return;
    }
    for (int r = zone.firstRecord(rrset); r < zone.firstSignature(rrset); r++) {
      if (target.find(r) != NameServerTarget.Place.ABSENT) {
        continue;
      }
      misnamed.set(owner);
      int record = r;
      examination.report(
          owner == 0 ? Severity.BLOCK : Severity.WARN,
          owner,
          RecordType.NS,
          r,
          () ->
              "name server "
                  + NameServerTarget.present(zone, record)
                  + " of "
                  + zone.ownerName(owner)
                  + " would lie in this zone and does not exist: is a dot missing?",
          "server",
          NameServerTarget.present(zone, record));
    }
  }
}
