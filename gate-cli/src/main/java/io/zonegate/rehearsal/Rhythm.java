package io.zonegate.rehearsal;

import io.zonegate.signer.sign.SigningPolicy;
import java.time.Duration;

/** How often production signs anew, whatever happens. */
final class Rhythm {
  /** Waits that are longer than a part of the signatures' life have releases in them. */
  private static final int RELEASES_IN_A_LIFE = 4;

  private Rhythm() {}

  /**
   * The time from one release to the next at the latest: before what it keeps of signatures
   * expires.
   *
   * @param reuse whether a release keeps good signatures of the one before
   */
  static Duration of(SigningPolicy signing, boolean reuse) {
    Duration shortest = signing.validity().minus(signing.spread());
    if (signing.dnskeyValidity().compareTo(shortest) < 0) {
      shortest = signing.dnskeyValidity();
    }
    Duration rhythm = shortest.dividedBy(RELEASES_IN_A_LIFE);
    if (reuse) {
      // What is kept lives longer than refresh; a quarter of that is for servers and caches.
      Duration kept = signing.reuse().refresh(shortest).multipliedBy(3).dividedBy(4);
      rhythm = kept.compareTo(rhythm) < 0 ? kept : rhythm;
    }
    return rhythm;
  }
}
