package io.zonegate.release;

import java.time.Instant;

/**
 * What one server answered to one probe.
 *
 * @param server its address, as the policy names it
 * @param at when it was asked
 * @param outcome a word, such as {@code GOOD}
 * @param detail what was asked and answered, for people
 */
public record ProbeNote(String server, Instant at, String outcome, String detail) {}
