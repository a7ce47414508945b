package io.zonegate.verifier.check.history;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.history.Signer;
import io.zonegate.verifier.history.ZoneState;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.RecordType;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** ROLL-ALGORITHM. */
@CheckInfo(
    id = "ROLL-ALGORITHM",
    title = "Signatures of an algorithm come before its DNSKEY and go after it",
    group = CheckGroup.HISTORY,
    severity = Severity.WARN,
    strictness = Strictness.CACHES,
    citation = "RFC 6781 section 4.1.4; RFC 4035 section 2.2; RFC 6840 section 5.11",
    examines = "zones that caches may hold",
    explanation =
        """
        A validator that wants every algorithm of the DNSKEY RRset to sign every RRset may hold the new \
        DNSKEY RRset and old RRsets, or the reverse. So RRsets that caches may hold carry signatures of \
        every algorithm that the candidate's DNSKEY RRset has, and the candidate's RRsets carry signatures \
        of every algorithm of a DNSKEY RRset that caches may hold; by a key of that DNSKEY RRset, so that \
        the keys of each algorithm are rolled as those of a zone with one. RFC 6840 asks validators not \
        to insist, and most do not: findings warn, and block where the policy sets algorithm-rollover to \
        "conservative".""",
    remedy =
        "Add the signatures, wait for the largest TTL, add the DNSKEY; at the end remove the DNSKEY, wait"
            + " for its TTL, remove the signatures.")
public final class RollAlgorithm extends PastCheck {
  @Override
  Applicability applies(Candidate candidate, Past past) {
    return ifSignedNowAndBefore(past);
  }

  @Override
  protected void examine(Candidate candidate, Examination examination) {
    Past past = candidate.past();
    Map<Integer, PastZone> unsigned = new TreeMap<>();
    Map<Integer, PastZone> unmatched = new TreeMap<>();
    for (PastZone zone : past.zones()) {
      if (!zone.state().isSigned()) {
        continue;
      }
      examination.examined(1);
      if (zone.dataForgotten() > now(candidate)) {
        for (int algorithm : past.candidate().algorithms()) {
          if (!signsAll(zone.state(), past.candidate(), algorithm)) {
            unsigned.merge(
                algorithm, zone, (a, b) -> b.dataForgotten() > a.dataForgotten() ? b : a);
          }
        }
      }
      if (zone.keysForgotten() > now(candidate)) {
        for (int algorithm : zone.state().algorithms()) {
          if (!signsAll(past.candidate(), zone.state(), algorithm)) {
            unmatched.merge(
                algorithm, zone, (a, b) -> b.keysForgotten() > a.keysForgotten() ? b : a);
          }
        }
      }
    }
    Severity severity =
        switch (candidate.inputs().rules().history().algorithmRollover()) {
          case LIBERAL -> Severity.WARN;
          case CONSERVATIVE -> Severity.BLOCK;
        };
    unsigned.forEach(
        (algorithm, zone) ->
            examination.report(
                severity,
                0,
                RecordType.DNSKEY,
                -1,
                () ->
                    "the DNSKEY RRset has algorithm "
                        + algorithm
                        + ", but caches may hold RRsets without a signature of it by one of its keys "
                        + until(zone.dataForgotten())
                        + " ("
                        + zone.what()
                        + ")",
                "algorithm",
                algorithm));
    unmatched.forEach(
        (algorithm, zone) ->
            examination.report(
                severity,
                0,
                RecordType.DNSKEY,
                -1,
                () ->
                    "not every RRset is signed with algorithm "
                        + algorithm
                        + " by a key of the DNSKEY RRset that caches may hold "
                        + until(zone.keysForgotten())
                        + " ("
                        + zone.what()
                        + ")",
                "algorithm",
                algorithm));
  }

  /**
   * Whether all RRsets of a zone have a signature of this algorithm, and one that the other's
   * DNSKEY RRset can verify. Those of which it can verify none at all are ROLL-PREPUBLISHED's and
   * ROLL-RETIRED's.
   */
  private static boolean signsAll(ZoneState data, ZoneState keys, int algorithm) {
    return data.data().stream().allMatch(set -> signs(set, keys, algorithm));
  }

  private static boolean signs(Set<Signer> set, ZoneState keys, int algorithm) {
    Set<Signer> signers =
        set.stream().filter(s -> s.algorithm() == algorithm).collect(Collectors.toSet());
    return keys.verifies(signers) || (!signers.isEmpty() && !keys.verifies(set));
  }
}
