package io.zonegate.verifier.check.keys;

import io.zonegate.verifier.check.AnswerSize;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;

/** KEY-RESPONSE-SIZE. */
@CheckInfo(
    id = "KEY-RESPONSE-SIZE",
    title = "The signed DNSKEY response fits into one UDP packet",
    group = CheckGroup.KEYS,
    severity = Severity.WARN,
    strictness = Strictness.OTHER_RESOLVERS,
    citation = "RFC 6781 section 4.1; RFC 9715 section 3; KeyTrap, CVE-2023-50387",
    examines = "DNSKEYs",
    explanation =
        """
        The answer to a query for the zone's DNSKEY RRset with its RRSIGs, header, question and EDNS \
        record is not larger than the policy's response-size, and there are no more keys than its \
        most-keys. Larger answers are truncated and asked for again over TCP, or lost as fragments; \
        every key more is one more that a validator may have to try.""",
    remedy =
        "Remove keys that are no longer needed, sign the DNSKEY RRset with the KSK only, or move to an"
            + " elliptic curve (algorithm 13 or 15).")
public final class KeyResponseSize extends DnskeyCheck {
  /** An OPT record without options (RFC 6891 section 6.1.2). */
  private static final int EDNS = 11;

  @Override
  protected void examine(Candidate candidate, Examination examination) {
    Zone zone = candidate.zone();
    KeyRules rules = candidate.inputs().rules().keys();
    int keys = candidate.keys().entries().size();
    examination.examined(keys);
    int rrset = zone.findRrset(0, RecordType.DNSKEY);
    long size = new AnswerSize(zone).least(0, rrset) + EDNS;
    if (size > rules.responseSize()) {
      examination.report(
          Severity.WARN,
          0,
          RecordType.DNSKEY,
          -1,
          () ->
              "the signed DNSKEY response has "
                  + size
                  + " octets, limit "
                  + rules.responseSize()
                  + " ("
                  + keys
                  + " keys)",
          "octets",
          size,
          "limit",
          rules.responseSize());
    }
    if (keys > rules.mostKeys()) {
      examination.report(
          Severity.WARN,
          0,
          RecordType.DNSKEY,
          -1,
          () -> "the DNSKEY RRset has " + keys + " keys, limit " + rules.mostKeys(),
          "keys",
          keys,
          "limit",
          rules.mostKeys());
    }
  }
}
