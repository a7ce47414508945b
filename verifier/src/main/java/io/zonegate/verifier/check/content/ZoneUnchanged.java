package io.zonegate.verifier.check.content;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.Check;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.check.ReferenceZone;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.util.Arrays;

/** ZONE-UNCHANGED. */
@CheckInfo(
    id = "ZONE-UNCHANGED",
    title = "The candidate without what signing adds is the unsigned input",
    group = CheckGroup.CONTENT,
    strictness = Strictness.CONTENT,
    citation = "draft-johani-tld-zone-pipeline, egress verification",
    examines = "RRsets",
    explanation =
        """
        Every RRset of the unsigned input is in the candidate with the same records and TTL, and the \
        candidate has no other but RRSIG, NSEC, NSEC3, NSEC3PARAM, and at the apex DNSKEY, CDS, CDNSKEY and \
        ZONEMD; DNSKEY, CDS and CDNSKEY records of the input must still be there. The SOA may differ in its \
        serial. A signer that loses or invents a delegation signs that \
        too: no signature check can see it.""",
    remedy = "Compare the two files. The signer read something else, or changed what it read.")
public final class ZoneUnchanged implements Check {
  @Override
  public Applicability applies(Candidate candidate) {
    ReferenceZone unsigned = candidate.inputs().unsigned();
    if (unsigned instanceof ReferenceZone.Unreadable unreadable) {
      return Applicability.undecided("the unsigned input cannot be read: " + unreadable.reason());
    }
    if (unsigned instanceof ReferenceZone.NotGiven) {
      return Applicability.no("no unsigned input was given (--unsigned)");
    }
    return Applicability.YES;
  }

  @Override
  public void examine(Candidate candidate, OwnerRange range, Examination examination) {
    Zone zone = candidate.zone();
    Zone unsigned = ((ReferenceZone.Given) candidate.inputs().unsigned()).zone();
    int u = range.hasApex() ? 0 : insertion(unsigned, zone, range.first());
    int unsignedEnd =
        range.end() == zone.owners() ? unsigned.owners() : insertion(unsigned, zone, range.end());
    int o = range.first();
    while (o < range.end() || u < unsignedEnd) {
      int order = o == range.end() ? 1 : u == unsignedEnd ? -1 : compare(zone, o, unsigned, u);
      if (order < 0) {
        owner(zone, o++, unsigned, -1, examination);
      } else if (order > 0) {
        lost(unsigned, u++, examination);
      } else {
        owner(zone, o++, unsigned, u++, examination);
      }
    }
  }

  /** The first owner of {@code unsigned} that does not sort before the candidate's owner. */
  private static int insertion(Zone unsigned, Zone zone, int owner) {
    int found =
        unsigned.findOwner(zone.keyArray(owner), zone.keyOffset(owner), zone.keyLength(owner));
    return found >= 0 ? found : -1 - found;
  }

  private static int compare(Zone zone, int owner, Zone unsigned, int other) {
    return zone.compareKey(
        owner, unsigned.keyArray(other), unsigned.keyOffset(other), unsigned.keyLength(other));
  }

  /** Whether signing may add, change or remove the RRset. */
  private static boolean isAdded(int owner, int type) {
    return switch (type) {
      case RecordType.NSEC, RecordType.NSEC3, RecordType.NSEC3PARAM -> true;
      case RecordType.DNSKEY, RecordType.CDS, RecordType.CDNSKEY, RecordType.ZONEMD -> owner == 0;
      default -> false;
    };
  }

  /** Whether signing may add records to the RRset, but must keep those that the input has. */
  private static boolean isExtended(int owner, int type) {
    return owner == 0
        && (type == RecordType.DNSKEY || type == RecordType.CDS || type == RecordType.CDNSKEY);
  }

  /** Compares the RRsets of one name, which {@code unsigned} has as {@code other}, or not if -1. */
  private static void owner(
      Zone zone, int owner, Zone unsigned, int other, Examination examination) {
    int s = zone.firstRrset(owner);
    int end = zone.firstRrset(owner + 1);
    int u = other < 0 ? 0 : unsigned.firstRrset(other);
    int unsignedEnd = other < 0 ? 0 : unsigned.firstRrset(other + 1);
    while (s < end || u < unsignedEnd) {
      int type = s < end ? zone.type(s) : Integer.MAX_VALUE;
      int unsignedType = u < unsignedEnd ? unsigned.type(u) : Integer.MAX_VALUE;
      if (type < unsignedType) {
        if (!isAdded(owner, type) && zone.hasData(s)) {
          examination.examined(1);
          int invented = s;
          examination.block(
              owner,
              type,
              zone.firstRecord(s),
              () ->
                  zone.ownerName(owner)
                      + " "
                      + RecordType.mnemonic(zone.type(invented))
                      + " is not in the unsigned input");
        }
        s++;
      } else if (unsignedType < type) {
        missing(unsigned, other, u, examination);
        u++;
      } else {
        if (isExtended(owner, type)) {
          examination.examined(1);
          kept(zone, s, unsigned, u, examination);
        } else if (!isAdded(owner, type)) {
          examination.examined(1);
          rrset(zone, owner, s, unsigned, u, examination);
        }
        s++;
        u++;
      }
    }
  }

  private static void lost(Zone unsigned, int other, Examination examination) {
    for (int u = unsigned.firstRrset(other); u < unsigned.firstRrset(other + 1); u++) {
      missing(unsigned, other, u, examination);
    }
  }

  private static void missing(Zone unsigned, int other, int rrset, Examination examination) {
    int type = unsigned.type(rrset);
    boolean free = isAdded(other, type) && !isExtended(other, type);
    if (free || !unsigned.hasData(rrset)) {
      return;
    }
    examination.examined(1);
    examination.block(
        -1,
        type,
        -1,
        () ->
            unsigned.ownerName(other)
                + " "
                + RecordType.mnemonic(type)
                + " of the unsigned input ("
                + unsigned.position(unsigned.firstRecord(rrset))
                + ") is missing",
        "owner",
        unsigned.ownerName(other));
  }

  private static void rrset(
      Zone zone, int owner, int rrset, Zone unsigned, int other, Examination examination) {
    int n = zone.firstSignature(rrset) - zone.firstRecord(rrset);
    int m = unsigned.firstSignature(other) - unsigned.firstRecord(other);
    boolean same = n == m;
    for (int i = 0; same && i < n; i++) {
      int left = zone.firstRecord(rrset) + i;
      int right = unsigned.firstRecord(other) + i;
      same =
          zone.ttl(left) == unsigned.ttl(right)
              && sameRdata(zone, left, unsigned, right, zone.type(rrset));
    }
    if (!same) {
      int type = zone.type(rrset);
      examination.block(
          owner,
          type,
          zone.firstRecord(rrset),
          () ->
              zone.ownerName(owner)
                  + " "
                  + RecordType.mnemonic(type)
                  + " differs from the unsigned input ("
                  + unsigned.position(unsigned.firstRecord(other))
                  + ") in records or TTL");
    }
  }

  /** Every record of the unsigned RRset must be in the candidate's. */
  private static void kept(
      Zone zone, int rrset, Zone unsigned, int other, Examination examination) {
    for (int u = unsigned.firstRecord(other); u < unsigned.firstSignature(other); u++) {
      boolean found = false;
      for (int r = zone.firstRecord(rrset); r < zone.firstSignature(rrset); r++) {
        found |= Arrays.equals(zone.rdata(r), unsigned.rdata(u));
      }
      if (!found) {
        int lost = u;
        examination.block(
            0,
            zone.type(rrset),
            zone.firstRecord(rrset),
            () ->
                "the candidate has lost the "
                    + RecordType.mnemonic(zone.type(rrset))
                    + " record of the unsigned input ("
                    + unsigned.position(lost)
                    + ")");
      }
    }
  }

  private static boolean sameRdata(Zone zone, int left, Zone unsigned, int right, int type) {
    byte[] one = zone.rdata(left);
    byte[] two = unsigned.rdata(right);
    if (type == RecordType.SOA && one.length == two.length) {
      // The serial is the first of the five numbers at the end; the signer may set it.
      Arrays.fill(one, one.length - 20, one.length - 16, (byte) 0);
      Arrays.fill(two, two.length - 20, two.length - 16, (byte) 0);
    }
    return Arrays.equals(one, two);
  }
}
