package io.zonegate.verifier.zonemd;

import io.zonegate.verifier.zone.CanonicalRecords;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The digest of a zone by the scheme SIMPLE (RFC 8976 section 3.3): all records in canonical form
 * and order, each with its own TTL, but for the apex ZONEMD RRset and the RRSIGs that cover it. One
 * pass with a buffer of fixed size; several hashes share it.
 */
final class SimpleDigest {
  private SimpleDigest() {}

  /** The digests of a zone by hash algorithm number; the numbers must be known ones. */
  static Map<Integer, byte[]> of(Zone zone, Set<Integer> hashNumbers) {
    Map<Integer, MessageDigest> hashes = new TreeMap<>();
    for (int hash : hashNumbers) {
      try {
        hashes.put(hash, MessageDigest.getInstance(Zonemd.hashName(hash)));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("this Java runtime lacks " + Zonemd.hashName(hash), e);
      }
    }
    int apexRrsets = zone.firstRrset(1);
    CanonicalRecords.<RuntimeException>write(
        zone,
        rrset -> rrset < apexRrsets && zone.type(rrset) == RecordType.ZONEMD,
        (octets, length) -> hashes.values().forEach(hash -> hash.update(octets, 0, length)));
    Map<Integer, byte[]> values = new TreeMap<>();
    hashes.forEach((hash, function) -> values.put(hash, function.digest()));
    return values;
  }
}
