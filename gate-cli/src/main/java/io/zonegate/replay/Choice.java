package io.zonegate.replay;

import io.zonegate.caching.CacheProof;
import io.zonegate.caching.Caches;
import io.zonegate.caching.Failure;
import io.zonegate.caching.Meeting;
import io.zonegate.caching.Validator;
import io.zonegate.caching.Version;
import io.zonegate.replay.Answer.Says;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which combinations are replayed: all of them if they are few; else the failing ones and those
 * that hold spread evenly, and in any case one with each version that is in one that holds.
 *
 * @param meetings which, with what the proof says of them
 * @param of how many combinations there are
 */
record Choice(List<Chosen> meetings, long of) {
  /** Most failing combinations. */
  static final int MOST_FAILING = 20;

  /** Most of those that hold, if they need not be more to have each version once. */
  static final int MOST_HOLDING = 40;

  /**
   * One of them.
   *
   * @param refusal why it fails; empty if it holds
   */
  record Chosen(Meeting meeting, Optional<String> refusal, Set<Says> expected) {}

  /** Chooses. */
  static Choice of(Caches caches, CacheProof proof, Validator validator) {
    List<Chosen> chosen = new ArrayList<>();
    int failures = proof.failures().size();
    for (int i = 0; i < Math.min(failures, MOST_FAILING); i++) {
      Failure failure =
          proof.failures().get((int) ((long) i * failures / Math.min(failures, MOST_FAILING)));
      Meeting meeting = Meeting.of(failure);
      chosen.add(new Chosen(meeting, Optional.of(failure.reason()), refused(meeting)));
    }
    long holding = proof.combinations() - failures;
    Set<Version<?>> seen = new HashSet<>();
    long number = 0;
    Iterator<Meeting> all =
        Meeting.all(caches).filter(m -> refusal(m, validator).isEmpty()).iterator();
    while (all.hasNext()) {
      Meeting meeting = all.next();
      boolean isNew = seen.addAll(List.of(meeting.ds(), meeting.keys(), meeting.data()));
      if (isNew || isPicked(number, holding)) {
        chosen.add(
            new Chosen(
                meeting,
                Optional.empty(),
                Set.of(meeting.ds().content().isSecure() ? Says.SECURE : Says.INSECURE)));
      }
      number++;
    }
    return new Choice(chosen, proof.combinations());
  }

  /** Whether this one, counted from 0, is among those that are spread evenly over so many. */
  static boolean isPicked(long number, long of) {
    return number * MOST_HOLDING % of < MOST_HOLDING;
  }

  private static Optional<String> refusal(Meeting meeting, Validator validator) {
    return validator.refusal(
        meeting.ds().content(), meeting.keys().content(), meeting.data().content());
  }

  /** Where the proof wants every algorithm, a resolver may be content with one. */
  private static Set<Says> refused(Meeting meeting) {
    return meeting.isExpired() || refusal(meeting, Validator.ANY_PATH).isPresent()
        ? Set.of(Says.BOGUS)
        : Set.of(Says.BOGUS, Says.SECURE);
  }
}
