package io.zonegate.testzones.sign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSEC3PARAMRecord;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Builds the NSEC or NSEC3 records of a zone (RFC 4035 2.3, RFC 5155 7.1). */
public final class DenialChain {

  /** The opt-out bit of the NSEC3 flags (RFC 5155 3.1.2.1). */
  public static final int OPT_OUT = 1;

  private DenialChain() {}

  /** The chain that fits the zone's data, denied in this way; NSEC3PARAM must be there before. */
  public static List<Record> of(SignedZone zone, Denial denial) {
    Stream<Record> chain =
        denial.nsec3()
            ? nsec3(zone.origin(), zone.authority(), denial, zone.denialTtl())
            : nsec(zone.authority(), zone.denialTtl());
    return chain.toList();
  }

  /**
   * One closed chain of NSEC records over the authoritative names.
   *
   * @param ttl seconds; RFC 9077 wants the lesser of the SOA's TTL and minimum
   */
  public static Stream<Record> nsec(ZoneAuthority zone, long ttl) {
    List<Name> names = zone.authoritativeNames();
    return IntStream.range(0, names.size())
        .mapToObj(i -> nsec(zone, ttl, names.get(i), names.get((i + 1) % names.size())));
  }

  private static Record nsec(ZoneAuthority zone, long ttl, Name name, Name next) {
    NavigableSet<Integer> types = zone.deniableTypes(name);
    types.add(Type.RRSIG);
    types.add(Type.NSEC);
    return new NSECRecord(name, DClass.IN, ttl, next, array(types));
  }

  /** The NSEC3PARAM record, TTL 0 as is the custom. */
  public static Record nsec3param(Name origin, Denial denial) {
    return new NSEC3PARAMRecord(
        origin,
        DClass.IN,
        0,
        NSEC3Record.SHA1_DIGEST_ID,
        0,
        denial.iterations(),
        denial.saltBytes());
  }

  /** One closed chain of NSEC3 records in hash order; the NSEC3PARAM must be in the zone before. */
  public static Stream<Record> nsec3(Name origin, ZoneAuthority zone, Denial denial, long ttl) {
    List<Name> covered = new ArrayList<>(zone.authoritativeNames());
    covered.addAll(zone.emptyNonTerminals());
    if (denial.optOut()) {
      covered.removeIf(zone::isInsecureDelegation);
      covered.removeAll(zone.insecureEmptyNonTerminals());
    }
    return nsec3(origin, zone, denial, ttl, covered);
  }

  /** One closed chain of NSEC3 records over exactly the given names. */
  public static Stream<Record> nsec3(
      Name origin, ZoneAuthority zone, Denial denial, long ttl, List<Name> covered) {
    NavigableMap<byte[], Name> hashes = new TreeMap<>(Arrays::compareUnsigned);
    for (Name name : covered) {
      hashes.put(Nsec3Hash.hash(name, denial), name);
    }
    return hashes.entrySet().stream()
        .map(
            entry -> {
              byte[] higher = hashes.higherKey(entry.getKey());
              byte[] next = higher == null ? hashes.firstKey() : higher;
              return nsec3(origin, zone, denial, ttl, entry, next);
            });
  }

  private static Record nsec3(
      Name origin,
      ZoneAuthority zone,
      Denial denial,
      long ttl,
      Map.Entry<byte[], Name> hashed,
      byte[] next) {
    Name name = hashed.getValue();
    NavigableSet<Integer> types = new TreeSet<>(zone.deniableTypes(name));
    if (!zone.signedTypes(name).isEmpty()) {
      types.add(Type.RRSIG);
    }
    return new NSEC3Record(
        Nsec3Hash.owner(hashed.getKey(), origin),
        DClass.IN,
        ttl,
        NSEC3Record.SHA1_DIGEST_ID,
        denial.optOut() ? OPT_OUT : 0,
        denial.iterations(),
        denial.saltBytes(),
        next,
        array(types));
  }

  private static int[] array(NavigableSet<Integer> types) {
    return types.stream().mapToInt(Integer::intValue).toArray();
  }
}
