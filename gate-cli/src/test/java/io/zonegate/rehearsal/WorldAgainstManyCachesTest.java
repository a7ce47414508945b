package io.zonegate.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.caching.CacheProof;
import io.zonegate.caching.CacheTimeline.Published;
import io.zonegate.caching.DnskeyRrset;
import io.zonegate.caching.ManyCaches;
import io.zonegate.caching.SignedRrsets;
import io.zonegate.caching.Validator;
import io.zonegate.rollover.Delay;
import io.zonegate.rollover.Timings;
import io.zonegate.verifier.crypto.Dnskey;
import io.zonegate.verifier.history.PublishedKey;
import io.zonegate.verifier.history.Signer;
import io.zonegate.verifier.history.ZoneState;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.zone.NameText;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rehearsal's own way from zones and DS records to what caches hold. */
class WorldAgainstManyCachesTest {
  private static final int WORLDS = 300;
  private static final byte[] APEX = NameText.wire("example.");

  private final Map<Integer, Dnskey> keys = new TreeMap<>();
  private final Map<String, Integer> numbers = new TreeMap<>();

  WorldAgainstManyCachesTest() {
    for (int number : ManyCaches.KEYS) {
      byte[] rdata = {1, 1, 3, (byte) (number / 100), (byte) number};
      keys.put(number, new Dnskey(rdata, -1));
      numbers.put(published(number).sha256(), number);
    }
  }

  private PublishedKey published(int number) {
    return PublishedKey.of(keys.get(number));
  }

  private Set<Signer> signers(Collection<Integer> of) {
    return of.stream()
        .map(this::published)
        .map(k -> new Signer(k.keyTag(), k.algorithm(), k.sha256()))
        .collect(Collectors.toSet());
  }

  @Test
  @DisplayName("What a rehearsal proves is what a simulation of every cache finds")
  void agreesInBothDirections() {
    int broken = 0;
    for (int seed = 0; seed < WORLDS; seed++) {
      ManyCaches many = ManyCaches.of(new Random(seed), false);
      World world = world(many);
      for (Validator validator : Validator.values()) {
        Set<ManyCaches.Combination> simulated = many.failed(validator == Validator.EVERY_ALGORITHM);
        CacheProof proof =
            CacheProof.of(world.caches(Instant.ofEpochSecond(many.seconds())), validator);
        assertThat(many.failed(proof, numbers::get))
            .as("seed %d, %s", seed, validator)
            .isEqualTo(simulated);
        broken += simulated.isEmpty() ? 0 : 1;
      }
    }
    assertThat(broken).as("worlds in which something fails").isGreaterThan(WORLDS / 2);
  }

  private World world(ManyCaches many) {
    World world = new World(APEX, timings(many), false);
    world.know(List.copyOf(keys.values()));
    for (ManyCaches.Parent parent : many.parents()) {
      world.ask(
          Instant.ofEpochSecond(parent.at()),
          parent.ds().stream().map(k -> Ds.sha256Of(APEX, keys.get(k))).toList());
    }
    for (ManyCaches.Release release : many.releases()) {
      world.release(Instant.ofEpochSecond(release.at()), zone(release));
    }
    return world;
  }

  private SignedZone zone(ManyCaches.Release release) {
    List<PublishedKey> set = release.keys().stream().map(this::published).toList();
    Set<Signer> keySigners = signers(release.keySigners());
    return new SignedZone(
        null,
        null,
        new ZoneState(release.at(), set, release.keysTtl(), Set.of(), keySigners, 0, 0),
        new Published<>(
            new DnskeyRrset(set, keySigners),
            release.keysTtl(),
            release.keysExpire(),
            release.keysExpire()),
        release.data().stream()
            .map(
                d ->
                    new Published<>(
                        new SignedRrsets(signers(d.signers())),
                        d.ttl(),
                        d.expireFirst(),
                        d.expireLast()))
            .toList(),
        Denials.NONE);
  }

  private static Timings timings(ManyCaches many) {
    Map<Delay, Duration> values = new EnumMap<>(Delay.class);
    for (Delay delay : Delay.values()) {
      values.put(delay, Duration.ZERO);
    }
    int registration = many.parentLag() / 2;
    values.put(Delay.PROPAGATION, Duration.ofSeconds(many.zoneLag()));
    values.put(Delay.REGISTRATION, Duration.ofSeconds(registration));
    values.put(Delay.PARENT_PROPAGATION, Duration.ofSeconds(many.parentLag() - registration));
    values.put(Delay.DS_TTL, Duration.ofSeconds(many.parents().get(0).ttl()));
    return new Timings(values);
  }
}
