package io.zonegate.verifier.check.signatures;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.Zone;

/** SIG-REMAINING. */
@CheckInfo(
    id = "SIG-REMAINING",
    title = "Every RRSIG stays valid long enough",
    group = CheckGroup.SIGNATURES,
    strictness = Strictness.LATER,
    citation = "RFC 6781 section 4.4.2; .mm 2016, arin.net 2019",
    examines = "RRSIGs",
    explanation =
        """
        What remains of the soonest-expiring RRSIG is at least the policy's minimum-remaining. Without \
        one the limit is the largest TTL of a signed RRset (a cache may hold it that long; counted for no \
        more than half of the RRSIG's validity, since validators cut the TTL at the expiration) plus \
        publication-interval (the next zone may come that late), and never under 12 hours. A remainder \
        below the SOA's expire field is warned of once: a secondary that loses its primary would serve \
        expired signatures before it gives up.""",
    remedy = "Sign anew with a longer validity, or refresh signatures earlier.")
public final class SigRemaining extends SignatureCheck {
  @Override
  void examine(Candidate candidate, Place place, Examination examination) {
    Zone zone = candidate.zone();
    int expiration = place.rrsig().expiration();
    long remaining = SerialTime.fromNow(candidate, expiration);
    long limit =
        candidate
            .inputs()
            .limits()
            .leastRemaining(candidate.signatures().largestSignedTtl())
            .toSeconds();
    if (remaining < limit) {
      examination.block(
          place.owner(),
          place.rrsig().covered(),
          place.record(),
          () ->
              place.describe(zone)
                  + " expires at "
                  + SerialTime.present(candidate, expiration)
                  + ", "
                  + (remaining < 0
                      ? SerialTime.span(-remaining) + " ago"
                      : "in " + SerialTime.span(remaining))
                  + "; at least "
                  + SerialTime.span(limit)
                  + " must remain",
          "remainingSeconds",
          remaining,
          "limitSeconds",
          limit);
    } else if (place.record() == candidate.signatures().soonestExpiration()
        && remaining < zone.soaExpire()) {
      examination.report(
          Severity.WARN,
          place.owner(),
          place.rrsig().covered(),
          place.record(),
          () ->
              place.describe(zone)
                  + " is the first to expire, in "
                  + SerialTime.span(remaining)
                  + ", sooner than the SOA's expire field of "
                  + SerialTime.span(zone.soaExpire()),
          "remainingSeconds",
          remaining,
          "soaExpireSeconds",
          zone.soaExpire());
    }
  }
}
