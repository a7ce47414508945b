package io.zonegate.verifier.check.content;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.Check;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zonemd.ZonemdVerification;

/** ZONEMD. */
@CheckInfo(
    id = "ZONEMD",
    title = "A ZONEMD record at the apex is the digest of the zone",
    group = CheckGroup.CONTENT,
    strictness = Strictness.SERVERS,
    citation = "RFC 8976 sections 2, 2.2 and 4",
    examines = "ZONEMD records",
    explanation =
        """
        The zone is digested as a secondary would do it, and one ZONEMD record at least must fit: serial \
        of the SOA, scheme SIMPLE, SHA-384 or SHA-512, the right digest; if none does, secondaries and \
        resolvers that verify refuse the zone. Every digest has the length of its hash, and no two records \
        have one scheme and hash. A wrong record beside a right one is warned of, and so is one that is \
        not at the apex, where it means nothing. Where no scheme or hash is known here, the answer is \
        UNDECIDED. Whether the policy demands a ZONEMD says its key content.zonemd; SIG-COVERAGE sees to \
        its signature.""",
    remedy =
        "Have the digest made last, over the zone as it is signed, and sign only the ZONEMD RRset after it.")
public final class ZonemdCheck implements Check {
  @Override
  public Applicability applies(Candidate candidate) {
    return switch (candidate.inputs().rules().content().zonemd().candidate()) {
      case IGNORE -> Applicability.no("the policy has content.zonemd = \"ignore\"");
      case REQUIRED -> Applicability.YES;
      case IF_PRESENT ->
          hasZonemd(candidate.zone())
              ? Applicability.YES
              : Applicability.no("the zone has no ZONEMD record");
    };
  }

  private static boolean hasZonemd(Zone zone) {
    for (int s = 0; s < zone.rrsets(); s++) {
      if (zone.type(s) == RecordType.ZONEMD && zone.hasData(s)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void examine(Candidate candidate, OwnerRange range, Examination examination) {
    Zone zone = candidate.zone();
    if (range.hasApex()) {
      apex(candidate, examination);
    }
    for (int o = Math.max(1, range.first()); o < range.end(); o++) {
      int rrset = zone.findRrset(o, RecordType.ZONEMD);
      if (rrset >= 0) {
        examination.examined(1);
        int owner = o;
        examination.report(
            Severity.WARN,
            o,
            RecordType.ZONEMD,
            zone.firstRecord(rrset),
            () -> zone.ownerName(owner) + " has a ZONEMD record, which means nothing there");
      }
    }
  }

  private static void apex(Candidate candidate, Examination examination) {
    ZonemdVerification verification = ZonemdVerification.of(candidate.zone());
    examination.examined(verification.records().size());
    if (verification.records().isEmpty()
        && candidate.inputs().rules().content().zonemd().candidate()
            == ZonemdRules.Demand.REQUIRED) {
      examination.block(
          0,
          RecordType.ZONEMD,
          -1,
          () -> "the apex has no ZONEMD record, and the policy demands one (content.zonemd)");
    }
    boolean verified = verification.succeeds();
    for (ZonemdVerification.Answer answer : verification.records()) {
      Severity severity =
          switch (answer.status()) {
            case RIGHT, UNSUPPORTED -> null;
            case WRONG_LENGTH, REPEATED -> Severity.BLOCK;
            case WRONG_DIGEST, WRONG_SERIAL -> verified ? Severity.WARN : Severity.BLOCK;
          };
      if (severity != null) {
        examination.report(severity, 0, RecordType.ZONEMD, answer.record(), answer::text);
      }
    }
    if (verification.isOpen()) {
      examination.undecided(
          "no ZONEMD record can be verified: no scheme or hash algorithm of them is known; add one"
              + " with scheme 1 and hash 1");
    }
  }
}
