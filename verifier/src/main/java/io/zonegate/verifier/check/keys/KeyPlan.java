package io.zonegate.verifier.check.keys;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.crypto.Dnskey;
import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.RecordType;
import java.time.Instant;
import java.util.List;

/** KEY-PLAN. */
@CheckInfo(
    id = "KEY-PLAN",
    title = "The DNSKEY RRset is the one of the approved key plan",
    group = CheckGroup.KEYS,
    strictness = Strictness.LATER,
    citation = "policy; .de 2026, APNIC 2012",
    examines = "DNSKEYs and planned keys",
    explanation =
        """
        The policy's plan names every key by digest, with the time from and until which it is to be \
        published. A key that the plan does not have at this time blocks, and so does a planned one that \
        is missing, unless it is optional. A tag alone would not do: in the .de outage three keys had the \
        same.""",
    remedy =
        "Find out who put the key in or took it out. If it is right, have the plan changed and approved"
            + " first; zonegate keys ds prints a key's line.")
public final class KeyPlan extends DnskeyCheck {
  @Override
  public Applicability applies(Candidate candidate) {
    return candidate.inputs().rules().keys().plan().isEmpty()
        ? Applicability.no("the policy sets no [keys] plan")
        : super.applies(candidate);
  }

  @Override
  protected void examine(Candidate candidate, Examination examination) {
    Instant now = candidate.inputs().now();
    byte[] apex = candidate.zone().apex();
    List<PlannedKey> plan =
        candidate.inputs().rules().keys().plan().stream().filter(p -> p.holdsAt(now)).toList();
    List<Dnskey> keys = candidate.keys().entries().stream().map(KeyRing.Entry::dnskey).toList();
    examination.examined(keys.size() + (long) plan.size());
    for (Dnskey key : keys) {
      if (plan.stream().noneMatch(p -> p.ds().matches(apex, key))) {
        examination.block(
            0,
            RecordType.DNSKEY,
            key.record(),
            () -> "DNSKEY " + key + " is not in the key plan for " + now,
            "keyTag",
            key.keyTag(),
            "algorithm",
            key.algorithm());
      }
    }
    for (PlannedKey planned : plan) {
      if (!planned.optional() && keys.stream().noneMatch(k -> planned.ds().matches(apex, k))) {
        examination.block(
            0,
            RecordType.DNSKEY,
            -1,
            () -> "the key plan has " + planned.ds() + " for " + now + "; it is not published",
            "keyTag",
            planned.ds().keyTag(),
            "algorithm",
            planned.ds().algorithm());
      }
    }
  }
}
