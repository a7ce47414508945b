package io.zonegate.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.caching.CacheProof;
import io.zonegate.caching.Caches;
import io.zonegate.caching.Content;
import io.zonegate.caching.DnskeyRrset;
import io.zonegate.caching.DsRrset;
import io.zonegate.caching.Lifetime;
import io.zonegate.caching.Meeting;
import io.zonegate.caching.SignedRrsets;
import io.zonegate.caching.Validator;
import io.zonegate.caching.Version;
import io.zonegate.replay.Answer.Says;
import io.zonegate.verifier.history.PublishedKey;
import io.zonegate.verifier.history.Signer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChoiceTest {
  private static final int DAY = 86_400;
  private static final int VERSIONS = 30;
  private static final Set<Signer> KSK = Set.of(new Signer(1, 13, "aa"));
  private static final Set<Signer> ZSK = Set.of(new Signer(2, 13, "bb"));

  /** Versions that follow each other by the hour, all of them in caches for a day. */
  private static <C extends Content<C>> List<Version<C>> hourly(IntFunction<C> content) {
    return IntStream.range(0, VERSIONS)
        .mapToObj(
            i ->
                new Version<>(
                    "number " + i,
                    content.apply(i),
                    Lifetime.unsigned(i * 3_600L, (i + 1) * 3_600L, 0, DAY)))
        .toList();
  }

  private static Caches caches(IntFunction<Set<Signer>> signers) {
    DsRrset ds = new DsRrset(Set.of(new DsRrset.Link(1, 13, 2, "aa")));
    DnskeyRrset keys =
        new DnskeyRrset(
            List.of(new PublishedKey(257, 13, 1, "aa"), new PublishedKey(256, 13, 2, "bb")), KSK);
    return new Caches(
        hourly(i -> ds),
        hourly(i -> keys),
        hourly(i -> new SignedRrsets(signers.apply(i))),
        10L * DAY);
  }

  private static Choice choice(Caches caches) {
    return Choice.of(caches, CacheProof.of(caches, Validator.ANY_PATH), Validator.ANY_PATH);
  }

  @Test
  @DisplayName("Of very many combinations few are replayed, and each version in one of them")
  void fewOfMany() {
    Caches caches = caches(i -> ZSK);
    Choice choice = choice(caches);

    assertThat(choice.of()).isGreaterThan(10_000);
    assertThat(choice.meetings())
        .hasSizeBetween(Choice.MOST_HOLDING, Choice.MOST_HOLDING + 3 * VERSIONS)
        .allSatisfy(c -> assertThat(c.expected()).containsExactly(Says.SECURE));
    Set<Version<?>> seen = new HashSet<>();
    choice.meetings().stream()
        .map(Choice.Chosen::meeting)
        .forEach(m -> seen.addAll(List.of(m.ds(), m.keys(), m.data())));
    assertThat(seen)
        .containsAll(
            Stream.of(caches.ds(), caches.keys(), caches.data()).flatMap(List::stream).toList());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "40, 40", "41, 40", "79, 40", "81, 40", "1000003, 40"})
  @DisplayName("Those that hold are so many as are said, whatever number there is")
  void evenly(long of, long picked) {
    assertThat(LongStream.range(0, of).filter(i -> Choice.isPicked(i, of)).count())
        .isEqualTo(picked);
  }

  @Test
  @DisplayName("Of many that fail some from first to last are replayed, beside those that hold")
  void someOfTheFailing() {
    Caches caches = caches(i -> i == 5 ? Set.of() : ZSK);
    Choice choice = choice(caches);

    List<Choice.Chosen> failing =
        choice.meetings().stream().filter(c -> c.refusal().isPresent()).toList();
    assertThat(failing)
        .hasSize(Choice.MOST_FAILING)
        .allSatisfy(c -> assertThat(c.expected()).containsExactly(Says.BOGUS));
    assertThat(choice.meetings()).hasSizeGreaterThan(2 * Choice.MOST_FAILING);
  }

  @Test
  @DisplayName(
      "Each of the three is in the cache when they meet, and was served when it was fetched")
  void meetingsCanBe() {
    List<Meeting> all = Meeting.all(caches(i -> ZSK)).toList();
    assertThat(all)
        .allSatisfy(
            m -> {
              assertHeld(m.ds(), m.dsFetched(), m.moment());
              assertHeld(m.keys(), m.keysFetched(), m.moment());
              assertHeld(m.data(), m.dataFetched(), m.moment());
              assertThat(m.dataAge()).isBetween(0L, (long) DAY);
            })
        .anySatisfy(m -> assertThat(m.dataAge()).isEqualTo(DAY));
  }

  private static void assertHeld(Version<?> version, long fetched, long moment) {
    Lifetime life = version.life();
    assertThat(fetched).isBetween(life.first(), Math.min(life.lastServed(), moment));
    assertThat(moment).isLessThanOrEqualTo(fetched + life.ttl());
  }
}
