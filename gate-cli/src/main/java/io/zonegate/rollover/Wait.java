package io.zonegate.rollover;

import io.zonegate.policy.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How long to wait after the step before: the longest of some sums, as {@code propagation +
 * dnskey-ttl}.
 *
 * @param sums the sums; empty for no wait
 */
public record Wait(List<List<Term>> sums) {
  /** No wait. */
  public static final Wait NONE = new Wait(List.of());

  /** Until every cache has the DNSKEY RRset. */
  static final Wait KEYS_EVERYWHERE = of("propagation + dnskey-ttl");

  /** Until every cache has the DS RRset that the parent was asked for. */
  static final Wait DS_EVERYWHERE = of("registration + parent-propagation + ds-ttl");

  /** Until every cache has the signatures. */
  static final Wait SIGNATURES_EVERYWHERE = of("signing + propagation + data-ttl");

  /** Until every cache has the DNSKEY RRset and the signatures. */
  static final Wait ZONE_EVERYWHERE = KEYS_EVERYWHERE.or(SIGNATURES_EVERYWHERE);

  /** Copies the lists. */
  public Wait {
    sums = sums.stream().map(List::copyOf).toList();
  }

  /** A part of a sum. */
  public sealed interface Term {
    /** Something that has a name. */
    record Named(Delay delay) implements Term {}

    /** So many seconds, whatever for. */
    record Plain(Duration duration) implements Term {}
  }

  /**
   * Reads sums.
   *
   * @throws IllegalArgumentException if a term is neither the name of a delay nor a duration
   */
  public static Wait of(String... sums) {
    return of(Arrays.asList(sums));
  }

  /**
   * Reads sums.
   *
   * @throws IllegalArgumentException if a term is neither the name of a delay nor a duration
   */
  public static Wait of(List<String> sums) {
    List<List<Term>> read = new ArrayList<>();
    for (String sum : sums) {
      read.add(Arrays.stream(sum.split("\\+", -1)).map(String::trim).map(Wait::term).toList());
    }
    return new Wait(read);
  }

  private static Term term(String word) {
    Optional<Delay> delay = Delay.ofWord(word);
    if (delay.isPresent()) {
      return new Term.Named(delay.get());
    }
    return Durations.parse(word)
        .<Term>map(Term.Plain::new)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + word
                        + "' is neither a duration such as 2h nor one of "
                        + Arrays.stream(Delay.values())
                            .map(Delay::word)
                            .collect(Collectors.joining(", "))));
  }

  /** The longer of the two. */
  Wait or(Wait other) {
    List<List<Term>> all = new ArrayList<>(sums);
    all.addAll(other.sums);
    return new Wait(all);
  }

  /** How long it is. */
  public Duration duration(Timings timings) {
    return sums.stream()
        .map(s -> duration(s, timings))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private static Duration duration(List<Term> sum, Timings timings) {
    return sum.stream().map(t -> duration(t, timings)).reduce(Duration.ZERO, Duration::plus);
  }

  private static Duration duration(Term term, Timings timings) {
    return term instanceof Term.Named named
        ? timings.of(named.delay())
        : ((Term.Plain) term).duration();
  }

  /** The longest sum in words: {@code 1h until the slowest ..., then 2h until caches ...}. */
  public String explained(Timings timings) {
    return sums.stream()
        .max(Comparator.comparing(s -> duration(s, timings)))
        .map(
            sum ->
                sum.stream()
                    .map(
                        term ->
                            Durations.format(duration(term, timings))
                                + (term instanceof Term.Named named
                                    ? " until "
                                        + named.delay().reason()
                                        + " ("
                                        + named.delay().symbol()
                                        + ")"
                                    : " by the plan"))
                    .collect(Collectors.joining(", then ")))
        .orElse("no wait");
  }

  /** The sums as a plan has them. */
  List<String> words() {
    return sums.stream()
        .map(
            sum ->
                sum.stream()
                    .map(
                        t ->
                            t instanceof Term.Named named
                                ? named.delay().word()
                                : Durations.format(((Term.Plain) t).duration()))
                    .collect(Collectors.joining(" + ")))
        .toList();
  }
}
