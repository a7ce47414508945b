package io.zonegate.verifier.zone;

import java.util.function.IntPredicate;

/**
 * A zone as one stream of octets: its records in canonical form and order (RFC 4034 section 6),
 * each with its own TTL, as owner, type, class, TTL, RDATA length and RDATA. RRsets come by
 * ascending type; the RRSIGs of all of an owner's RRsets have their place as type 46. Equal records
 * give equal octets, wherever they came from.
 */
public final class CanonicalRecords<E extends Exception> {
  private static final int BUFFER = 1 << 16;
  private static final int CLASS_IN = 1;

  /** Takes the stream in pieces. */
  @FunctionalInterface
  public interface Sink<E extends Exception> {
    /** Takes the octets {@code [0, length)}, which change afterwards. */
    void take(byte[] octets, int length) throws E;
  }

  private final Zone zone;
  private final IntPredicate leftOut;
  private final Sink<E> sink;
  private final byte[] owner = new byte[NameKey.MAX_WIRE_BYTES + 1];
  private final byte[] buffer = new byte[BUFFER];
  private int ownerLength;
  private int filled;

  private CanonicalRecords(Zone zone, IntPredicate leftOut, Sink<E> sink) {
    this.zone = zone;
    this.leftOut = leftOut;
    this.sink = sink;
  }

  /** Hands all of the zone's records on. */
  public static <E extends Exception> void write(Zone zone, Sink<E> sink) throws E {
    write(zone, rrset -> false, sink);
  }

  /**
   * Hands the zone's records on, in pieces of at most 65,536 octets, which end anywhere.
   *
   * @param leftOut tells of an RRset's number whether it and the RRSIGs that cover it are left out
   */
  public static <E extends Exception> void write(Zone zone, IntPredicate leftOut, Sink<E> sink)
      throws E {
    CanonicalRecords<E> records = new CanonicalRecords<>(zone, leftOut, sink);
    for (int o = 0; o < zone.owners(); o++) {
      records.add(o);
    }
    records.flush();
  }

  private void add(int number) throws E {
    ownerLength = zone.ownerWire(number, owner, 0);
    int end = zone.firstRrset(number + 1);
    boolean signaturesDone = false;
    for (int s = zone.firstRrset(number); s < end; s++) {
      if (!signaturesDone && zone.type(s) > RecordType.RRSIG) {
        addSignatures(number);
        signaturesDone = true;
      }
      if (!leftOut.test(s)) {
        add(zone.type(s), zone.firstRecord(s), zone.firstSignature(s));
      }
    }
    if (!signaturesDone) {
      addSignatures(number);
    }
  }

  /** RDATA of RRSIG begins with the type covered, so that the order of RRsets is its order too. */
  private void addSignatures(int number) throws E {
    for (int s = zone.firstRrset(number); s < zone.firstRrset(number + 1); s++) {
      if (!leftOut.test(s)) {
        add(RecordType.RRSIG, zone.firstSignature(s), zone.firstRecord(s + 1));
      }
    }
  }

  private void add(int type, int first, int end) throws E {
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

  private void flush() throws E {
    sink.take(buffer, filled);
    filled = 0;
  }
}
