package io.zonegate.testzones.make;

/**
 * What an unsigned zone is to look like. Equal shapes make equal bytes.
 *
 * @param origin absolute name in text form, with the trailing dot, not the root, at most 150
 *     characters
 * @param seed any number; chooses names, addresses and digests
 * @param delegations exact number of delegations, 0 to 100 million
 * @param glueShare share of the delegations, 0 to 1, whose name servers lie inside the delegated
 *     zone and so need glue; the others use name servers outside the zone
 * @param dsShare share of the delegations, 0 to 1, that have DS records
 * @param wildcards number of wildcard owners
 * @param emptyNonTerminals number of empty non-terminals; every second one stands above one of the
 *     delegations, the others above a host of the zone itself
 * @param longNames number of authoritative hosts whose name has exactly 255 octets in wire form
 * @param apexData whether the apex has A, AAAA, MX, TXT and CAA beside SOA and NS
 * @param mixedCase whether letters of owners and name server targets vary in case
 * @param relativeNames whether owners are written relative to {@code $ORIGIN}, else absolute
 */
public record ZoneShape(
    String origin,
    long seed,
    int delegations,
    double glueShare,
    double dsShare,
    int wildcards,
    int emptyNonTerminals,
    int longNames,
    boolean apexData,
    boolean mixedCase,
    boolean relativeNames) {

  private static final int MAX_DELEGATIONS = 100_000_000;

  /** Leaves room for delegations, their name servers and NSEC3 owners. */
  private static final int MAX_ORIGIN = 150;

  /** Checks the ranges given above. */
  public ZoneShape {
    if (!origin.endsWith(".") || origin.equals(".")) {
      throw new IllegalArgumentException(
          "origin \""
              + origin
              + "\" is not an absolute name below the root; write it like \"demo.\"");
    }
    if (origin.length() > MAX_ORIGIN) {
      throw new IllegalArgumentException(
          "origin has " + origin.length() + " characters; give one of at most " + MAX_ORIGIN);
    }
    requireRange("delegations", delegations, MAX_DELEGATIONS);
    requireRange("wildcards", wildcards, 10_000);
    requireRange("emptyNonTerminals", emptyNonTerminals, 10_000);
    requireRange("longNames", longNames, 10_000);
    requireShare("glueShare", glueShare);
    requireShare("dsShare", dsShare);
  }

  /** A zone like a registry's: 30 % in-zone glue, half with DS, a few wildcards and hosts. */
  public static ZoneShape of(String origin, long seed, int delegations) {
    return new ZoneShape(origin, seed, delegations, 0.30, 0.5, 3, 4, 1, true, false, false);
  }

  /** The same shape with another share of delegations that need glue. */
  public ZoneShape withGlueShare(double share) {
    return new ZoneShape(
        origin,
        seed,
        delegations,
        share,
        dsShare,
        wildcards,
        emptyNonTerminals,
        longNames,
        apexData,
        mixedCase,
        relativeNames);
  }

  /** The same shape with another share of secure delegations. */
  public ZoneShape withDsShare(double share) {
    return new ZoneShape(
        origin,
        seed,
        delegations,
        glueShare,
        share,
        wildcards,
        emptyNonTerminals,
        longNames,
        apexData,
        mixedCase,
        relativeNames);
  }

  /** The same shape with other numbers of names that are not delegations. */
  public ZoneShape withExtras(int newWildcards, int newEmptyNonTerminals, int newLongNames) {
    return new ZoneShape(
        origin,
        seed,
        delegations,
        glueShare,
        dsShare,
        newWildcards,
        newEmptyNonTerminals,
        newLongNames,
        apexData,
        mixedCase,
        relativeNames);
  }

  /** The same shape with or without addresses, MX, TXT and CAA at the apex. */
  public ZoneShape withApexData(boolean present) {
    return new ZoneShape(
        origin,
        seed,
        delegations,
        glueShare,
        dsShare,
        wildcards,
        emptyNonTerminals,
        longNames,
        present,
        mixedCase,
        relativeNames);
  }

  /** The same shape written another way: letter case and relative owners. */
  public ZoneShape withText(boolean newMixedCase, boolean newRelativeNames) {
    return new ZoneShape(
        origin,
        seed,
        delegations,
        glueShare,
        dsShare,
        wildcards,
        emptyNonTerminals,
        longNames,
        apexData,
        newMixedCase,
        newRelativeNames);
  }

  private static void requireRange(String what, int value, int limit) {
    if (value < 0 || value > limit) {
      throw new IllegalArgumentException(
          what + " is " + value + "; give a number from 0 to " + limit);
    }
  }

  private static void requireShare(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(what + " is " + value + "; give a share from 0 to 1");
    }
  }
}
