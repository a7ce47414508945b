package io.zonegate.verifier.drill;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * For each kind of question the places with the smallest hashes of seed, kind and place: a random
 * choice that depends neither on the order in which places are offered nor on who offers them.
 */
final class Sample {
  private static final Comparator<Drawn> ORDER =
      Comparator.comparingLong(Drawn::hash).thenComparingInt(Drawn::place);

  private final long seed;
  private final int perKind;
  private final Map<QuestionKind, PriorityQueue<Drawn>> drawn = new EnumMap<>(QuestionKind.class);

  private record Drawn(long hash, int place) {}

  /**
   * @param perKind places kept of each kind, at least 1
   */
  Sample(long seed, int perKind) {
    this.seed = seed;
    this.perKind = perKind;
    for (QuestionKind kind : QuestionKind.values()) {
      drawn.put(kind, new PriorityQueue<>(ORDER.reversed()));
    }
  }

  /** Offers a place: the number of an owner or of an empty non-terminal. */
  void offer(QuestionKind kind, int place) {
    keep(kind, new Drawn(mix(seed + ((long) kind.name().hashCode() << 32) + place), place));
  }

  private void keep(QuestionKind kind, Drawn candidate) {
    PriorityQueue<Drawn> kept = drawn.get(kind);
    if (kept.size() < perKind) {
      kept.add(candidate);
    } else if (ORDER.compare(candidate, kept.peek()) < 0) {
      kept.remove();
      kept.add(candidate);
    }
  }

  /** Joins what was drawn elsewhere with the same seed. */
  void merge(Sample other) {
    other.drawn.forEach((kind, places) -> places.forEach(place -> keep(kind, place)));
  }

  /** The places drawn, ascending. */
  List<Integer> places(QuestionKind kind) {
    List<Integer> places = new ArrayList<>();
    drawn.get(kind).forEach(d -> places.add(d.place()));
    places.sort(null);
    return places;
  }

  /** The finalizer of SplitMix64: every bit of the result depends on every bit of the input. */
  static long mix(long value) {
    long z = value * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
