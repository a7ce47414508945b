package io.zonegate.replay;

import io.zonegate.caching.DnskeyRrset;
import io.zonegate.caching.DsRrset;
import io.zonegate.caching.SignedRrsets;
import io.zonegate.caching.Version;
import io.zonegate.verifier.denial.DenialFacts;
import io.zonegate.verifier.denial.Nsec3Chain;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What the zone's name servers and the parent's gave out, and from when on. Times are seconds since
 * 1970.
 *
 * @param zone the zone's name, absolute
 * @param zoneLag seconds from {@code at} until the zone's slowest server has it
 * @param parentLag seconds from {@code at} until the parent's slowest server has it
 * @param dsTtl TTL of the DS RRset, in seconds
 * @param zones the zones, the oldest first
 * @param parents the DS RRsets, the oldest first
 */
public record Publications(
    String zone,
    long zoneLag,
    long parentLag,
    long dsTtl,
    List<ZoneEdition> zones,
    List<DsEdition> parents) {
  /**
   * A version of the zone.
   *
   * @param at when the first server had it
   * @param file its master file
   * @param content what is in the file
   * @param keys its DNSKEY RRset
   * @param data its other RRsets, those together that the same keys sign
   */
  public record ZoneEdition(
      long at, Path file, Zone content, DnskeyRrset keys, List<SignedRrsets> data) {
    /** Copies the list. */
    public ZoneEdition {
      data = List.copyOf(data);
    }

    /** TTL of its DNSKEY RRset, in seconds; that of a denial if it has none. */
    long keysTtl() {
      int rrset = content.findRrset(0, RecordType.DNSKEY);
      return rrset < 0 ? content.negativeTtl() : content.ttl(content.firstRecord(rrset));
    }

    /** Whether it has NSEC3 records with the opt-out flag (RFC 5155 section 6). */
    boolean isOptOut() {
      return DenialFacts.of(content).chains().stream().anyMatch(Nsec3Chain::hasOptOut);
    }
  }

  /**
   * A DS RRset.
   *
   * @param at when the first of the parent's servers may have had it
   * @param content what a validator sees of it
   * @param records its records; empty if there is none
   */
  public record DsEdition(long at, DsRrset content, List<Ds> records) {
    /** Copies the list. */
    public DsEdition {
      records = List.copyOf(records);
    }
  }

  /** Copies the lists. */
  public Publications {
    zones = List.copyOf(zones);
    parents = List.copyOf(parents);
  }

  /** The zone from which a version of the DNSKEY RRset was fetched in this second. */
  ZoneEdition withKeys(Version<DnskeyRrset> version, long fetched) {
    return latest(
        zones.stream().filter(z -> z.keys().equals(version.content())),
        ZoneEdition::at,
        version,
        fetched);
  }

  /** The zone from which a version of other RRsets was fetched in this second. */
  ZoneEdition withData(Version<SignedRrsets> version, long fetched) {
    return latest(
        zones.stream().filter(z -> z.data().contains(version.content())),
        ZoneEdition::at,
        version,
        fetched);
  }

  /** The parent's DS RRset that was fetched as this version in this second. */
  DsEdition withDs(Version<DsRrset> version, long fetched) {
    return latest(
        parents.stream().filter(p -> p.content().equals(version.content())),
        DsEdition::at,
        version,
        fetched);
  }

  /** The zone that servers got last, by this second; the first one before any. */
  ZoneEdition zoneAt(long second) {
    return zones.stream()
        .filter(z -> z.at() <= second)
        .reduce((earlier, later) -> later)
        .orElse(zones.get(0));
  }

  /** The DS RRset that the parent's servers got last, by this second; the first one before any. */
  DsEdition parentAt(long second) {
    return parents.stream()
        .filter(p -> p.at() <= second)
        .reduce((earlier, later) -> later)
        .orElse(parents.get(0));
  }

  /** A version goes on over several zones if what it has stays: the last of them by then. */
  private static <E> E latest(
      Stream<E> editions, ToLongFunction<E> at, Version<?> version, long fetched) {
    return editions
        .filter(
            e ->
                at.applyAsLong(e) >= version.life().first()
                    && at.applyAsLong(e) < version.life().replaced()
                    && at.applyAsLong(e) <= fetched)
        .max(Comparator.comparingLong(at))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no server gave out " + version.content() + " at " + fetched));
  }
}
