package io.zonegate.rollout;

import io.zonegate.release.ZoneFacts;
import io.zonegate.verifier.verdict.Decision;
import java.nio.file.Path;

/** Judges candidates as the zone's policy says. */
@FunctionalInterface
public interface CandidateJudge {
  /**
   * Judges a candidate; whatever goes wrong is UNDECIDED, never an exception.
   *
   * @param candidate the kept file
   * @param basis what it is held against
   * @throws BusyException at once, if another zone is being judged; nothing was done then
   */
  Judged judge(Path candidate, Basis basis);

  /** Whether another zone is being judged: work that leads to a judgement had better wait. */
  default boolean isBusy() {
    return false;
  }

  /**
   * Another zone is being judged. To wait for it would keep a thread, and with many candidates all
   * threads, so that zones that soak would not be probed.
   */
  final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says so. */
    public BusyException() {
      super("another zone is being judged");
    }
  }

  /**
   * What came of it.
   *
   * @param sha256 SHA-256 of the octets that were judged; empty if they could not be read
   * @param facts what servers must answer; {@link ZoneFacts#NONE} if the zone could not be read
   * @param summary in one line
   * @param report the whole report as JSON
   */
  record Judged(Decision decision, String sha256, ZoneFacts facts, String summary, String report) {}
}
