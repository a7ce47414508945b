package io.zonegate.hook;

import java.util.OptionalLong;

/**
 * What a name server wants to have judged.
 *
 * @param zone the zone's name in presentation form, absolute
 * @param saidBy what named the zone, for messages
 * @param source where to read it: a file, {@code -} for standard input, or {@code axfr://...}
 * @param serial the SOA serial that is asked about, 0 to 2^32-1; empty if the caller does not say
 */
public record Candidate(String zone, String saidBy, String source, OptionalLong serial) {
  private static final long LAST_SERIAL = 0xffff_ffffL;

  /** A serial in decimal, 0 to 2^32-1; empty if the text is none. */
  public static OptionalLong serial(String text) {
    return text.matches("[0-9]{1,10}") && Long.parseLong(text) <= LAST_SERIAL
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }
}
