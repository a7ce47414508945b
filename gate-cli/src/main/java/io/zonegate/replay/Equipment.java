package io.zonegate.replay;

/**
 * What every resolver of a replay is run with.
 *
 * @param programs the programs
 * @param clock the clock that they look at
 * @param zone the zone's name, absolute
 * @param anchor the parent's key, a line of a master file
 * @param everyAlgorithm whether all algorithms of a DS RRset are asked for
 */
record Equipment(
    Programs programs, VirtualClock clock, String zone, String anchor, boolean everyAlgorithm) {}
