package io.zonegate.verifier.check.history;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.history.ZoneState;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.RecordType;

/** ROLL-TTL-CHANGED. */
@CheckInfo(
    id = "ROLL-TTL-CHANGED",
    title = "TTLs that rollovers wait for are as before",
    group = CheckGroup.HISTORY,
    severity = Severity.WARN,
    strictness = Strictness.CACHES,
    citation = "RFC 7583 section 3.2; RFC 6781 section 4.4.1; .nz 2023",
    examines = "TTLs",
    explanation =
        """
        The TTL of the DNSKEY RRset, the largest TTL of a signed RRset and the SOA's minimum field are those \
        of the live zone. All waits of a rollover follow from them: who plans with the old \
        numbers takes a key away too early. The checks of this chapter use the numbers of each zone as it \
        was; plans and signers outside this program may not.""",
    remedy = "If the change is meant, plan running and coming rollovers anew.")
public final class RollTtlChanged extends PastCheck {
  @Override
  Applicability applies(Candidate candidate, Past past) {
    return past.live().isEmpty() ? Applicability.no("no live zone is known") : Applicability.YES;
  }

  @Override
  protected void examine(Candidate candidate, Examination examination) {
    ZoneState now = candidate.past().candidate();
    for (PastZone live : candidate.past().live()) {
      ZoneState before = live.state();
      compare(
          "TTL of the DNSKEY RRset",
          RecordType.DNSKEY,
          before.dnskeyTtl(),
          now.dnskeyTtl(),
          live,
          examination);
      compare(
          "largest TTL of a signed RRset",
          -1,
          before.largestTtl(),
          now.largestTtl(),
          live,
          examination);
      compare(
          "SOA minimum", RecordType.SOA, before.soaMinimum(), now.soaMinimum(), live, examination);
    }
  }

  /** A number below zero says that there is no such TTL, which is no change of one. */
  private static void compare(
      String what, int type, long before, long now, PastZone live, Examination examination) {
    examination.examined(1);
    if (before >= 0 && now >= 0 && before != now) {
      examination.report(
          Severity.WARN,
          0,
          type,
          -1,
          () -> "the " + what + " is " + now + " s; it was " + before + " s (" + live.what() + ")",
          "before",
          before,
          "now",
          now);
    }
  }
}
