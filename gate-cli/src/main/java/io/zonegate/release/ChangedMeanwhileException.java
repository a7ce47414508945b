package io.zonegate.release;

/** Somebody else changed the release after it was read; nothing was done. */
public final class ChangedMeanwhileException extends Exception {
  private static final long serialVersionUID = 1L;

  ChangedMeanwhileException(Release release) {
    super(
        release
            + " was changed by somebody else meanwhile, nothing was done; look at zonegate gate"
            + " status and say it again");
  }
}
