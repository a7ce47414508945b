package io.zonegate.replay;

import io.zonegate.caching.CacheProof;
import io.zonegate.caching.Caches;
import io.zonegate.caching.DsRrset;
import io.zonegate.caching.Lifetime;
import io.zonegate.caching.Version;
import io.zonegate.replay.Answer.Says;
import io.zonegate.replay.Publications.ZoneEdition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * Leads an ordinary Unbound, which caches and validates, through the whole time of a rehearsal. It
 * is asked whenever something changes, in the second before and in that one. Where no resolver
 * fails by the proof, this one must not.
 */
final class Walker {
  /** Unbound stands by a failure for so many seconds (val-bogus-ttl). */
  private static final long BOGUS_TTL = 60;

  /** At how many changes it is asked, at most: in that second and in the one before. */
  static final int MOST_CHANGES = 200;

  /** Seconds in which a cache may hold something; {@code until} is the first one in which not. */
  private record Span(long from, long until) {
    boolean has(long second) {
      return from <= second && second < until;
    }
  }

  private final Equipment equipment;
  private final Stage stage;
  private final Publications publications;
  private final CacheProof proof;
  private final List<Version<DsRrset>> parents;
  private final long longestTtl;
  private final List<Span> optOut;
  private final List<Long> instants;
  private final List<Question> questions;

  Walker(
      Equipment equipment,
      Stage stage,
      Publications publications,
      Caches caches,
      CacheProof proof) {
    this.equipment = equipment;
    this.stage = stage;
    this.publications = publications;
    this.proof = proof;
    this.parents = caches.ds();
    this.longestTtl = caches.data().stream().mapToLong(v -> v.life().ttl()).max().orElse(0);
    this.optOut = optOut(publications);
    this.instants = instants(changes(caches), begin(), caches.horizon());
    Name apex = Name.fromConstantString(publications.zone());
    this.questions =
        List.of(
            new Question(apex, Type.SOA),
            new Question(apex, Type.NS),
            Questions.nowhere(apex),
            new Question(apex, Type.HINFO));
  }

  /** The first second in which all servers have something. */
  private long begin() {
    return Math.max(
        publications.zones().get(0).at() + publications.zoneLag(),
        publications.parents().get(0).at() + publications.parentLag());
  }

  private SortedSet<Long> changes(Caches caches) {
    return Stream.concat(
            Stream.of(caches.ds(), caches.keys(), caches.data())
                .flatMap(List::stream)
                .map(Version::life)
                .flatMap(Walker::changes),
            publications.zones().stream()
                .flatMap(z -> Stream.of(z.at(), z.at() + publications.zoneLag())))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The first second, and those before and after changes, which are spread evenly if many. */
  static List<Long> instants(SortedSet<Long> changes, long begin, long horizon) {
    List<Long> all = changes.stream().filter(t -> t > begin && t <= horizon).toList();
    int picked = Math.min(all.size(), MOST_CHANGES);
    return Stream.concat(
            Stream.of(begin),
            IntStream.range(0, picked)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / picked)))
                .flatMap(t -> Stream.of(t - 1, t)))
        .filter(t -> t < horizon)
        .distinct()
        .sorted()
        .toList();
  }

  /** When caches may hold a denial that rests on opt-out. */
  private static List<Span> optOut(Publications publications) {
    List<ZoneEdition> zones = publications.zones();
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < zones.size(); i++) {
      ZoneEdition zone = zones.get(i);
      if (zone.isOptOut()) {
        long replaced = i + 1 < zones.size() ? zones.get(i + 1).at() : Lifetime.FOREVER;
        spans.add(
            new Span(
                zone.at(), replaced + publications.zoneLag() + zone.content().negativeTtl() + 1));
      }
    }
    return spans;
  }

  private static Stream<Long> changes(Lifetime life) {
    return Stream.of(life.first(), life.lastServed() + 1, life.heldUntil(), life.firstExpiry() + 1);
  }

  /**
   * Leads one through.
   *
   * @param slow whether it always meets the servers that get everything last, else those that get
   *     it first
   * @param end when it is broken off, on the scale of {@link System#nanoTime}
   */
  Walk walk(boolean slow, Path home, long end) throws IOException, ProgramException {
    long zoneLag = slow ? publications.zoneLag() : 0;
    long parentLag = slow ? publications.parentLag() : 0;
    List<Walk.Failed> failed = new ArrayList<>();
    int lived = 0;
    long first = instants.get(0);
    equipment.clock().set(first);
    LoopbackServer parent = stage.parent(publications.parentAt(first - parentLag));
    try (Unbound resolver = Unbound.validator(equipment, home, parent.port())) {
      LoopbackServer zone = null;
      for (long instant : instants) {
        if (System.nanoTime() - end > 0) {
          break;
        }
        equipment.clock().set(instant);
        LoopbackServer nextParent = stage.parent(publications.parentAt(instant - parentLag));
        LoopbackServer nextZone = stage.zone(publications.zoneAt(instant - zoneLag));
        if (!nextParent.equals(parent)) {
          resolver.forward(ParentZone.ORIGIN, nextParent);
          parent = nextParent;
        }
        if (!nextZone.equals(zone)) {
          resolver.forward(publications.zone(), nextZone);
          zone = nextZone;
        }
        for (Question question : questions) {
          Answer answer = answer(question, resolver);
          if (!isGood(answer, instant)) {
            failed.add(new Walk.Failed(instant, fails(instant), answer));
          }
        }
        lived++;
      }
    }
    return new Walk(
        slow ? "slowest" : "quickest", lived, instants.size(), lived * questions.size(), failed);
  }

  /** A busy machine may be too slow for a query; what is bogus stays so. */
  private static Answer answer(Question question, Unbound resolver) {
    Answer answer = Answer.of(question, resolver);
    return answer.says() == Says.NOTHING ? Answer.of(question, resolver) : answer;
  }

  /** Under opt-out nothing proves that a name is not there (RFC 5155 section 9.2). */
  private boolean isGood(Answer answer, long instant) {
    return answer.says() == Says.SECURE
        || (answer.says() == Says.INSECURE
            && (mayBeInsecure(instant)
                || (answer.denies() && optOut.stream().anyMatch(s -> s.has(instant)))));
  }

  /** What was judged insecure stays so in a cache until its own TTL ends. */
  private boolean mayBeInsecure(long instant) {
    return parents.stream()
        .anyMatch(
            p ->
                !p.content().isSecure()
                    && p.life().first() <= instant
                    && instant < p.life().heldUntil() + longestTtl);
  }

  private boolean fails(long instant) {
    return proof.failures().stream()
        .anyMatch(f -> f.from() <= instant && instant < f.until() + BOGUS_TTL);
  }
}
