package io.zonegate.verifier.check.signatures;

import io.zonegate.verifier.check.ApexCheck;
import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.crypto.Rrsig;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.util.Arrays;

/** SIG-CLIFF. */
@CheckInfo(
    id = "SIG-CLIFF",
    title = "The signatures do not all expire at once",
    group = CheckGroup.SIGNATURES,
    severity = Severity.WARN,
    strictness = Strictness.LATER,
    citation = "RFC 6781 section 4.4.2",
    examines = "RRSIGs",
    explanation =
        """
        No more than the policy's expiring-per-hour of all RRSIGs expire within any hour. A zone that is \
        signed in one go runs out in one go: a signer that stops then takes all of it down, and when it \
        works it has all of it to sign again. Without a limit in the policy the check does not apply.""",
    remedy = "Give the signer some jitter, so that expirations spread over days.")
public final class SigCliff extends ApexCheck {
  private static final int HOUR = 3600;
  private static final int NO_LIMIT = 100;

  @Override
  public Applicability applies(Candidate candidate) {
    return candidate.inputs().rules().signatures().expiringPerHour() == NO_LIMIT
        ? Applicability.no("the policy sets no [signatures] expiring-per-hour")
        : candidate.ifSigned();
  }

  @Override
  protected void examine(Candidate candidate, Examination examination) {
    int[] remaining = remaining(candidate);
    examination.examined(remaining.length);
    int most = 0;
    int start = 0;
    int from = 0;
    for (int to = 0; to < remaining.length; to++) {
      while ((long) remaining[to] - remaining[from] >= HOUR) {
        from++;
      }
      if (to - from + 1 > most) {
        most = to - from + 1;
        start = from;
      }
    }
    int limit = candidate.inputs().rules().signatures().expiringPerHour();
    if (100L * most > (long) limit * remaining.length) {
      int count = most;
      int first = remaining[start] + candidate.nowSeconds();
      examination.report(
          Severity.WARN,
          0,
          RecordType.RRSIG,
          -1,
          () ->
              count
                  + " of "
                  + remaining.length
                  + " RRSIGs expire within the hour from "
                  + SerialTime.present(candidate, first)
                  + "; limit "
                  + limit
                  + " %",
          "expiring",
          count,
          "of",
          remaining.length,
          "limitPercent",
          limit);
    }
  }

  /** Seconds from the clock to each expiration, ascending. */
  private static int[] remaining(Candidate candidate) {
    Zone zone = candidate.zone();
    int signatures = 0;
    for (int s = 0; s < zone.rrsets(); s++) {
      signatures += zone.firstRecord(s + 1) - zone.firstSignature(s);
    }
    int[] remaining = new int[signatures];
    int n = 0;
    for (int s = 0; s < zone.rrsets(); s++) {
      for (int r = zone.firstSignature(s); r < zone.firstRecord(s + 1); r++) {
        remaining[n++] = (int) SerialTime.fromNow(candidate, Rrsig.of(zone, r).expiration());
      }
    }
    Arrays.sort(remaining);
    return remaining;
  }
}
