package io.zonegate.verifier.check.keys;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.Check;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.check.keys.KeyRules.Roles;
import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.crypto.Rrsig;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.util.List;

/** KEY-ROLE. */
@CheckInfo(
    id = "KEY-ROLE",
    title = "Every key signs what its role allows",
    group = CheckGroup.KEYS,
    severity = Severity.WARN,
    strictness = Strictness.LATER,
    citation = "RFC 6781 section 3.1; RFC 4034 section 2.1.1",
    examines = "RRSIGs",
    explanation =
        """
        With the policy's roles = "split", keys with the SEP bit sign the DNSKEY RRset (and CDS and \
        CDNSKEY) and keys without it sign everything else; with "single", keys with the SEP bit sign \
        everything. Validators do not care, but a key in the wrong role is a key that the signer takes \
        for another, or a KSK that is used where it should lie in a safe.""",
    remedy = "Compare the signer's configuration with the key plan.")
public final class KeyRole implements Check {
  @Override
  public Applicability applies(Candidate candidate) {
    return candidate.inputs().rules().keys().roles() == Roles.ANY
        ? Applicability.no("the policy sets no [keys] roles")
        : candidate.ifSigned();
  }

  @Override
  public void examine(Candidate candidate, OwnerRange range, Examination examination) {
    Zone zone = candidate.zone();
    for (int o = range.first(); o < range.end(); o++) {
      for (int s = zone.firstRrset(o); s < zone.firstRrset(o + 1); s++) {
        for (int r = zone.firstSignature(s); r < zone.firstRecord(s + 1); r++) {
          examination.examined(1);
          judge(candidate, o, r, examination);
        }
      }
    }
  }

  private static void judge(Candidate candidate, int owner, int record, Examination examination) {
    Zone zone = candidate.zone();
    Rrsig rrsig = Rrsig.of(zone, record);
    List<KeyRing.Entry> keys = candidate.keys().find(rrsig.keyTag(), rrsig.algorithm());
    Roles roles = candidate.inputs().rules().keys().roles();
    // A tag that no published key has is SIG-KEY's; of several keys with one tag, one will do.
    if (keys.isEmpty()
        || keys.stream()
            .anyMatch(e -> allows(roles, e.dnskey().isSecureEntryPoint(), rrsig.covered()))) {
      return;
    }
    boolean sep = keys.get(0).dnskey().isSecureEntryPoint();
    examination.report(
        Severity.WARN,
        owner,
        rrsig.covered(),
        record,
        () ->
            zone.ownerName(owner)
                + " "
                + rrsig.coveredName()
                + " is signed by a key "
                + (sep ? "with" : "without")
                + " the SEP bit (key tag "
                + rrsig.keyTag()
                + "), against the policy's roles",
        "keyTag",
        rrsig.keyTag(),
        "sep",
        sep);
  }

  private static boolean allows(Roles roles, boolean sep, int covered) {
    return switch (covered) {
      case RecordType.DNSKEY -> sep;
      case RecordType.CDS, RecordType.CDNSKEY -> sep || roles == Roles.SPLIT;
      default -> sep == (roles == Roles.SINGLE);
    };
  }
}
