package io.zonegate.verifier.check.keys;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.check.Limits;
import io.zonegate.verifier.crypto.Algorithm;
import io.zonegate.verifier.crypto.Dnskey;
import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.RecordType;
import java.util.Set;

/** KEY-ALGORITHM. */
@CheckInfo(
    id = "KEY-ALGORITHM",
    title = "Every DNSKEY has an algorithm and size that may be used for signing",
    group = CheckGroup.KEYS,
    strictness = Strictness.OTHER_RESOLVERS,
    citation = "RFC 9904 and the IANA registry of DNSSEC algorithm numbers",
    examines = "DNSKEYs",
    explanation =
        """
        Algorithms 1, 3, 5, 6, 7 and 12 must not be used for signing any more; validators start to treat \
        zones signed with them as insecure. RSA moduli below the policy's refuse-rsa-below block, those \
        below warn-rsa-below are warned of. An algorithm that this program cannot verify leaves the zone \
        undecided.""",
    remedy =
        "Plan an algorithm rollover (RFC 6781 section 4.1.4); for a short RSA key, a key rollover.")
public final class KeyAlgorithm extends DnskeyCheck {
  private static final Set<Integer> RETIRED = Set.of(1, 3, 5, 6, 7, 12);

  @Override
  protected void examine(Candidate candidate, Examination examination) {
    Limits limits = candidate.inputs().limits();
    for (KeyRing.Entry entry : candidate.keys().entries()) {
      examination.examined(1);
      Dnskey key = entry.dnskey();
      if (!key.isZoneKey()) {
        // Not for signing zones (RFC 4035 section 2.1); KEY-FORM sees to it that it does not.
        continue;
      }
      if (RETIRED.contains(key.algorithm())) {
        examination.block(
            0,
            RecordType.DNSKEY,
            key.record(),
            () -> "DNSKEY " + key + ": this algorithm must not be used for signing");
      } else if (Algorithm.of(key.algorithm()).isEmpty()) {
        examination.undecided(
            "DNSKEY " + key + ": this algorithm cannot be verified by this program");
      }
      int bits = entry.form() == null ? 0 : entry.form().modulusBits();
      if (bits > 0 && bits < limits.weakRsaBits()) {
        boolean refused = bits < limits.refusedRsaBits();
        int limit = refused ? limits.refusedRsaBits() : limits.weakRsaBits();
        examination.report(
            refused ? Severity.BLOCK : Severity.WARN,
            0,
            RecordType.DNSKEY,
            key.record(),
            () -> "DNSKEY " + key + " has an RSA modulus of " + bits + " bits, limit " + limit,
            "bits",
            bits,
            "limit",
            limit);
      }
    }
  }
}
