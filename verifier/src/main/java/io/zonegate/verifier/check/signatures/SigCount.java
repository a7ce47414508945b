package io.zonegate.verifier.check.signatures;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.Check;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.crypto.Rrsig;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.util.Map;
import java.util.TreeMap;

/** SIG-COUNT. */
@CheckInfo(
    id = "SIG-COUNT",
    title = "No RRset has more RRSIGs than its keys and a rollover call for",
    group = CheckGroup.SIGNATURES,
    severity = Severity.WARN,
    strictness = Strictness.OTHER_RESOLVERS,
    citation = "RFC 4035 section 2.2; KeyTrap, CVE-2023-50387",
    examines = "RRsets",
    explanation =
        """
        Each key signs an RRset once, and no RRset has more RRSIGs than the policy's rrsigs-per-rrset. \
        More are legal, but an old signature that was not removed runs out while a good one is there, and \
        since KeyTrap validators try only a few. An RRSIG that is given twice is ZONE-RULES's.""",
    remedy = "Find out why the signer keeps signatures that it has replaced.")
public final class SigCount implements Check {
  @Override
  public Applicability applies(Candidate candidate) {
    return candidate.ifSigned();
  }

  @Override
  public void examine(Candidate candidate, OwnerRange range, Examination examination) {
    Zone zone = candidate.zone();
    for (int o = range.first(); o < range.end(); o++) {
      for (int s = zone.firstRrset(o); s < zone.firstRrset(o + 1); s++) {
        examination.examined(1);
        if (zone.firstRecord(s + 1) - zone.firstSignature(s) > 1) {
          several(candidate, o, s, examination);
        }
      }
    }
  }

  private static void several(Candidate candidate, int owner, int rrset, Examination examination) {
    Zone zone = candidate.zone();
    int first = zone.firstSignature(rrset);
    int count = zone.firstRecord(rrset + 1) - first;
    int limit = candidate.inputs().rules().signatures().rrsigsPerRrset();
    if (count > limit) {
      warn(
          zone,
          owner,
          rrset,
          "has " + count + " RRSIGs, limit " + limit,
          count,
          limit,
          examination);
    }
    Map<Integer, Integer> byKey = new TreeMap<>();
    for (int r = first; r < first + count; r++) {
      Rrsig rrsig = Rrsig.of(zone, r);
      byKey.merge(rrsig.keyTag() << 8 | rrsig.algorithm(), 1, Integer::sum);
    }
    byKey.forEach(
        (key, n) -> {
          int tag = key >>> 8;
          int keys = Math.max(1, candidate.keys().find(tag, key & 0xff).size());
          if (n > keys) {
            warn(
                zone,
                owner,
                rrset,
                "has " + n + " RRSIGs of key tag " + tag + "; DNSKEYs with that tag: " + keys,
                n,
                keys,
                examination);
          }
        });
  }

  private static void warn(
      Zone zone, int owner, int rrset, String what, int count, int limit, Examination examination) {
    int type = zone.type(rrset);
    examination.report(
        Severity.WARN,
        owner,
        type,
        zone.firstSignature(rrset),
        () -> zone.ownerName(owner) + " " + RecordType.mnemonic(type) + " " + what,
        "rrsigs",
        count,
        "limit",
        limit);
  }
}
