package io.zonegate.caching;

import java.util.List;

/**
 * All that some cache may hold of a zone.
 *
 * @param ds versions of the DS RRset, the oldest first
 * @param keys versions of the DNSKEY RRset, the oldest first
 * @param data versions of the zone's other RRsets, those that the same keys sign together
 * @param horizon the first second that is not looked at: what is published then is not known yet
 */
public record Caches(
    List<Version<DsRrset>> ds,
    List<Version<DnskeyRrset>> keys,
    List<Version<SignedRrsets>> data,
    long horizon) {
  /** Copies the lists. */
  public Caches {
    ds = List.copyOf(ds);
    keys = List.copyOf(keys);
    data = List.copyOf(data);
  }
}
