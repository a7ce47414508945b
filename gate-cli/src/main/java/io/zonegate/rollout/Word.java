package io.zonegate.rollout;

import java.util.Locale;

/** What a person may say to the release on its way, or to the zone. */
public enum Word {
  /** It may leave its stage once probes and soak are done. */
  APPROVE("Let the release leave its stage when soak and probes are done", false),
  /** It goes to the next stage now, whatever soak and probes say. */
  PROMOTE("Send the release to the next stage now, whatever soak and probes say", true),
  /** It stays where it is. */
  HOLD("Keep the release where it is until somebody resumes it", true),
  /** It goes on where it was held. */
  RESUME("Go on with a release that is held, with its stage from the start", false),
  /** It ends here. */
  ABANDON("End the release here; servers that have it keep it until the next one", true),
  /** Nothing of the zone is published. */
  FREEZE("Publish nothing of the zone until somebody thaws it; judging and probing go on", true),
  /** The end of a freeze. */
  THAW("End a freeze", false);

  private final String summary;
  private final boolean needsReason;

  Word(String summary, boolean needsReason) {
    this.summary = summary;
    this.needsReason = needsReason;
  }

  /** As it is typed. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it does, one line without a full stop. */
  public String summary() {
    return summary;
  }

  /** Whether it cannot be said without a reason. */
  public boolean needsReason() {
    return needsReason;
  }
}
