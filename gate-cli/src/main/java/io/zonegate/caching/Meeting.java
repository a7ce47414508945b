package io.zonegate.caching;

import java.util.List;
import java.util.stream.Stream;

/**
 * Three versions that one resolver has at the same time, with the second in which it fetched each
 * of them. All times are whole seconds since 1970.
 *
 * @param ds the DS RRset
 * @param keys the DNSKEY RRset
 * @param data the other RRsets
 * @param dsFetched when the DS RRset was fetched
 * @param keysFetched when the DNSKEY RRset was
 * @param dataFetched when the other RRsets were
 * @param moment when they meet; a TTL has run out for none of them
 */
public record Meeting(
    Version<DsRrset> ds,
    Version<DnskeyRrset> keys,
    Version<SignedRrsets> data,
    long dsFetched,
    long keysFetched,
    long dataFetched,
    long moment) {

  /**
   * All versions that meet while their signatures are valid, each three in the last second in which
   * they do: what is in a cache then is as old as it can be.
   */
  public static Stream<Meeting> all(Caches caches) {
    List<Phase<DsRrset>> parents = Phase.of(caches.ds(), caches.horizon());
    List<Phase<DnskeyRrset>> keySets = Phase.of(caches.keys(), caches.horizon());
    List<Phase<SignedRrsets>> data = Phase.of(caches.data(), caches.horizon());
    return parents.stream()
        .filter(p -> !p.isExpired())
        .flatMap(
            p ->
                keySets.stream()
                    .filter(k -> !k.isExpired())
                    .flatMap(
                        k ->
                            data.stream()
                                .filter(d -> !d.isExpired() && begin(p, k, d) < end(p, k, d))
                                .map(d -> last(p, k, d, caches.horizon()))));
  }

  private static long begin(Phase<?> first, Phase<?> second, Phase<?> third) {
    return Math.max(first.from(), Math.max(second.from(), third.from()));
  }

  private static long end(Phase<?> first, Phase<?> second, Phase<?> third) {
    return Math.min(first.until(), Math.min(second.until(), third.until()));
  }

  private static Meeting last(
      Phase<DsRrset> ds, Phase<DnskeyRrset> keys, Phase<SignedRrsets> data, long horizon) {
    long moment = Math.min(end(ds, keys, data), horizon) - 1;
    return new Meeting(
        ds.version(),
        keys.version(),
        data.version(),
        ds.fetchedBy(moment),
        keys.fetchedBy(moment),
        data.fetchedBy(moment),
        moment);
  }

  /** What the story of a failure tells, in its first second. */
  public static Meeting of(Failure failure) {
    Failure.Witness witness = failure.witness();
    return new Meeting(
        failure.ds(),
        failure.keys(),
        failure.data(),
        witness.ds(),
        witness.keys(),
        witness.data(),
        witness.from());
  }

  /** Whether a server still gives out a signature that has expired by then. */
  public boolean isExpired() {
    return isExpired(keys) || isExpired(data);
  }

  private boolean isExpired(Version<?> version) {
    return version.life().firstExpiry() < moment && moment <= version.life().lastServed();
  }

  /** How long ago the DNSKEY RRset was fetched, in seconds. */
  public long keysAge() {
    return moment - keysFetched;
  }

  /** How long ago the other RRsets were fetched, in seconds. */
  public long dataAge() {
    return moment - dataFetched;
  }
}
