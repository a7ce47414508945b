package io.zonegate.verifier.zone;

import java.util.Arrays;

/**
 * How a record lies in its {@link Arena}: TTL (4 octets), source position (4), type (2), RDATA
 * length (2), RDATA. Whose it is follows from where it lies: an owner's records stand together.
 */
final class RecordLayout {
  /** Octets before the RDATA. */
  static final int HEADER = 12;

  private RecordLayout() {}

  /** Appends a record and returns its reference. */
  static int append(
      Arena records, int ttl, int position, int type, byte[] rdata, int offset, int length) {
    int ref = records.allocate(HEADER + length);
    byte[] chunk = records.chunk(ref);
    int at = Arena.offset(ref);
    Bytes.put32(chunk, at, ttl);
    Bytes.put32(chunk, at + 4, position);
    Bytes.put16(chunk, at + 8, type);
    Bytes.put16(chunk, at + 10, length);
    System.arraycopy(rdata, offset, chunk, at + HEADER, length);
    return ref;
  }

  /** Reference of the record behind this one. */
  static int next(Arena records, int ref) {
    int length = Bytes.uint16(records.chunk(ref), Arena.offset(ref) + 10);
    return records.next(ref, HEADER + length);
  }

  static int ttl(Arena records, int ref) {
    return Bytes.int32(records.chunk(ref), Arena.offset(ref));
  }

  static int position(Arena records, int ref) {
    return Bytes.int32(records.chunk(ref), Arena.offset(ref) + 4);
  }

  static int type(Arena records, int ref) {
    return Bytes.uint16(records.chunk(ref), Arena.offset(ref) + 8);
  }

  /**
   * Sort key within an owner: the type, for an RRSIG the type that it covers, doubled, and 1 more
   * for an RRSIG.
   */
  static int sortKey(Arena records, int ref) {
    int type = type(records, ref);
    return type == RecordType.RRSIG
        ? Bytes.uint16(records.chunk(ref), Arena.offset(ref) + HEADER) << 1 | 1
        : type << 1;
  }

  /** Canonical order within an RRset (RFC 4034 section 6.3). */
  static int compareRdata(Arena records, int left, int right) {
    byte[] leftChunk = records.chunk(left);
    byte[] rightChunk = records.chunk(right);
    int leftAt = Arena.offset(left) + HEADER;
    int rightAt = Arena.offset(right) + HEADER;
    return Arrays.compareUnsigned(
        leftChunk,
        leftAt,
        leftAt + Bytes.uint16(leftChunk, leftAt - 2),
        rightChunk,
        rightAt,
        rightAt + Bytes.uint16(rightChunk, rightAt - 2));
  }
}
