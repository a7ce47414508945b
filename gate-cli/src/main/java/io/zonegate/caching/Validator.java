package io.zonegate.caching;

import io.zonegate.verifier.history.PublishedKey;
import io.zonegate.verifier.history.Signer;
import java.util.Optional;
import java.util.stream.Collectors;

/** How validators weigh several algorithms. */
public enum Validator {
  /**
   * Any valid path is enough, as RFC 6840 section 5.11 asks of validators and most of them do it;
   * it must begin at a DS of the strongest digest type of its set, because Unbound knows no other
   * (RFC 4509 section 3, taken further).
   */
  ANY_PATH,
  /**
   * Each algorithm of the DS RRset must sign the DNSKEY RRset, and each of the DNSKEY RRset the
   * data: what RFC 4035 section 2.2 asks of signers, and what the conservative way of RFC 6781
   * section 4.1.4 is for.
   */
  EVERY_ALGORITHM;

  /**
   * Why these three do not go together; empty if they do. Without a secure DS RRset they always do.
   */
  public Optional<String> refusal(DsRrset ds, DnskeyRrset keys, SignedRrsets data) {
    return ds.isSecure()
        ? entryRefusal(ds, keys).or(() -> dataRefusal(keys, data))
        : Optional.empty();
  }

  /** Why a secure DS RRset does not lead on to this DNSKEY RRset; empty if it does. */
  Optional<String> entryRefusal(DsRrset ds, DnskeyRrset keys) {
    if (keys.keys().isEmpty()) {
      return Optional.of("the parent says that the zone is signed, and it has no DNSKEY RRset");
    }
    if (ds.links().stream().noneMatch(link -> leadsOn(link, keys))) {
      return Optional.of(
          "no key that the DS RRset names ("
              + ds
              + ") is in the DNSKEY RRset ("
              + keys
              + ") and signs it"
              + (keys.signers().isEmpty()
                  ? "; it has no valid signature"
                  : "; it is signed by " + names(keys.signers())));
    }
    int strongest = ds.strongestDigest();
    if (ds.links().stream().noneMatch(l -> l.digestType() == strongest && leadsOn(l, keys))) {
      return Optional.of(
          "no key that a DS of digest type "
              + strongest
              + " names is in the DNSKEY RRset ("
              + keys
              + ") and signs it; that is the strongest type in the DS RRset, and some resolvers go"
              + " by no other");
    }
    return this == ANY_PATH
        ? Optional.empty()
        : ds.links().stream()
            .map(DsRrset.Link::algorithm)
            .distinct()
            .filter(a -> ds.links().stream().noneMatch(l -> l.algorithm() == a && leadsOn(l, keys)))
            .findFirst()
            .map(
                a ->
                    "the DS RRset has algorithm "
                        + a
                        + ", and no key of it that the DS RRset names signs the DNSKEY RRset");
  }

  /** Why RRsets of a secure zone do not validate with these keys; empty if they do. */
  Optional<String> dataRefusal(DnskeyRrset keys, SignedRrsets data) {
    if (data.signers().isEmpty()) {
      return Optional.of("the RRsets have no valid signature");
    }
    if (data.signers().stream().noneMatch(keys::knows)) {
      return Optional.of(
          "the RRsets are signed by "
              + names(data.signers())
              + ", which the DNSKEY RRset ("
              + keys
              + ") does not have");
    }
    return this == ANY_PATH
        ? Optional.empty()
        : keys.keys().stream()
            .filter(PublishedKey::isUsable)
            .map(PublishedKey::algorithm)
            .distinct()
            .filter(
                a -> data.signers().stream().noneMatch(s -> s.algorithm() == a && keys.knows(s)))
            .findFirst()
            .map(
                a ->
                    "the DNSKEY RRset has algorithm "
                        + a
                        + ", and the RRsets have no signature of it");
  }

  /** Whether the record names a usable key that signs the DNSKEY RRset. */
  private static boolean leadsOn(DsRrset.Link link, DnskeyRrset keys) {
    return keys.keys().stream()
        .anyMatch(
            k ->
                k.isUsable()
                    && k.sha256().equals(link.key())
                    && keys.signers().stream().anyMatch(s -> s.isBy(k)));
  }

  private static String names(java.util.Set<Signer> signers) {
    return signers.stream().map(Signer::toString).collect(Collectors.joining(" and "));
  }
}
