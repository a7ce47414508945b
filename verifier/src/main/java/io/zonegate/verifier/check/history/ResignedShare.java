package io.zonegate.verifier.check.history;

import io.zonegate.verifier.check.ApexCheck;
import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.check.ReferenceZone;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.Zone;
import java.util.Arrays;
import java.util.Locale;

/** RESIGNED-SHARE. */
@CheckInfo(
    id = "RESIGNED-SHARE",
    title = "No more RRsets have new signatures than the policy expects",
    group = CheckGroup.HISTORY,
    severity = Severity.WARN,
    strictness = Strictness.LATER,
    citation = "draft-johani-tld-zone-pipeline, egress verification",
    examines = "RRsets that both zones sign",
    explanation =
        """
        Of the RRsets that are signed in the previous zone and in the candidate, the share whose RRSIGs \
        are others is at most the policy's resigned-share. A signer that keeps its signatures until they \
        near their end replaces a steady share; one that suddenly replaces all of them has lost its \
        state, its keys or its configuration. Signers that sign everything each time need no limit.""",
    remedy = "Find out what made the signer start anew before you go on.")
public final class ResignedShare extends ApexCheck {
  @Override
  public Applicability applies(Candidate candidate) {
    if (candidate.inputs().previous() instanceof ReferenceZone.Unreadable unreadable) {
      return Applicability.undecided("the previous zone cannot be read: " + unreadable.reason());
    }
    if (candidate.inputs().previous() instanceof ReferenceZone.NotGiven) {
      return Applicability.no("no previous zone given (--previous)");
    }
    return candidate.inputs().rules().history().resignedShare() == 100
        ? Applicability.no("the policy sets no limit ([history] resigned-share)")
        : candidate.ifSigned();
  }

  @Override
  protected void examine(Candidate candidate, Examination examination) {
    Zone zone = candidate.zone();
    Zone previous = ((ReferenceZone.Given) candidate.inputs().previous()).zone();
    Count count = new Count();
    int p = 0;
    for (int o = 0; o < zone.owners(); o++) {
      while (p < previous.owners() && compare(previous, p, zone, o) < 0) {
        p++;
      }
      if (p < previous.owners() && compare(previous, p, zone, o) == 0) {
        owner(zone, o, previous, p, count);
      }
    }
    examination.examined(Math.max(1, count.both));
    int limit = candidate.inputs().rules().history().resignedShare();
    if (count.changed * 100 > count.both * limit) {
      examination.report(
          Severity.WARN,
          -1,
          -1,
          -1,
          () ->
              String.format(
                  Locale.ROOT,
                  "%d of %d RRsets have other signatures than in the previous zone (%.1f %%), limit"
                      + " %d %%",
                  count.changed,
                  count.both,
                  100.0 * count.changed / count.both,
                  limit),
          "changed",
          count.changed,
          "both",
          count.both);
    }
  }

  private static final class Count {
    private long both;
    private long changed;
  }

  private static int compare(Zone left, int owner, Zone right, int other) {
    return left.compareKey(
        owner, right.keyArray(other), right.keyOffset(other), right.keyLength(other));
  }

  private static void owner(Zone zone, int owner, Zone previous, int other, Count count) {
    int p = previous.firstRrset(other);
    for (int s = zone.firstRrset(owner); s < zone.firstRrset(owner + 1); s++) {
      while (p < previous.firstRrset(other + 1) && previous.type(p) < zone.type(s)) {
        p++;
      }
      if (p < previous.firstRrset(other + 1)
          && previous.type(p) == zone.type(s)
          && signatures(zone, s) > 0
          && signatures(previous, p) > 0) {
        count.both++;
        count.changed += isSame(zone, s, previous, p) ? 0 : 1;
      }
    }
  }

  private static int signatures(Zone zone, int rrset) {
    return zone.firstRecord(rrset + 1) - zone.firstSignature(rrset);
  }

  /** Both zones have the RRSIGs of an RRset in canonical order. */
  private static boolean isSame(Zone zone, int rrset, Zone previous, int other) {
    int n = signatures(zone, rrset);
    boolean same = n == signatures(previous, other);
    for (int i = 0; same && i < n; i++) {
      int left = zone.firstSignature(rrset) + i;
      int right = previous.firstSignature(other) + i;
      int leftAt = zone.rdataOffset(left);
      int rightAt = previous.rdataOffset(right);
      same =
          Arrays.equals(
              zone.rdataArray(left),
              leftAt,
              leftAt + zone.rdataLength(left),
              previous.rdataArray(right),
              rightAt,
              rightAt + previous.rdataLength(right));
    }
    return same;
  }
}
