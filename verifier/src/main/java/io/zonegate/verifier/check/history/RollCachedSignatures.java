package io.zonegate.verifier.check.history;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.history.Signer;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.RecordType;
import java.util.Set;

/** ROLL-CACHED-SIGNATURES. */
@CheckInfo(
    id = "ROLL-CACHED-SIGNATURES",
    title = "The keys of signatures that caches now fetch are in the DNSKEY RRset",
    group = CheckGroup.HISTORY,
    strictness = Strictness.CACHES,
    citation = "RFC 6781 section 4.1.1; RFC 7583 section 3.2.1; APNIC 2012, RIPE NCC 2010",
    examines = "sets of signing keys of live zones",
    explanation =
        """
        Every RRset of the zone that is live now has a signature by a key that the candidate publishes. \
        Caches fetch these RRsets until the moment of the release and hold them for their TTL, but may \
        fetch the DNSKEY RRset a second later: without the old key they answer SERVFAIL, although the \
        new zone is flawless. The live zone is the previous zone given, and the history's last release: \
        they differ after a roll-back that nobody recorded.""",
    remedy =
        "Leave the old key in the DNSKEY RRset without signing with it; ROLL-RETIRED says how long. If"
            + " another signer has taken over, give it the old public keys first.")
public final class RollCachedSignatures extends PastCheck {
  @Override
  Applicability applies(Candidate candidate, Past past) {
    return ifSignedNowAndBefore(past);
  }

  @Override
  protected void examine(Candidate candidate, Examination examination) {
    Past past = candidate.past();
    for (PastZone live : past.live()) {
      for (Set<Signer> signers : live.state().data()) {
        examination.examined(1);
        if (!past.candidate().verifies(signers)) {
          examination.block(
              0,
              RecordType.DNSKEY,
              -1,
              () ->
                  "RRsets that are live now ("
                      + live.what()
                      + ") are signed by "
                      + names(signers)
                      + " only, which the candidate's DNSKEY RRset does not have");
        }
      }
    }
    if (past.live().stream().noneMatch(z -> z.state().isSigned())) {
      // Nothing is lost where nothing was signed; that is evidence too.
      examination.examined(past.live().size());
    }
  }
}
