package io.zonegate.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.caching.CacheProof;
import io.zonegate.caching.Caches;
import io.zonegate.caching.DnskeyRrset;
import io.zonegate.caching.DsRrset;
import io.zonegate.caching.Failure;
import io.zonegate.caching.SignedRrsets;
import io.zonegate.caching.Story;
import io.zonegate.caching.Validator;
import io.zonegate.verifier.check.Workers;
import io.zonegate.verifier.history.PublishedKey;
import io.zonegate.verifier.history.Signer;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Outcome;
import io.zonegate.verifier.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The history's checks go by rules, the proof tries every combination of what caches may hold, and
 * neither knows of the other: over random histories they must say the same of a release. The seeds
 * are fixed; {@code -Dzonegate.rollovers=10000} looks further.
 */
class RolloverAgainstCachesTest {
  private static final int ROLLOVERS = Integer.getInteger("zonegate.rollovers", 500);

  /** The checks of other chapters that say what the history's leave to them. */
  private static final Set<String> DS_CHECKS = Set.of("DS-CHAIN", "DS-MATCH", "ZONE-SIGNED");

  /** A rollover, the second of the release, and who has something against it. */
  private record Case(RandomRollover rollover, long now, Set<String> blocking) {
    Caches caches() {
      return rollover.caches(now, false);
    }

    /** As ROLL-DS-CACHED counts the TTL of a DS RRset. */
    Caches longest() {
      return rollover.caches(now, true);
    }

    /** Whether no cache has a DS. */
    boolean isInsecure() {
      return longest().ds().stream()
          .noneMatch(ds -> ds.content().isSecure() && ds.life().heldUntil() > now);
    }

    private String candidate() {
      return String.valueOf(rollover.releases().size());
    }

    /** Combinations with something of the candidate in them that do not validate. */
    Stream<Failure> failures(Caches of, Validator validator) {
      return CacheProof.of(of, validator).failures().stream()
          .filter(f -> hasNewKeys(f) || hasNewData(f))
          .filter(f -> f.until() > now);
    }

    boolean hasNewKeys(Failure failure) {
      return failure.keys().what().equals(candidate());
    }

    boolean hasNewData(Failure failure) {
      return failure.data().what().equals(candidate());
    }

    @Override
    public String toString() {
      return "released at " + now + " s, against it: " + blocking + "\n" + rollover;
    }
  }

  @Test
  @DisplayName("A release that the history's checks let through breaks no cache, and the reverse")
  void checksAndProofAgree() throws Exception {
    Map<String, Integer> blocked = new TreeMap<>();
    int let = 0;
    int mended = 0;
    try (Workers workers = new Workers(1, Duration.ofMinutes(30))) {
      RolloverJudge judge = new RolloverJudge(workers);
      for (int seed = 0; seed < ROLLOVERS; seed++) {
        RandomRollover rollover = new RandomRollover(seed);
        for (long now : rollover.judged()) {
          Set<String> blocking = blocking(judge.judge(rollover, now), rollover);
          Case c = new Case(rollover, now, blocking);
          demandEach(seed, c);
          if (blocking.isEmpty()) {
            let++;
            mended += demandSafe(seed, c) ? 1 : 0;
          } else {
            blocking.forEach(id -> blocked.merge(id, 1, Integer::sum));
            demandReason(seed, c);
          }
        }
      }
    }
    assertThat(let).as("let through").isGreaterThan(ROLLOVERS);
    assertThat(mended).as("of these, beside caches that fail anyway").isGreaterThan(ROLLOVERS / 20);
    assertThat(blocked)
        .containsKeys(
            "ROLL-ALGORITHM",
            "ROLL-CACHED-SIGNATURES",
            "ROLL-DS-CACHED",
            "ROLL-DS-SEEN",
            "ROLL-PREPUBLISHED",
            "ROLL-RETIRED",
            "ROLL-UNSIGN");
  }

  /** Whether caches fail that no release could have helped. */
  private static boolean demandSafe(int seed, Case c) {
    List<Failure> failures = c.failures(c.caches(), validator(c)).toList();
    assertThat(failures.stream().filter(f -> isByRelease(c, f)).map(Story::of))
        .as("seed %d: passes, and should not; %s", seed, c)
        .isEmpty();
    return !failures.isEmpty();
  }

  private static void demandReason(int seed, Case c) {
    if (isStricter(c)) {
      return;
    }
    // Each algorithm of the DS RRset has to lead on, whatever the policy: said of ROLL-DS-CACHED.
    Stream<Failure> entries =
        c.failures(c.longest(), Validator.EVERY_ALGORITHM)
            .filter(f -> entryFails(f, Validator.EVERY_ALGORITHM));
    assertThat(
            Stream.concat(c.failures(c.longest(), validator(c)), entries)
                .filter(
                    f -> isByRelease(c, f) || (!isUnsigned(c, f) && dataFails(f, validator(c)))))
        .as("seed %d: is blocked, and need not be; %s", seed, c)
        .isNotEmpty();
  }

  /** Whether the checks ask for more than caches do. */
  private static boolean isStricter(Case c) {
    // What was not recorded as gone counts as still there: said of ROLL-DS-CACHED.
    boolean byDs =
        c.blocking().stream().anyMatch(id -> id.contains("DS-") || id.equals("ROLL-UNSIGN"));
    // Without a DS the zone's keys and signatures are judged all the same: docs/limitations.md.
    return c.isInsecure() || (byDs && !c.rollover().isLastParentKnown());
  }

  /** What one check says, whatever the others do. */
  private static void demandEach(int seed, Case c) {
    if (!c.rollover().candidate().isSigned()) {
      demand(seed, c, f -> c.hasNewKeys(f), "ROLL-UNSIGN", today(c, "ZONE-SIGNED"));
      return;
    }
    Predicate<Failure> entries = f -> c.hasNewKeys(f) && entryFails(f, Validator.EVERY_ALGORITHM);
    demand(seed, c, entries, "ROLL-DS-CACHED", today(c, "DS-CHAIN"));
    Predicate<Failure> oldData = f -> c.hasNewKeys(f) && !c.hasNewData(f) && !isUnsigned(c, f);
    Predicate<Failure> newData =
        f -> !c.hasNewKeys(f) && c.hasNewData(f) && !f.keys().content().keys().isEmpty();
    Predicate<Failure> anyPath = f -> dataFails(f, Validator.ANY_PATH);
    demand(seed, c, oldData.and(anyPath), "ROLL-CACHED-SIGNATURES", "ROLL-RETIRED");
    demand(seed, c, newData.and(anyPath), "ROLL-PREPUBLISHED");
    if (c.rollover().isConservative()) {
      Predicate<Failure> every =
          oldData.or(newData).and(f -> dataFails(f, Validator.EVERY_ALGORITHM));
      demandBlock(seed, c, every.and(anyPath.negate()), "ROLL-ALGORITHM");
      demandReason(seed, c, every, "ROLL-ALGORITHM");
    }
  }

  /** The check for the DS set of today, which the history's checks do not know. */
  private static String today(Case c, String check) {
    return c.rollover().isLastParentKnown() ? "" : check;
  }

  private static void demand(int seed, Case c, Predicate<Failure> fault, String... checks) {
    demandBlock(seed, c, fault, checks);
    demandReason(seed, c, fault, checks);
  }

  private static void demandBlock(int seed, Case c, Predicate<Failure> fault, String... checks) {
    if (Stream.of(checks).noneMatch(c.blocking()::contains)) {
      assertThat(c.failures(c.caches(), Validator.EVERY_ALGORITHM).filter(fault).map(Story::of))
          .as("seed %d: %s should block; %s", seed, List.of(checks), c)
          .isEmpty();
    }
  }

  private static void demandReason(int seed, Case c, Predicate<Failure> fault, String... checks) {
    if (Stream.of(checks).anyMatch(c.blocking()::contains) && !isStricter(c)) {
      assertThat(c.failures(c.longest(), Validator.EVERY_ALGORITHM).filter(fault))
          .as("seed %d: %s should not block; %s", seed, List.of(checks), c)
          .isNotEmpty();
    }
  }

  private static Validator validator(Case c) {
    return c.rollover().isConservative() ? Validator.EVERY_ALGORITHM : Validator.ANY_PATH;
  }

  /** Whether another release could have done better. */
  private static boolean isByRelease(Case c, Failure failure) {
    // The parent changed its DS RRset too early: nothing helps who has a DNSKEY RRset of before.
    boolean byParent = !c.hasNewKeys(failure) && entryFails(failure, validator(c));
    return !byParent && !isUnsigned(c, failure);
  }

  /**
   * Whether caches have unsigned RRsets of before: the DS came too early, or they went too late.
   */
  private static boolean isUnsigned(Case c, Failure failure) {
    return failure.data().content().signers().isEmpty() && !c.hasNewData(failure);
  }

  /** Whether the DS RRset does not lead on to the keys, whatever these sign. */
  private static boolean entryFails(Failure failure, Validator validator) {
    DnskeyRrset keys = failure.keys().content();
    return validator
        .refusal(failure.ds().content(), keys, new SignedRrsets(signers(keys.keys().stream())))
        .isPresent();
  }

  /** Whether the keys cannot verify the RRsets, whatever leads on to them. */
  private static boolean dataFails(Failure failure, Validator validator) {
    DnskeyRrset keys = failure.keys().content();
    Set<DsRrset.Link> links =
        signers(keys.keys().stream().filter(PublishedKey::isUsable)).stream()
            .filter(keys.signers()::contains)
            .map(s -> new DsRrset.Link(s.keyTag(), s.algorithm(), 2, s.sha256()))
            .collect(Collectors.toSet());
    return validator.refusal(new DsRrset(links), keys, failure.data().content()).isPresent();
  }

  private static Set<Signer> signers(Stream<PublishedKey> keys) {
    return keys.map(k -> new Signer(k.keyTag(), k.algorithm(), k.sha256()))
        .collect(Collectors.toSet());
  }

  private static Set<String> blocking(Verdict verdict, RandomRollover rollover) {
    return verdict.results().stream()
        .filter(r -> r.blocks() > 0 || r.outcome() == Outcome.UNDECIDED)
        .map(CheckResult::check)
        .filter(
            c ->
                c.group() == CheckGroup.HISTORY
                    || c.group() == CheckGroup.GATE
                    || DS_CHECKS.contains(c.id())
                    || (rollover.isConservative() && c.id().equals("ALG-COMPLETE")))
        .map(c -> c.id())
        .collect(Collectors.toSet());
  }
}
