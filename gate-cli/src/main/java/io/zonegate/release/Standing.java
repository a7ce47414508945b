package io.zonegate.release;

import java.time.Instant;
import java.util.Objects;

/**
 * How far a release has come. Immutable.
 *
 * @param state where it is
 * @param stage index of the stage that it is in, from 0; -1 before the first
 * @param stageName the name that the policy had for it; empty before the first
 * @param since since when it has been in this state
 * @param published when its stage's servers were given it; as {@code since} if it has no stage
 * @param good consecutive good probes of all servers of its stage
 * @param approvedBy who approved that it leaves its stage; empty if nobody has
 * @param reason why it is held or ended; empty if it is neither
 */
public record Standing(
    ReleaseState state,
    int stage,
    String stageName,
    Instant since,
    Instant published,
    int good,
    String approvedBy,
    String reason) {

  /** Refuses missing parts. */
  public Standing {
    Objects.requireNonNull(state);
    Objects.requireNonNull(stageName);
    Objects.requireNonNull(since);
    Objects.requireNonNull(published);
    Objects.requireNonNull(approvedBy);
    Objects.requireNonNull(reason);
  }

  /** Received, and waiting for its turn. */
  public static Standing received(Instant now) {
    return new Standing(ReleaseState.RECEIVED, -1, "", now, now, 0, "", "");
  }

  /** In another state of the same stage. */
  public Standing to(ReleaseState next, Instant now, String why) {
    return new Standing(next, stage, stageName, now, published, good, approvedBy, why);
  }

  /** Before its publication to a stage. */
  public Standing publishing(int next, String name, Instant now) {
    return new Standing(ReleaseState.PUBLISHING, next, name, now, now, 0, "", "");
  }

  /** With the servers of its stage, which were given it just now or are to be watched anew. */
  public Standing soaking(Instant now) {
    return new Standing(ReleaseState.SOAKING, stage, stageName, now, now, 0, approvedBy, "");
  }

  /** After so many consecutive good probes. */
  public Standing probed(int consecutive) {
    return new Standing(state, stage, stageName, since, published, consecutive, approvedBy, reason);
  }

  /** Free to leave its stage, by this person's word. */
  public Standing approved(String by) {
    return new Standing(state, stage, stageName, since, published, good, by, reason);
  }
}
