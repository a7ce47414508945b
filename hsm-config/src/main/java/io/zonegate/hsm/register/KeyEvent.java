package io.zonegate.hsm.register;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Something that happened to a key.
 *
 * @param time when, in whole seconds
 * @param kind what
 * @param key to which key
 * @param by who said so: an account of the operating system, or a name given by hand
 */
public record KeyEvent(Instant time, Kind kind, RegisteredKey key, String by) {

  /** What can happen to a key, in the order of its life. */
  public enum Kind {
    /** It was in the key set when the register first heard of it; when it was made is not known. */
    ADOPTED,
    /** It was made and proved on its tokens. */
    CREATED,
    /** It was made elsewhere, put on its tokens and proved there. */
    IMPORTED,
    /** It stood in a DNSKEY RRset that was signed, for the first time. */
    PUBLISHED,
    /** It signed for the first time. */
    FIRST_SIGNED,
    /** It signed; noted once a day at most. */
    LAST_SIGNED,
    /** It was taken out of signing. */
    RETIRED,
    /** It was taken out of the DNSKEY RRset. */
    WITHDRAWN,
    /** Its private key is on no token any more. */
    DESTROYED;

    /** The word in the file, for instance {@code first-signed}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Cuts the time to seconds and refuses an event that nobody stands for. */
  public KeyEvent {
    time = time.truncatedTo(ChronoUnit.SECONDS);
    if (by.isBlank()) {
      throw new IllegalArgumentException(
          "nobody stands for the event; name an account or a person");
    }
  }
}
