package io.zonegate.verifier.check.history;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.history.Signer;
import io.zonegate.verifier.history.SignerSurvey.Share;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.Zone;
import java.util.List;
import java.util.Set;

/** ROLL-PREPUBLISHED. */
@CheckInfo(
    id = "ROLL-PREPUBLISHED",
    title = "Every RRset is signed by a key that all caches know",
    group = CheckGroup.HISTORY,
    strictness = Strictness.CACHES,
    citation = "RFC 7583 section 3.2.1 (Ipub); RFC 6781 section 4.1.1.1; .nl 2012, APNIC 2012",
    examines = "sets of signing keys of the candidate",
    explanation =
        """
        A cache that fetched the DNSKEY RRset before a key was added to it goes on with what it has for the \
        RRset's TTL. Every RRset of the candidate therefore has a valid signature by a key of each DNSKEY \
        RRset that caches may hold: those of the live zone, and of earlier zones until the one after them \
        was everywhere (the policy's propagation) plus the DNSKEY TTL. A new key may sign at once where an \
        old one signs too. The DNSKEY RRset itself, CDS and CDNSKEY are not judged here: they go with the \
        parent's DS.""",
    remedy =
        "Sign with the old key until the time given, with the new one only published; then change.")
public final class RollPrepublished extends PastCheck {
  @Override
  Applicability applies(Candidate candidate, Past past) {
    return ifSignedNowAndBefore(past);
  }

  @Override
  protected void examine(Candidate candidate, Examination examination) {
    Past past = candidate.past();
    List<PastZone> cached =
        past.zones().stream()
            .filter(z -> z.state().isSigned() && z.keysForgotten() > now(candidate))
            .toList();
    past.shares()
        .forEach(
            (signers, share) -> {
              examination.examined(1);
              cached.stream()
                  .filter(z -> !z.state().verifies(signers))
                  .reduce((a, b) -> b.keysForgotten() > a.keysForgotten() ? b : a)
                  .ifPresent(zone -> report(candidate.zone(), signers, share, zone, examination));
            });
  }

  private static void report(
      Zone zone, Set<Signer> signers, Share share, PastZone past, Examination examination) {
    int record = zone.firstRecord(share.first());
    examination.block(
        zone.owner(record),
        zone.type(share.first()),
        record,
        () ->
            share.rrsets()
                + " RRsets, this one among them, are signed by "
                + names(signers)
                + " only; caches may hold a DNSKEY RRset without it "
                + until(past.keysForgotten())
                + " ("
                + past.what()
                + ", DNSKEY TTL "
                + past.state().dnskeyTtl()
                + " s)",
        "rrsets",
        share.rrsets());
  }
}
