package io.zonegate.replay;

import io.zonegate.caching.CacheProof;
import io.zonegate.caching.Caches;
import io.zonegate.caching.DsRrset;
import io.zonegate.caching.Lifetime;
import io.zonegate.caching.Version;
import io.zonegate.replay.Answer.Says;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  private static final int MOST_INSTANTS = 400;

  private final Equipment equipment;
  private final Stage stage;
  private final Publications publications;
  private final CacheProof proof;
  private final List<Version<DsRrset>> parents;
  private final long longestTtl;
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
    this.instants = instants(caches);
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

  private List<Long> instants(Caches caches) {
    long begin = begin();
    TreeSet<Long> changes =
        Stream.concat(
                Stream.of(caches.ds(), caches.keys(), caches.data())
                    .flatMap(List::stream)
                    .map(Version::life)
                    .flatMap(Walker::changes),
                publications.zones().stream()
                    .flatMap(z -> Stream.of(z.at(), z.at() + publications.zoneLag())))
            .flatMap(t -> Stream.of(t - 1, t))
            .filter(t -> t >= begin && t < caches.horizon())
            .collect(Collectors.toCollection(TreeSet::new));
    changes.add(begin);
    List<Long> all = List.copyOf(changes);
    int stride = (all.size() + MOST_INSTANTS - 1) / MOST_INSTANTS;
    return IntStream.range(0, all.size()).filter(i -> i % stride == 0).mapToObj(all::get).toList();
  }

  private static Stream<Long> changes(Lifetime life) {
    return Stream.of(life.first(), life.lastServed() + 1, life.heldUntil(), life.firstExpiry() + 1);
  }

  /**
   * Leads one through.
   *
   * @param slow whether it always meets the servers that get everything last, else those that get
   *     it first
   */
  Walk walk(boolean slow, Path home) throws IOException, ProgramException {
    long zoneLag = slow ? publications.zoneLag() : 0;
    long parentLag = slow ? publications.parentLag() : 0;
    List<Walk.Failed> failed = new ArrayList<>();
    long first = instants.get(0);
    equipment.clock().set(first);
    LoopbackServer parent = stage.parent(publications.parentAt(first - parentLag));
    try (Unbound resolver = Unbound.validator(equipment, home, parent.port())) {
      LoopbackServer zone = null;
      for (long instant : instants) {
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
      }
    }
    return new Walk(
        slow ? "slowest" : "quickest", instants.size(), instants.size() * questions.size(), failed);
  }

  /** A busy machine may be too slow for a query; what is bogus stays so. */
  private static Answer answer(Question question, Unbound resolver) {
    Answer answer = Answer.of(question, resolver);
    return answer.says() == Says.NOTHING ? Answer.of(question, resolver) : answer;
  }

  /** Under opt-out nothing proves that a name is not there (RFC 5155 section 9.2). */
  private boolean isGood(Answer answer, long instant) {
    return answer.says() == Says.SECURE
        || (answer.says() == Says.INSECURE && (answer.denies() || mayBeInsecure(instant)));
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
