package io.zonegate.verifier.check.keys;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.crypto.Algorithm;
import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.crypto.SignatureSweep;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.util.List;

/** DS-CHAIN. */
@CheckInfo(
    id = "DS-CHAIN",
    title = "A key that the parent's DS matches signs the DNSKEY RRset",
    group = CheckGroup.KEYS,
    suppressible = false,
    citation = "RFC 4035 sections 2.2 and 5.2; e164.arpa and ripe.net 2011",
    examines = "DS algorithms",
    explanation =
        """
        For each algorithm in the parent's DS set, the DNSKEY RRset carries a valid RRSIG made by a key \
        that a DS of this algorithm matches, and one that a DS of the set's strongest digest type matches: \
        Unbound goes by these alone. A DNSKEY RRset that has the right key but not its signature \
        breaks the chain of trust as surely as a missing key.""",
    remedy =
        "Sign the DNSKEY RRset with the key that the parent's DS names; check the KSK's token.")
public final class DsChain extends ParentCheck {
  @Override
  protected void examine(Candidate candidate, Examination examination) {
    List<Ds> set = dsSet(candidate);
    if (set.stream().noneMatch(Ds::isSupported)) {
      examination.undecided("no DS record has a digest type that is known (1, 2, 4)");
    }
    set.stream()
        .filter(Ds::isSupported)
        .mapToInt(Ds::algorithm)
        .distinct()
        .forEach(
            algorithm -> {
              examination.examined(1);
              if (Algorithm.of(algorithm).isEmpty()) {
                examination.undecided(
                    "DS records of algorithm " + algorithm + " cannot be followed by this program");
              } else if (set.stream()
                  .noneMatch(ds -> ds.algorithm() == algorithm && signs(candidate, ds))) {
                examination.block(
                    0,
                    RecordType.DNSKEY,
                    -1,
                    () ->
                        "no key that a DS of algorithm "
                            + algorithm
                            + " matches has a valid RRSIG over the DNSKEY RRset",
                    "algorithm",
                    algorithm);
              }
            });
    // Where no DS leads on at all, the algorithms above say so.
    Ds.unledType(set, ds -> signs(candidate, ds))
        .ifPresent(
            type ->
                examination.block(
                    0,
                    RecordType.DNSKEY,
                    -1,
                    () ->
                        "no key that a DS of digest type "
                            + type
                            + " matches has a valid RRSIG over the DNSKEY RRset; that is the strongest"
                            + " type in the parent's DS set, and some resolvers go by no other",
                    "digestType",
                    type));
  }

  private static boolean signs(Candidate candidate, Ds ds) {
    return signs(candidate, ds, candidate.zone().findRrset(0, RecordType.DNSKEY));
  }

  /**
   * Whether the DS's very key, not another one of its tag, made a valid RRSIG over the RRset; -1
   * stands for one that is not there.
   */
  static boolean signs(Candidate candidate, Ds ds, int rrset) {
    KeyRing.Entry key = keyOf(candidate, ds);
    Zone zone = candidate.zone();
    return key != null && rrset >= 0 && SignatureSweep.signs(zone, key, rrset);
  }
}
