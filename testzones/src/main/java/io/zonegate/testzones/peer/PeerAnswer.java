package io.zonegate.testzones.peer;

import java.util.Locale;

/** What another verifier did with a zone. */
public enum PeerAnswer {
  /** It found nothing wrong. */
  ACCEPTS,
  /** It found something wrong, or could not read the zone. */
  REJECTS,
  /** It was ended by a signal. */
  CRASHES,
  /** It did not end in time. */
  HANGS;

  /** As it is written in the record and on the pages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static PeerAnswer of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
