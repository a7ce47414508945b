package io.zonegate.testzones.make;

/**
 * What was written into an unsigned zone.
 *
 * @param records all records
 * @param delegations names that are delegated
 * @param secureDelegations delegations with at least one DS record
 * @param glue address records below a zone cut
 */
public record ZoneCounts(long records, int delegations, int secureDelegations, long glue) {}
