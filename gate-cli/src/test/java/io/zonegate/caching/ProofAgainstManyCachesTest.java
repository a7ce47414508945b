package io.zonegate.caching;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.caching.ManyCaches.Combination;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProofAgainstManyCachesTest {
  private static final int WORLDS = 300;

  @Test
  @DisplayName("The proof and a simulation of every cache find the same failures, second by second")
  void agreesInBothDirections() {
    int sound = 0;
    int broken = 0;
    int versions = 0;
    int merged = 0;
    for (int seed = 0; seed < WORLDS; seed++) {
      ManyCaches world = ManyCaches.of(new Random(seed), true);
      Caches caches = world.timeline().caches(world.seconds());
      versions += world.releases().size();
      merged += world.releases().size() - caches.keys().size();
      for (Validator validator : Validator.values()) {
        Set<Combination> simulated = world.failed(validator == Validator.EVERY_ALGORITHM);
        Set<Combination> proven =
            world.failed(CacheProof.of(caches, validator), ProofAgainstManyCachesTest::number);
        assertThat(proven).as("seed %d, %s", seed, validator).isEqualTo(simulated);
        sound += simulated.isEmpty() ? 1 : 0;
        broken += simulated.isEmpty() ? 0 : 1;
      }
    }
    assertThat(sound).as("worlds in which nothing fails").isGreaterThan(WORLDS / 10);
    assertThat(broken).as("worlds in which something fails").isGreaterThan(WORLDS / 2);
    assertThat(merged).as("releases that go on as before").isBetween(versions / 20, versions / 2);
  }

  private static int number(String key) {
    return Integer.parseInt(key.replace("key", ""));
  }

  @Test
  @DisplayName("The resolver of a story does fail, in each second that the story says")
  void witnessesFail() {
    int witnesses = 0;
    for (int seed = 0; seed < WORLDS; seed++) {
      ManyCaches world = ManyCaches.of(new Random(seed), true);
      Caches caches = world.timeline().caches(world.seconds());
      Set<Combination> simulated = world.failed(false);
      for (Failure f : CacheProof.of(caches, Validator.ANY_PATH).failures()) {
        Failure.Witness w = f.witness();
        assertThat(w.from()).isBetween(f.from(), f.until() - 1);
        assertThat(w.until()).isBetween(w.from() + 1, f.until());
        assertFetched(f.ds().life(), w.ds(), w);
        assertFetched(f.keys().life(), w.keys(), w);
        assertFetched(f.data().life(), w.data(), w);
        for (long s = w.from(); s < Math.min(w.until(), world.seconds()); s++) {
          assertThat(simulated)
              .contains(ManyCaches.combination(f, (int) s, ProofAgainstManyCachesTest::number));
        }
        witnesses++;
      }
    }
    assertThat(witnesses).isGreaterThan(WORLDS);
  }

  private static void assertFetched(Lifetime life, long fetched, Failure.Witness w) {
    assertThat(fetched).isBetween(life.first(), Math.min(w.from(), life.lastServed()));
    if (life.isReplaced() && fetched == life.lastServed() && !life.isServedExpired()) {
      assertThat(w.until()).isLessThanOrEqualTo(fetched + life.ttl() + 1);
    }
  }

  @Test
  @DisplayName(
      "A step that is taken at its earliest safe time fails no more, a second earlier it does")
  void earliestSafeTimeIsExact() {
    int steps = 0;
    for (int seed = 0; seed < WORLDS; seed++) {
      Random random = new Random(seed);
      int ttl = random.nextInt(2_000);
      int lag = random.nextInt(100);
      int early = 1_000 + random.nextInt(lag + ttl + 1);
      CacheProof proof = CacheProof.of(kskLeaves(early, ttl, lag), Validator.ANY_PATH);
      if (proof.holds()) {
        continue;
      }
      steps++;
      long safe = proof.safeFrom().orElseThrow();
      assertThat(CacheProof.of(kskLeaves(safe, ttl, lag), Validator.ANY_PATH).holds()).isTrue();
      assertThat(CacheProof.of(kskLeaves(safe - 1, ttl, lag), Validator.ANY_PATH).holds())
          .isFalse();
    }
    assertThat(steps).isGreaterThan(WORLDS / 2);
  }

  /** The DS changes at 1,000, the old KSK leaves at {@code when}. */
  private static Caches kskLeaves(long when, long dsTtl, long dsLag) {
    CacheTimeline timeline = new CacheTimeline(20, dsLag);
    timeline.parent(0, "old DS", Parts.ttl(dsTtl, Parts.ds(801)));
    timeline.parent(1_000, "new DS", Parts.ttl(dsTtl, Parts.ds(802)));
    timeline.release(
        0,
        "both KSKs",
        Parts.ttl(30, Parts.keys(new int[] {801, 802}, 801, 802)),
        List.of(Parts.ttl(40, Parts.data(801))));
    timeline.release(
        when,
        "new KSK alone",
        Parts.ttl(30, Parts.keys(new int[] {801, 802}, 802)),
        List.of(Parts.ttl(40, Parts.data(801))));
    return timeline.caches(10_000);
  }
}
