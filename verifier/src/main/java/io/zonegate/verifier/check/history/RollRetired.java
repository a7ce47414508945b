package io.zonegate.verifier.check.history;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.history.Signer;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.RecordType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** ROLL-RETIRED. */
@CheckInfo(
    id = "ROLL-RETIRED",
    title = "A key leaves only when no cache has a signature that needs it",
    group = CheckGroup.HISTORY,
    strictness = Strictness.CACHES,
    citation = "RFC 7583 sections 3.2.1 (Iret) and 3.2.2; RFC 6781 section 4.1.1",
    examines = "zones that caches may hold",
    explanation =
        """
        Of each zone that was released or seen served before, caches may hold RRsets until the zone after \
        it was everywhere (the policy's propagation) plus the largest TTL of a signed RRset. Until then one \
        of the keys that signed them stays in the DNSKEY RRset. The zone that is live now is \
        ROLL-CACHED-SIGNATURES's.""",
    remedy =
        "Keep the old key in the DNSKEY RRset until the time given; it need not sign. In an emergency"
            + " suppress this check with its reason: the outage of one TTL is then your decision.")
public final class RollRetired extends PastCheck {
  @Override
  Applicability applies(Candidate candidate, Past past) {
    Applicability signed = ifSignedNowAndBefore(past);
    if (signed.runs() && past.zones().stream().allMatch(PastZone::isLive)) {
      return Applicability.no("no zone before the live one is known that caches may hold");
    }
    return signed;
  }

  @Override
  protected void examine(Candidate candidate, Examination examination) {
    Past past = candidate.past();
    Map<Set<Signer>, PastZone> worst = new LinkedHashMap<>();
    for (PastZone zone : past.zones()) {
      if (zone.isLive()) {
        continue;
      }
      examination.examined(1);
      for (Set<Signer> signers : zone.state().data()) {
        if (zone.dataForgotten() > now(candidate) && !past.candidate().verifies(signers)) {
          worst.merge(signers, zone, (a, b) -> b.dataForgotten() > a.dataForgotten() ? b : a);
        }
      }
    }
    worst.forEach(
        (signers, zone) ->
            examination.block(
                0,
                RecordType.DNSKEY,
                -1,
                () ->
                    "caches may hold RRsets signed by "
                        + names(signers)
                        + " only "
                        + until(zone.dataForgotten())
                        + " ("
                        + zone.what()
                        + ", largest TTL "
                        + zone.state().largestTtl()
                        + " s), but the candidate's DNSKEY RRset does not have that key",
                "until",
                zone.dataForgotten()));
  }
}
