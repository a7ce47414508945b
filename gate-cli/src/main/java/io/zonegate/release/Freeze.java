package io.zonegate.release;

import java.time.Instant;

/**
 * A person's word that nothing of a zone is to be published.
 *
 * @param at since when
 * @param by who said so
 * @param reason why
 */
public record Freeze(Instant at, String by, String reason) {}
