package io.zonegate.caching;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Proves that whatever caches hold validates. A version can be in use from the first second in
 * which a server has it until the last cache has dropped it, without a gap; a resolver fetches each
 * of the three independently of the others, so that three versions can meet if, and only if, these
 * times do. That makes finitely many combinations, and all of them are tried: nothing is sampled.
 *
 * @param combinations how many combinations can meet, all of which were tried
 * @param instants seconds at which the set of combinations changes
 * @param failures those that do not validate, the earliest first; empty if all do
 */
public record CacheProof(long combinations, int instants, List<Failure> failures) {
  /** Copies the list. */
  public CacheProof {
    failures = List.copyOf(failures);
  }

  /** Tries every combination. */
  public static CacheProof of(Caches caches, Validator validator) {
    List<Phase<DsRrset>> parents = Phase.of(caches.ds(), caches.horizon());
    List<Phase<DnskeyRrset>> keySets = Phase.of(caches.keys(), caches.horizon());
    List<Phase<SignedRrsets>> data = Phase.of(caches.data(), caches.horizon());
    // Whether a key has signed does not depend on the parent: asked once for each pair.
    List<List<Optional<String>>> dataRefusals =
        keySets.stream()
            .map(
                k ->
                    data.stream()
                        .map(d -> validator.dataRefusal(k.content(), d.content()))
                        .toList())
            .toList();
    List<Failure> failures = new ArrayList<>();
    long combinations = 0;
    for (Phase<DsRrset> ds : parents) {
      for (int k = 0; k < keySets.size(); k++) {
        Phase<DnskeyRrset> keys = keySets.get(k);
        Optional<String> entryRefusal = validator.entryRefusal(ds.content(), keys.content());
        for (int d = 0; d < data.size(); d++) {
          Phase<SignedRrsets> rrsets = data.get(d);
          long from = Math.max(ds.from(), Math.max(keys.from(), rrsets.from()));
          long until = Math.min(ds.until(), Math.min(keys.until(), rrsets.until()));
          if (from >= until) {
            continue;
          }
          combinations++;
          Optional<String> refusal =
              entryRefusal.isPresent() ? entryRefusal : dataRefusals.get(k).get(d);
          if (ds.content().isSecure() && refusal.isPresent()) {
            failures.add(failure(ds, keys, rrsets, from, until, refusal.get()));
          }
        }
      }
    }
    failures.sort(Comparator.comparingLong(Failure::from).thenComparing(f -> -f.until()));
    TreeSet<Long> instants = new TreeSet<>();
    Stream.of(parents, keySets, data)
        .flatMap(List::stream)
        .flatMapToLong(p -> LongStream.of(p.from(), p.until()))
        .filter(t -> t < Lifetime.FOREVER)
        .forEach(instants::add);
    return new CacheProof(combinations, instants.size(), failures);
  }

  /** Whether every combination validates; a proof over nothing is none. */
  public boolean holds() {
    return failures.isEmpty() && combinations > 0;
  }

  /**
   * The first second in which all steps that began failures would have been safe; empty if there
   * are none, or if waiting does not help with one of them.
   */
  public Optional<Long> safeFrom() {
    return failures.stream().allMatch(f -> f.safeFrom().isPresent())
        ? failures.stream().map(f -> f.safeFrom().get()).max(Comparator.naturalOrder())
        : Optional.empty();
  }

  private static Failure failure(
      Phase<DsRrset> ds,
      Phase<DnskeyRrset> keys,
      Phase<SignedRrsets> data,
      long from,
      long until,
      String reason) {
    List<Phase<?>> all = List.of(ds, keys, data);
    boolean isExpired = all.stream().anyMatch(Phase::isExpired);
    return new Failure(
        ds.version(),
        keys.version(),
        data.version(),
        from,
        until,
        reason + (isExpired ? "; a signature that servers still give out has expired" : ""),
        witness(ds, keys, data, from, until),
        isExpired ? Optional.empty() : safeFrom(all, from));
  }

  /**
   * What began the failure is what servers had from this second on. It would have been safe when
   * caches had dropped one of the others, unless that one leaves by the same step.
   */
  private static Optional<Long> safeFrom(List<Phase<?>> all, long began) {
    return all.stream()
        .filter(p -> p.from() < began)
        .map(p -> p.version().life())
        .filter(life -> life.isReplaced() && life.replaced() != began)
        .map(Lifetime::heldUntil)
        .min(Comparator.naturalOrder());
  }

  /** Fetching as late as one can fails longest, if one does not begin so late oneself. */
  private static Failure.Witness witness(
      Phase<DsRrset> ds, Phase<DnskeyRrset> keys, Phase<SignedRrsets> data, long from, long until) {
    return Stream.concat(
            Stream.of(from), Stream.of(ds, keys, data).map(p -> p.version().life().lastServed()))
        .filter(t -> t >= from && t < until)
        .map(t -> witness(ds, keys, data, t))
        .filter(w -> w.from() < w.until())
        .max(Comparator.comparingLong(w -> w.until() - w.from()))
        .orElseThrow(
            () ->
                new IllegalStateException("versions meet from " + from + ", and nobody has them"));
  }

  private static Failure.Witness witness(
      Phase<DsRrset> ds, Phase<DnskeyRrset> keys, Phase<SignedRrsets> data, long begin) {
    long first = ds.fetchedBy(begin);
    long second = keys.fetchedBy(begin);
    long third = data.fetchedBy(begin);
    long until =
        Math.min(ds.worksUntil(first), Math.min(keys.worksUntil(second), data.worksUntil(third)));
    return new Failure.Witness(first, second, third, begin, until);
  }
}
