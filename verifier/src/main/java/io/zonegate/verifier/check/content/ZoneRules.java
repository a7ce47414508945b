package io.zonegate.verifier.check.content;

import io.zonegate.verifier.check.AnswerSize;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.Check;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.NameKey;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Structure;
import io.zonegate.verifier.zone.Zone;

/** ZONE-RULES. */
@CheckInfo(
    id = "ZONE-RULES",
    title = "CNAME, DNAME, cuts, DS, DNSKEY, SOA and NS keep the rules of the DNS",
    group = CheckGroup.CONTENT,
    strictness = Strictness.SERVERS,
    citation =
        "RFC 1034 sections 3.6.2 and 4.2.1; RFC 1035 section 4.2.2; RFC 2181 sections 5 and 6.1; RFC 6672 section 2.3; RFC 4034 section 2.1.1; RFC 4035 sections 2.4 and 2.5; RFC 4509 section 2.1; RFC 4255 section 3.1.3; RFC 6594 section 4; RFC 8659 section 4.1; RFC 9460 section 2.4.3; RFC 3402 section 3.2; CVE-2024-1737",
    examines = "names",
    explanation =
        """
        A CNAME stands alone, but for RRSIG and NSEC; a KEY, which RFC 4035 allows beside it, is warned of, since \
        NSD and Knot refuse it. A name has one CNAME or DNAME at most, and nothing \
        lies below a DNAME. DS stands at delegations only. What else than NS, DS and glue lies at or below \
        a zone cut is warned of: it is occluded, and no server answers with it. The digests in DS, CDS and SSHFP records have the length of their type. There is one SOA, at the apex, and the apex has NS records. A \
        DNSKEY with the Zone Key bit stands at the apex: BIND's validators reject any other, and one without \
        the bit is warned of. An \
        RRset with its RRSIGs fits into a message of 65,535 octets, and with its owner written out before \
        each record into the same room, or Unbound cannot verify it. An RRset of more than 100 records or RRSIGs and a \
        name of more than 100 types, those with RRSIGs counted twice, are warned of: BIND (9.18.28 and later) \
        refuses such a zone, and its resolvers such an RRset, unless it is told otherwise. RDATA of CAA, \
        SVCB, HTTPS, NAPTR, LOC, APL, IPSECKEY, HIP, KEY, CSYNC, ZONEMD and a few old types keeps the RFC of \
        its type, or BIND refuses the zone. A record given \
        twice is warned of, since servers drop it, and so is a delegation at a wildcard (RFC 4592 section \
        4.2).""",
    remedy =
        "Mend the unsigned zone. Servers refuse to load such a zone, or each answers something else.")
public final class ZoneRules implements Check {
  /** For secure dynamic update (RFC 3007). */
  private static final int KEY = 25;

  @Override
  public void examine(Candidate candidate, OwnerRange range, Examination examination) {
    Zone zone = candidate.zone();
    AnswerSize sizes = new AnswerSize(zone);
    for (int o = range.first(); o < range.end(); o++) {
      examination.examined(1);
      size(zone, o, sizes, examination);
      RecordCounts.examine(zone, o, examination);
      for (int s = zone.firstRrset(o); s < zone.firstRrset(o + 1); s++) {
        RefusedRdata.examine(zone, o, s, examination);
      }
      byte kind = zone.structure().kind(o);
      if (kind == Structure.OCCLUDED) {
        occluded(zone, o, examination);
      } else if (zone.structure().isDelegation(o)) {
        delegation(zone, o, examination);
      } else {
        authoritative(zone, o, examination);
      }
    }
    if (range.hasApex() && zone.findRrset(0, RecordType.NS) < 0) {
      examination.block(0, RecordType.NS, -1, () -> "the apex has no NS record");
    }
    int end = zone.firstDuplicate(range.end());
    for (int i = zone.firstDuplicate(range.first()); i < end; i++) {
      Zone.Duplicate twin = zone.duplicate(i);
      examination.reportAt(
          Severity.WARN,
          twin.owner(),
          twin.type(),
          twin.position(),
          zone.ownerName(twin.owner())
              + " "
              + RecordType.mnemonic(twin.type())
              + " stands in the zone twice");
    }
  }

  /** An RRset that no message can carry, or that resolvers have no room to verify. */
  private static void size(Zone zone, int owner, AnswerSize sizes, Examination examination) {
    for (int s = zone.firstRrset(owner); s < zone.firstRrset(owner + 1); s++) {
      if (sizes.isSmall(s)) {
        continue;
      }
      int type = zone.type(s);
      boolean signed = zone.structure().isAuthoritative(owner, type);
      boolean referral = type == RecordType.NS && zone.structure().isDelegation(owner);
      long answer = signed || referral ? sizes.least(owner, s) : 0;
      long octets =
          signed && answer <= AnswerSize.MOST ? Math.max(answer, sizes.signed(owner, s)) : answer;
      if (octets > AnswerSize.MOST) {
        examination.block(
            owner,
            type,
            zone.firstRecord(s),
            () ->
                zone.ownerName(owner)
                    + " "
                    + RecordType.mnemonic(type)
                    + " has "
                    + octets
                    + (answer > AnswerSize.MOST
                        ? " octets in an answer at least; a message"
                        : " octets to be verified; a resolver")
                    + " has room for "
                    + AnswerSize.MOST,
            "octets",
            octets);
      }
    }
  }

  private static boolean isDenial(int type) {
    return type == RecordType.NSEC || type == RecordType.NSEC3;
  }

  private static void authoritative(Zone zone, int owner, Examination examination) {
    for (int s = zone.firstRrset(owner); s < zone.firstRrset(owner + 1); s++) {
      if (!zone.hasData(s)) {
        continue;
      }
      int type = zone.type(s);
      int record = zone.firstRecord(s);
      boolean several = zone.firstSignature(s) - record > 1;
      if (several
          && (type == RecordType.CNAME || type == RecordType.DNAME || type == RecordType.SOA)) {
        examination.block(
            owner,
            type,
            record + 1,
            () ->
                zone.ownerName(owner)
                    + " has more than one "
                    + RecordType.mnemonic(type)
                    + " record");
      }
      if (type == RecordType.SOA && owner > 0) {
        examination.block(
            owner,
            type,
            record,
            () -> zone.ownerName(owner) + " has an SOA record; only the apex may");
      }
      if (type == RecordType.DS) {
        examination.block(
            owner,
            type,
            record,
            () ->
                zone.ownerName(owner)
                    + " has a DS record and is "
                    + (owner == 0 ? "the apex" : "no delegation"));
      }
      switch (type) {
        case RecordType.DNSKEY -> {
          if (owner > 0) {
            DnskeyOwner.examine(zone, owner, s, examination);
          }
        }
        case RecordType.CDS, RecordType.TA, RecordType.DLV, RecordType.SSHFP ->
            DigestLengths.examine(zone, owner, s, examination);
        default -> {
          // Nothing is asked of the records of other types here.
        }
      }
    }
    loneCname(zone, owner, examination);
  }

  /** Servers refuse to load what stands beside a CNAME, below a zone cut too. */
  private static void loneCname(Zone zone, int owner, Examination examination) {
    if (zone.findRrset(owner, RecordType.CNAME) < 0) {
      return;
    }
    for (int s = zone.firstRrset(owner); s < zone.firstRrset(owner + 1); s++) {
      int type = zone.type(s);
      if (zone.hasData(s) && type != RecordType.CNAME && !isDenial(type)) {
        examination.report(
            type == KEY ? Severity.WARN : Severity.BLOCK,
            owner,
            type,
            zone.firstRecord(s),
            () -> zone.ownerName(owner) + " has a CNAME and also " + RecordType.mnemonic(type));
      }
    }
  }

  private static void delegation(Zone zone, int owner, Examination examination) {
    if (NameKey.isWildcard(zone.keyArray(owner), zone.keyOffset(owner), zone.keyLength(owner))) {
      examination.report(
          Severity.WARN,
          owner,
          RecordType.NS,
          zone.firstRecord(zone.findRrset(owner, RecordType.NS)),
          () ->
              zone.ownerName(owner)
                  + " is a wildcard and has NS records; some servers refuse the zone for it");
    }
    for (int s = zone.firstRrset(owner); s < zone.firstRrset(owner + 1); s++) {
      int type = zone.type(s);
      if (type == RecordType.DS) {
        DigestLengths.examine(zone, owner, s, examination);
      }
      boolean belongs =
          switch (type) {
            case RecordType.NS, RecordType.DS, RecordType.A, RecordType.AAAA -> true;
            // A registrant may choose a name that is the NSEC3 hash of another (RFC 5155 section
            // 7.1).
            default -> isDenial(type);
          };
      if (zone.hasData(s) && !belongs) {
        boolean refused =
            type == RecordType.SOA || type == RecordType.CNAME || type == RecordType.DNAME;
        examination.report(
            refused ? Severity.BLOCK : Severity.WARN,
            owner,
            type,
            zone.firstRecord(s),
            () ->
                zone.ownerName(owner)
                    + " is a delegation and has "
                    + RecordType.mnemonic(type)
                    + "; only NS, DS and glue belong at a zone cut");
      }
    }
  }

  private static void occluded(Zone zone, int owner, Examination examination) {
    boolean belowDname = zone.structure().isBelowDname(owner);
    loneCname(zone, owner, examination);
    for (int s = zone.firstRrset(owner); s < zone.firstRrset(owner + 1); s++) {
      int type = zone.type(s);
      boolean glue = type == RecordType.A || type == RecordType.AAAA;
      // Denial records in the wrong place are DENIAL-EXTRA's.
      if (zone.hasData(s) && !isDenial(type) && (belowDname || !glue)) {
        boolean refused = belowDname || type == RecordType.SOA;
        examination.report(
            refused ? Severity.BLOCK : Severity.WARN,
            owner,
            type,
            zone.firstRecord(s),
            () ->
                zone.ownerName(owner)
                    + " has "
                    + RecordType.mnemonic(type)
                    + " and lies below "
                    + (belowDname ? "a DNAME" : "a zone cut, where only glue is of use"));
      }
    }
  }
}
