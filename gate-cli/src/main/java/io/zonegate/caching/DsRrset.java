package io.zonegate.caching;

import io.zonegate.verifier.parent.Ds;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A DS RRset of the parent as validators count it: without records of unknown digest types, and
 * without those of SHA-1 where the algorithm has a better one (RFC 4509 section 3).
 *
 * @param links the records; empty if the delegation is insecure, as without a DS RRset
 */
public record DsRrset(Set<Link> links) implements Content<DsRrset> {
  /** No DS RRset: the zone is insecure whatever it has. */
  public static final DsRrset NONE = new DsRrset(Set.of());

  private static final int SHA1 = 1;

  /**
   * A DS record.
   *
   * @param keyTag key tag that it names, 0 to 65535
   * @param algorithm algorithm number that it names
   * @param digestType digest type, one that validators know; the larger, the stronger
   * @param key SHA-256 of the DNSKEY RDATA that its digest is of, in lower-case hex; empty if no
   *     key ever seen has that digest
   */
  public record Link(int keyTag, int algorithm, int digestType, String key)
      implements Comparable<Link> {
    /** By tag, algorithm, digest type and key. */
    @Override
    public int compareTo(Link other) {
      int byTag = Integer.compare(keyTag, other.keyTag);
      int byAlgorithm = byTag != 0 ? byTag : Integer.compare(algorithm, other.algorithm);
      int byType = byAlgorithm != 0 ? byAlgorithm : Integer.compare(digestType, other.digestType);
      return byType != 0 ? byType : key.compareTo(other.key);
    }
  }

  /**
   * The DS RRset of these records.
   *
   * @param keyOf SHA-256 of the key that a record is of; empty if no key is known
   */
  public static DsRrset of(List<Ds> records, Function<Ds, String> keyOf) {
    Set<Link> links = new HashSet<>();
    for (Ds ds : records) {
      boolean better =
          records.stream()
              .anyMatch(
                  o ->
                      o.algorithm() == ds.algorithm() && o.digestType() != SHA1 && o.isSupported());
      if (ds.isSupported() && (ds.digestType() != SHA1 || !better)) {
        links.add(new Link(ds.keyTag(), ds.algorithm(), ds.digestType(), keyOf.apply(ds)));
      }
    }
    return new DsRrset(links);
  }

  /** Puts the records in order. */
  public DsRrset {
    links = Collections.unmodifiableSet(new TreeSet<>(links));
  }

  /** Whether it makes validators ask for signatures. */
  public boolean isSecure() {
    return !links.isEmpty();
  }

  /** The strongest digest type in it, by which alone some validators go; 0 without records. */
  int strongestDigest() {
    return links.stream().mapToInt(Link::digestType).max().orElse(0);
  }

  /** The parent's signatures are the parent's: a DS RRset that is served is taken as valid. */
  @Override
  public DsRrset expired() {
    return this;
  }

  /** For messages, for instance {@code DS 33834, 51020}. */
  @Override
  public String toString() {
    return links.isEmpty()
        ? "no DS"
        : links.stream()
            .map(l -> String.valueOf(l.keyTag()))
            .collect(Collectors.joining(", ", "DS ", ""));
  }
}
