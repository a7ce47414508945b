package io.zonegate.verifier.check.keys;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.crypto.Dnskey;
import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** KEY-TAG-UNIQUE. */
@CheckInfo(
    id = "KEY-TAG-UNIQUE",
    title = "No two DNSKEYs share algorithm and key tag",
    group = CheckGroup.KEYS,
    severity = Severity.WARN,
    strictness = Strictness.OTHER_RESOLVERS,
    citation = "RFC 4034 appendix B; RFC 4035 section 5.3.1; KeyTrap, CVE-2023-50387",
    examines = "key tags",
    explanation =
        """
        Two keys with one tag are legal, and validators are to try each of them, but since KeyTrap only \
        within tight limits; and people and programs that name keys by their tag take one for the other. \
        BIND 9.18 tries one of them, and answers SERVFAIL if it is not the one that signed; only for the \
        DNSKEY RRset it goes by the DS. Where the tag signs anything else, let the check block ([severity] \
        of the policy) if your zone is not in the middle of such a rollover already. More keys with one tag than the \
        policy's keys-per-tag block anyway. A revoked key counts with the tag that its REVOKE bit gives it, \
        and a key that is not revoked also with the tag that it would have when revoked.""",
    remedy = "Retire one of the keys and generate another; keys generate avoids tags in use.")
public final class KeyTagUnique extends DnskeyCheck {
  private static final int REVOKE = 0x80;

  @Override
  protected void examine(Candidate candidate, Examination examination) {
    Map<String, List<Dnskey>> byTag = new TreeMap<>();
    for (KeyRing.Entry entry : candidate.keys().entries()) {
      byTag.computeIfAbsent(entry.dnskey().toString(), t -> new ArrayList<>()).add(entry.dnskey());
    }
    int limit = candidate.inputs().limits().keysPerTag();
    byTag.forEach(
        (tag, keys) -> {
          examination.examined(1);
          if (keys.size() > 1) {
            boolean signing = signsData(candidate, keys.get(0));
            examination.report(
                keys.size() > limit ? Severity.BLOCK : Severity.WARN,
                0,
                RecordType.DNSKEY,
                keys.get(1).record(),
                () ->
                    keys.size()
                        + " DNSKEYs share "
                        + tag
                        + (signing
                            ? ", which RRSIGs have; BIND tries one of the keys, and more than "
                            : "; more than ")
                        + limit
                        + " block",
                "keys",
                keys.size(),
                "limit",
                limit);
          }
        });
    for (KeyRing.Entry entry : candidate.keys().entries()) {
      Dnskey key = entry.dnskey();
      if (key.isRevoked()) {
        continue;
      }
      byte[] rdata = key.rdata();
      rdata[1] |= (byte) REVOKE;
      Dnskey revoked = new Dnskey(rdata, key.record());
      if (byTag.containsKey(revoked.toString())) {
        examination.report(
            Severity.WARN,
            0,
            RecordType.DNSKEY,
            key.record(),
            () ->
                "DNSKEY "
                    + key
                    + " would share "
                    + revoked
                    + " with another key if it were revoked");
      }
    }
  }

  /** Whether RRSIGs over other RRsets than that of the keys have the key's tag and algorithm. */
  private static boolean signsData(Candidate candidate, Dnskey key) {
    return candidate.signatures().counts().stream()
        .anyMatch(
            c ->
                c.keyTag() == key.keyTag()
                    && c.algorithm() == key.algorithm()
                    && !c.coveredType().equals("DNSKEY"));
  }
}
