package io.zonegate.replay;

import io.zonegate.caching.Meeting;
import io.zonegate.replay.Answer.Says;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A meeting that was replayed.
 *
 * @param meeting which versions a cache held, since when
 * @param refusal why it fails by the proof; empty if it validates
 * @param expected what the resolver should say; more than one where the proof asks for more than a
 *     resolver has to
 * @param optOut whether the zone of the data has NSEC3 records with the opt-out flag
 * @param answers what it said
 */
public record Replayed(
    Meeting meeting,
    Optional<String> refusal,
    Set<Says> expected,
    boolean optOut,
    List<Answer> answers) {
  /** Copies the lists. */
  public Replayed {
    expected = Set.copyOf(expected);
    answers = List.copyOf(answers);
  }

  /** Whether the resolver gave no answer to something. */
  public boolean isUnanswered() {
    return answers.isEmpty() || answers.stream().anyMatch(a -> a.says() == Says.NOTHING);
  }

  /** Whether it said what the proof says, to everything. */
  public boolean agrees() {
    return !isUnanswered() && answers.stream().allMatch(this::isExpected);
  }

  /** Under opt-out nothing proves that a name is not there (RFC 5155 section 9.2). */
  private boolean isExpected(Answer answer) {
    return expected.contains(answer.says())
        || (optOut
            && answer.denies()
            && answer.says() == Says.INSECURE
            && expected.contains(Says.SECURE));
  }

  /** What a resolver holds in it, for people. */
  public String described() {
    return "%s (%s) of %s, %s (%s) of %s and %s (%s) of %s at %s"
        .formatted(
            meeting.ds().content(),
            meeting.ds().what(),
            Instant.ofEpochSecond(meeting.dsFetched()),
            meeting.keys().content(),
            meeting.keys().what(),
            Instant.ofEpochSecond(meeting.keysFetched()),
            meeting.data().content(),
            meeting.data().what(),
            Instant.ofEpochSecond(meeting.dataFetched()),
            Instant.ofEpochSecond(meeting.moment()));
  }

  /** The first answer that is not as expected; else the first one. */
  public Optional<Answer> telling() {
    return answers.stream()
        .filter(a -> !isExpected(a))
        .findFirst()
        .or(() -> answers.stream().findFirst());
  }
}
