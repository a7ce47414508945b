package io.zonegate.caching;

import io.zonegate.verifier.history.Signer;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * RRsets of the zone that the same keys sign. The DNSKEY RRset is not among them.
 *
 * @param signers the keys with a valid signature over them; empty if they have none
 */
public record SignedRrsets(Set<Signer> signers) implements Content<SignedRrsets> {
  /** RRsets without signatures. */
  public static final SignedRrsets UNSIGNED = new SignedRrsets(Set.of());

  /** Puts the signers in order. */
  public SignedRrsets {
    signers = Collections.unmodifiableSet(new TreeSet<>(signers));
  }

  @Override
  public SignedRrsets expired() {
    return UNSIGNED;
  }

  /** For messages, for instance {@code RRSIGs by 33834}. */
  @Override
  public String toString() {
    return signers.isEmpty()
        ? "no RRSIGs"
        : signers.stream()
            .map(s -> String.valueOf(s.keyTag()))
            .collect(Collectors.joining(", ", "RRSIGs by ", ""));
  }
}
