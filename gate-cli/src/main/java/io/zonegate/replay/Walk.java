package io.zonegate.replay;

import io.zonegate.replay.Answer.Says;
import java.time.Instant;
import java.util.List;

/**
 * A resolver that lived through a whole rehearsal and kept its cache.
 *
 * @param servers which name servers it always met, for people
 * @param instants at how many instants it was asked
 * @param of at how many it was to be asked
 * @param questions how many questions it was asked
 * @param failed its answers that clients cannot use, or that are not validated, the earliest first
 */
public record Walk(String servers, int instants, int of, int questions, List<Failed> failed) {
  /**
   * An answer that is as good as none.
   *
   * @param at when, in seconds since 1970
   * @param isProven whether by the proof some resolver fails then
   * @param answer what the resolver said
   */
  public record Failed(long at, boolean isProven, Answer answer) {
    /** For people. */
    @Override
    public String toString() {
      return answer
          + " at "
          + Instant.ofEpochSecond(at)
          + (isProven ? "" : ", when by the proof nothing fails");
    }
  }

  /** Copies the list. */
  public Walk {
    failed = List.copyOf(failed);
  }

  /** Whether it lived to the end, and not only until the replay's time was over. */
  boolean isWhole() {
    return instants == of;
  }

  /** Whether it failed only when some resolver does by the proof. */
  boolean agrees() {
    return failed.stream().allMatch(Failed::isProven);
  }

  /** Whether it failed when no resolver does by the proof, and not for want of an answer. */
  boolean contradicts() {
    return failed.stream().anyMatch(f -> !f.isProven() && f.answer().says() != Says.NOTHING);
  }

  /** For people. */
  @Override
  public String toString() {
    long when = failed.stream().mapToLong(Failed::at).distinct().count();
    return "a resolver that lived through all of it and always met the "
        + servers
        + " servers was asked "
        + questions
        + " questions at "
        + instants
        + (instants == 1 ? " instant" : " instants")
        + (when == 0 ? ": it failed at none" : ": it failed at " + when + " of them")
        + (when > 0 && agrees() ? ", when some do by the proof" : "");
  }
}
