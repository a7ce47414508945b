package io.zonegate.verifier.check.keys;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.Check;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.crypto.Dnskey;
import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Structure;
import io.zonegate.verifier.zone.Zone;
import java.util.List;

/** CDS-CONSISTENT. */
@CheckInfo(
    id = "CDS-CONSISTENT",
    title = "CDS and CDNSKEY ask the parent for a DS set that works",
    group = CheckGroup.KEYS,
    strictness = Strictness.LATER,
    citation = "RFC 7344 sections 4 and 4.1; RFC 8078 section 4; RFC 9615 section 4.1",
    examines = "owner names",
    explanation =
        """
        CDS and CDNSKEY stand at the apex only (RFC 9615's _dsboot names aside), name the same keys where \
        both are there, have digests of the right length, and are signed by a key that the parent's DS \
        names. If the parent did what they ask, each of their algorithms would still have a DS whose key \
        signs the DNSKEY RRset. A request to delete the DS set has the exact form of RFC 8078 and blocks \
        unless the policy's cds-delete allows it. A record for a key that is not published is legal in a \
        rollover, and warned of.""",
    remedy =
        "Take the records out until the signer makes them right: a parent that acts on them takes the"
            + " zone off the air.")
public final class CdsConsistent implements Check {
  @Override
  public void examine(Candidate candidate, OwnerRange range, Examination examination) {
    Zone zone = candidate.zone();
    for (int o = range.first(); o < range.end(); o++) {
      examination.examined(1);
      if (o > 0 && zone.structure().kind(o) != Structure.OCCLUDED) {
        misplaced(zone, o, RecordType.CDS, examination);
        misplaced(zone, o, RecordType.CDNSKEY, examination);
      }
    }
    if (range.hasApex()) {
      ChildRequest request = ChildRequest.of(zone);
      if (request.asksForDeletion()) {
        deletion(candidate, request, examination);
      } else if (!request.isEmpty()) {
        agree(zone, request, examination);
        published(candidate, request, examination);
        continuity(candidate, request, examination);
      }
      signer(candidate, RecordType.CDS, examination);
      signer(candidate, RecordType.CDNSKEY, examination);
    }
  }

  /** RFC 9615 puts copies of a child's CDS at {@code _dsboot.CHILD._signal.SERVER}. */
  private static void misplaced(Zone zone, int owner, int type, Examination examination) {
    int rrset = zone.findRrset(owner, type);
    if (rrset >= 0 && !zone.ownerName(owner).startsWith("_dsboot.")) {
      examination.block(
          owner,
          type,
          zone.firstRecord(rrset),
          () ->
              zone.ownerName(owner)
                  + " has a "
                  + RecordType.mnemonic(type)
                  + " record; it belongs at the apex only");
    }
  }

  private static void deletion(Candidate candidate, ChildRequest request, Examination examination) {
    int type = request.hasCds() ? RecordType.CDS : RecordType.CDNSKEY;
    if (!request.isRightDeletion()) {
      examination.block(
          0,
          type,
          -1,
          () ->
              "a CDS or CDNSKEY record has algorithm 0, and they are not exactly CDS 0 0 0 00 and"
                  + " CDNSKEY 0 3 0 AA==");
    } else if (!candidate.inputs().rules().keys().cdsDelete()) {
      examination.block(
          0,
          type,
          -1,
          () ->
              "the zone asks its parent to delete its DS records; the policy's cds-delete does not"
                  + " allow it");
    }
  }

  private static void agree(Zone zone, ChildRequest request, Examination examination) {
    byte[] apex = zone.apex();
    List<Dnskey> keys = request.cdnskeys();
    for (Ds cds : request.cds()) {
      if (!cds.hasRightLength()) {
        examination.block(
            0, RecordType.CDS, -1, () -> "C" + cds + " has a digest of the wrong length");
      } else if (request.hasCdnskey() && keys.stream().noneMatch(k -> names(apex, cds, k))) {
        examination.block(0, RecordType.CDS, -1, () -> "C" + cds + " matches no CDNSKEY record");
      }
    }
    for (Dnskey key : keys) {
      if (request.hasCds() && request.cds().stream().noneMatch(c -> names(apex, c, key))) {
        examination.block(
            0, RecordType.CDNSKEY, -1, () -> "CDNSKEY " + key + " matches no CDS record");
      }
    }
  }

  /** By digest; by key tag and algorithm where this program does not know the digest type. */
  private static boolean names(byte[] apex, Ds cds, Dnskey key) {
    return cds.isSupported()
        ? cds.matches(apex, key)
        : cds.keyTag() == key.keyTag() && cds.algorithm() == key.algorithm();
  }

  private static void published(
      Candidate candidate, ChildRequest request, Examination examination) {
    byte[] apex = candidate.zone().apex();
    List<Dnskey> keys = candidate.keys().entries().stream().map(KeyRing.Entry::dnskey).toList();
    for (Ds wanted : request.wanted(apex)) {
      if (keys.stream().noneMatch(key -> names(apex, wanted, key))) {
        examination.report(
            Severity.WARN,
            0,
            request.hasCds() ? RecordType.CDS : RecordType.CDNSKEY,
            -1,
            () -> "the zone asks for " + wanted + ", whose key is not in its DNSKEY RRset",
            "keyTag",
            wanted.keyTag());
      }
    }
  }

  /** RFC 7344 section 4.1, Continuity: applied to the DS RRset it must not break the delegation. */
  private static void continuity(
      Candidate candidate, ChildRequest request, Examination examination) {
    List<Ds> wanted = request.wanted(candidate.zone().apex());
    int dnskeys = candidate.zone().findRrset(0, RecordType.DNSKEY);
    if (wanted.stream().noneMatch(Ds::isSupported)) {
      examination.undecided("no CDS record has a digest type that is known (1, 2, 4)");
      return;
    }
    wanted.stream()
        .filter(Ds::isSupported)
        .mapToInt(Ds::algorithm)
        .distinct()
        .filter(
            algorithm ->
                wanted.stream()
                    .noneMatch(
                        ds -> ds.algorithm() == algorithm && DsChain.signs(candidate, ds, dnskeys)))
        .forEach(
            algorithm ->
                examination.block(
                    0,
                    request.hasCds() ? RecordType.CDS : RecordType.CDNSKEY,
                    -1,
                    () ->
                        "none of the DS records of algorithm "
                            + algorithm
                            + " that the zone asks for names a key that signs its DNSKEY RRset",
                    "algorithm",
                    algorithm));
  }

  /** RFC 7344 section 4.1, Signer: a key that both the DNSKEY and the DS RRset have. */
  private static void signer(Candidate candidate, int type, Examination examination) {
    int rrset = candidate.zone().findRrset(0, type);
    boolean signed = candidate.inputs().parent() instanceof ParentTrust.Known;
    if (rrset < 0 || !signed) {
      return;
    }
    List<Ds> parent = ParentCheck.dsSet(candidate);
    // Where no DS matches at all, DS-MATCH says so.
    if (parent.stream().anyMatch(ds -> ParentCheck.keyOf(candidate, ds) != null)
        && parent.stream().noneMatch(ds -> DsChain.signs(candidate, ds, rrset))) {
      examination.block(
          0,
          type,
          candidate.zone().firstRecord(rrset),
          () ->
              "the "
                  + RecordType.mnemonic(type)
                  + " RRset is not signed by a key that a DS of the parent names");
    }
  }
}
