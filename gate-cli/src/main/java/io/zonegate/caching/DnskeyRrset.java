package io.zonegate.caching;

import io.zonegate.verifier.history.PublishedKey;
import io.zonegate.verifier.history.Signer;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A DNSKEY RRset and who signed it.
 *
 * @param keys its keys; empty if the zone has none
 * @param signers the keys with a valid signature over it
 */
public record DnskeyRrset(List<PublishedKey> keys, Set<Signer> signers)
    implements Content<DnskeyRrset> {
  /** A zone without keys. */
  public static final DnskeyRrset NONE = new DnskeyRrset(List.of(), Set.of());

  /** Puts both in an order that is the same every time. */
  public DnskeyRrset {
    keys =
        keys.stream()
            .sorted(
                java.util.Comparator.comparingInt(PublishedKey::keyTag)
                    .thenComparing(PublishedKey::sha256))
            .toList();
    signers = Collections.unmodifiableSet(new TreeSet<>(signers));
  }

  /** Keys that a validator may use and nothing that says they are the zone's. */
  @Override
  public DnskeyRrset expired() {
    return new DnskeyRrset(keys, Set.of());
  }

  /** Whether it has a key that can have made the signature. */
  boolean knows(Signer signer) {
    return keys.stream().anyMatch(k -> k.isUsable() && signer.isBy(k));
  }

  /** For messages, for instance {@code DNSKEY 33834, 51020}. */
  @Override
  public String toString() {
    return keys.isEmpty()
        ? "no DNSKEY"
        : keys.stream()
            .map(k -> String.valueOf(k.keyTag()))
            .collect(Collectors.joining(", ", "DNSKEY ", ""));
  }
}
