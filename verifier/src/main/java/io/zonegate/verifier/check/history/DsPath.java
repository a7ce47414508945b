package io.zonegate.verifier.check.history;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.history.PublishedKey;
import io.zonegate.verifier.parent.Ds;
import java.util.List;
import java.util.Optional;

/** The way from a DS RRset to the candidate's DNSKEY RRset, as a validator walks it. */
final class DsPath {
  private static final int SHA1 = 1;

  private DsPath() {}

  /**
   * The algorithms of the DS RRset that no key leads on from: a key that such a DS matches and that
   * signs the DNSKEY RRset (RFC 4035 section 5.2; each algorithm, as section 2.2 wants it). DS
   * records of an unknown digest type are ignored, and those with SHA-1 where there is a better one
   * (RFC 4509 section 3).
   */
  static List<Integer> broken(Candidate candidate, List<Ds> set) {
    return set.stream()
        .filter(Ds::isSupported)
        .map(Ds::algorithm)
        .distinct()
        .sorted()
        .filter(
            algorithm ->
                set.stream()
                    .filter(ds -> ds.algorithm() == algorithm && counts(set, ds))
                    .noneMatch(ds -> key(candidate, ds).isPresent()))
        .toList();
  }

  private static boolean counts(List<Ds> set, Ds ds) {
    return ds.isSupported()
        && (ds.digestType() != SHA1
            || set.stream()
                .noneMatch(
                    o ->
                        o.algorithm() == ds.algorithm()
                            && o.digestType() != SHA1
                            && o.isSupported()));
  }

  /** The usable key that the DS matches and that signs the candidate's DNSKEY RRset. */
  static Optional<PublishedKey> key(Candidate candidate, Ds ds) {
    byte[] apex = candidate.zone().apex();
    return candidate.keys().entries().stream()
        .map(KeyRing.Entry::dnskey)
        .filter(key -> key.isUsable() && ds.matches(apex, key))
        .map(PublishedKey::of)
        .filter(
            key ->
                candidate.past().candidate().dnskeySigners().stream()
                    .anyMatch(s -> s.sha256().equals(key.sha256())))
        .findFirst();
  }
}
