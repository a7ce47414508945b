package io.zonegate.verifier.zonemd;

import io.zonegate.verifier.zone.Bytes;
import io.zonegate.verifier.zone.NameKey;
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
  private static final int BUFFER = 1 << 16;
  private static final int CLASS_IN = 1;

  private final Zone zone;
  private final Map<Integer, MessageDigest> hashes = new TreeMap<>();
  private final byte[] owner = new byte[NameKey.MAX_WIRE_BYTES + 1];
  private final byte[] buffer = new byte[BUFFER];
  private int ownerLength;
  private int filled;

  private SimpleDigest(Zone zone, Set<Integer> hashNumbers) {
    this.zone = zone;
    for (int hash : hashNumbers) {
      try {
        hashes.put(hash, MessageDigest.getInstance(Zonemd.hashName(hash)));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("this Java runtime lacks " + Zonemd.hashName(hash), e);
      }
    }
  }

  /** The digests of a zone by hash algorithm number; the numbers must be known ones. */
  static Map<Integer, byte[]> of(Zone zone, Set<Integer> hashNumbers) {
    SimpleDigest digest = new SimpleDigest(zone, hashNumbers);
    for (int o = 0; o < zone.owners(); o++) {
      digest.add(o);
    }
    digest.flush();
    Map<Integer, byte[]> values = new TreeMap<>();
    digest.hashes.forEach((hash, function) -> values.put(hash, function.digest()));
    return values;
  }

  /** RRsets by ascending type; the RRSIGs of all of them have their place as type 46. */
  private void add(int number) {
    ownerLength = zone.ownerWire(number, owner, 0);
    int end = zone.firstRrset(number + 1);
    boolean signaturesDone = false;
    for (int s = zone.firstRrset(number); s < end; s++) {
      if (!signaturesDone && zone.type(s) > RecordType.RRSIG) {
        addSignatures(number);
        signaturesDone = true;
      }
      if (!isExcluded(number, s)) {
        add(zone.type(s), zone.firstRecord(s), zone.firstSignature(s));
      }
    }
    if (!signaturesDone) {
      addSignatures(number);
    }
  }

  /** RDATA of RRSIG begins with the type covered, so that the order of RRsets is its order too. */
  private void addSignatures(int number) {
    for (int s = zone.firstRrset(number); s < zone.firstRrset(number + 1); s++) {
      if (!isExcluded(number, s)) {
        add(RecordType.RRSIG, zone.firstSignature(s), zone.firstRecord(s + 1));
      }
    }
  }

  private boolean isExcluded(int number, int rrset) {
    return number == 0 && zone.type(rrset) == RecordType.ZONEMD;
  }

  private void add(int type, int first, int end) {
    for (int r = first; r < end; r++) {
      int octets = zone.rdataLength(r);
      if (filled + ownerLength + 10 > BUFFER) {
        flush();
      }
      System.arraycopy(owner, 0, buffer, filled, ownerLength);
      int at = filled + ownerLength;
      Bytes.put16(buffer, at, type);
      Bytes.put16(buffer, at + 2, CLASS_IN);
      Bytes.put32(buffer, at + 4, zone.ttl(r));
      Bytes.put16(buffer, at + 8, octets);
      filled = at + 10;
      if (filled + octets > BUFFER) {
        flush();
      }
      System.arraycopy(zone.rdataArray(r), zone.rdataOffset(r), buffer, filled, octets);
      filled += octets;
    }
  }

  private void flush() {
    hashes.values().forEach(function -> function.update(buffer, 0, filled));
    filled = 0;
  }
}
