package io.zonegate.verifier.check.history;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.RecordType;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** ROLL-UNSIGN. */
@CheckInfo(
    id = "ROLL-UNSIGN",
    title = "A zone goes unsigned only when no cache has its DS",
    group = CheckGroup.HISTORY,
    strictness = Strictness.CACHES,
    citation = "RFC 4035 section 5.2; RFC 6781 section 4.1.2; slack.com 2021",
    examines = "DS RRsets that were seen at the parent",
    explanation =
        """
        An unsigned candidate is let through only when every DS RRset of the history is gone: another event \
        records that the parent has none (zonegate history record --served --no-ds), and since then the \
        policy's parent-propagation and the TTL of the DS have passed. A validator that holds the DS \
        answers SERVFAIL for every name of an unsigned zone.""",
    remedy =
        "Have the DS removed first, record that it is gone, and publish the signed zone until the time"
            + " given.")
public final class RollUnsign extends PastCheck {
  @Override
  Applicability applies(Candidate candidate, Past past) {
    if (past.candidate().isSigned()) {
      return Applicability.no("the zone is signed");
    }
    return past.parents().isEmpty()
        ? Applicability.no("the history does not know whether the parent had a DS RRset")
        : Applicability.YES;
  }

  @Override
  protected void examine(Candidate candidate, Examination examination) {
    Optional<Duration> assumed = candidate.inputs().rules().history().dsTtl();
    for (PastDs past : candidate.past().parents()) {
      examination.examined(1);
      if (past.seen().records().isEmpty()) {
        continue;
      }
      OptionalLong forgotten = past.forgotten(assumed);
      if (forgotten.isEmpty()) {
        examination.undecided(
            past.what()
                + " has no TTL in the history, so that it is not known how long caches hold it; set"
                + " [history] ds-ttl");
      } else if (forgotten.getAsLong() > now(candidate)) {
        examination.block(
            0,
            RecordType.DNSKEY,
            -1,
            () ->
                "the zone is not signed, and caches may hold "
                    + past.what()
                    + " "
                    + (forgotten.getAsLong() == PastZone.STILL
                        ? "still: no event records that it has gone"
                        : until(forgotten.getAsLong())),
            "until",
            forgotten.getAsLong());
      }
    }
  }
}
