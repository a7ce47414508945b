package io.zonegate.verifier.history;

import java.util.Comparator;

/**
 * Who made a signature.
 *
 * @param keyTag key tag that the RRSIG names
 * @param algorithm algorithm that the RRSIG names
 * @param sha256 SHA-256 of the DNSKEY RDATA if the zone publishes that key; empty if it does not,
 *     as in an algorithm rollover that sends its signatures ahead (RFC 6781 section 4.1.4)
 */
public record Signer(int keyTag, int algorithm, String sha256) implements Comparable<Signer> {
  private static final Comparator<Signer> ORDER =
      Comparator.comparingInt(Signer::keyTag)
          .thenComparingInt(Signer::algorithm)
          .thenComparing(Signer::sha256);

  /** By tag, algorithm and key. */
  @Override
  public int compareTo(Signer other) {
    return ORDER.compare(this, other);
  }

  /** Whether this key can have made the signature. */
  public boolean isBy(PublishedKey key) {
    return sha256.isEmpty()
        ? keyTag == key.keyTag() && algorithm == key.algorithm()
        : sha256.equals(key.sha256());
  }

  /** For messages, for instance {@code key tag 33834 algorithm 13}. */
  @Override
  public String toString() {
    return "key tag " + keyTag + " algorithm " + algorithm;
  }
}
