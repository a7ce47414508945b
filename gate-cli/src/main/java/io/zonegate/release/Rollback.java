package io.zonegate.release;

/**
 * What a release does if it is a rollback.
 *
 * @param rollsBack number of the release that it takes back
 * @param bringsBack number of the release whose content it has, under a higher serial
 */
public record Rollback(long rollsBack, long bringsBack) {}
