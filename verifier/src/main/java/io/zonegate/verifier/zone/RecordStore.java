package io.zonegate.verifier.zone;

import java.util.Arrays;

/**
 * The records of a zone in wire form, in the order of reading. A record lies as: TTL (1 octet),
 * source position (1), type (2), RDATA length (2), RDATA. Whose it is follows from where it lies:
 * an owner's records stand together.
 *
 * <p>A zone has few TTLs, so the octet is the number of one of the first {@value #KNOWN_TTLS}; and
 * positions ascend, so the octet is the low end of one. What the octets leave open is noted where
 * it changes, or where it is needed.
 */
final class RecordStore {
  /** Octets before the RDATA. */
  static final int HEADER = 6;

  private static final int KNOWN_TTLS = 255;

  private final Arena arena = new Arena();
  private final int[] ttls = new int[KNOWN_TTLS];
  private int knownTtls;
  private int recentTtl;

  /** TTLs of records that have none of the known ones. */
  private final RareNotes otherTtls = new RareNotes();

  /** The upper 24 bits of the positions from a record on. */
  private final RareNotes pages = new RareNotes();

  private int page = -1;

  /**
   * Appends a record and returns its reference.
   *
   * @param ttl TTL in seconds, 0 to 2^31-1
   * @param position running number of the source line
   * @param length octets of RDATA, 0 to 65535
   */
  int append(int ttl, int position, int type, byte[] rdata, int offset, int length) {
    int ref = arena.allocate(HEADER + length);
    byte[] chunk = arena.chunk(ref);
    int at = Arena.offset(ref);
    int number = ttlNumber(ttl);
    if (number == KNOWN_TTLS) {
      otherTtls.add(ref, ttl);
    }
    if (position >>> Byte.SIZE != page) {
      page = position >>> Byte.SIZE;
      pages.add(ref, page);
    }
    chunk[at] = (byte) number;
    chunk[at + 1] = (byte) position;
    Bytes.put16(chunk, at + 2, type);
    Bytes.put16(chunk, at + 4, length);
    System.arraycopy(rdata, offset, chunk, at + HEADER, length);
    return ref;
  }

  /** Number of the TTL; {@link #KNOWN_TTLS} if it has none. */
  private int ttlNumber(int ttl) {
    if (recentTtl < knownTtls && ttls[recentTtl] == ttl) {
      return recentTtl;
    }
    int number = 0;
    while (number < knownTtls && ttls[number] != ttl) {
      number++;
    }
    if (number == knownTtls && knownTtls < KNOWN_TTLS) {
      ttls[knownTtls++] = ttl;
    }
    recentTtl = number;
    return number;
  }

  /** Reference of the record behind this one. */
  int next(int ref) {
    int length = Bytes.uint16(arena.chunk(ref), Arena.offset(ref) + HEADER - 2);
    return arena.next(ref, HEADER + length);
  }

  /** What {@link #next} says of the last record. */
  int end() {
    return arena.end();
  }

  /** Octets that the records take. */
  long size() {
    return arena.size() + otherTtls.size() + pages.size();
  }

  /** Array that holds the record. */
  byte[] chunk(int ref) {
    return arena.chunk(ref);
  }

  /**
   * Where in {@link #chunk} the record's RDATA starts; its length stands in the two octets before.
   */
  static int rdataOffset(int ref) {
    return Arena.offset(ref) + HEADER;
  }

  /** TTL in seconds. */
  int ttl(int ref) {
    int number = arena.chunk(ref)[Arena.offset(ref)] & 0xff;
    return number < KNOWN_TTLS ? ttls[number] : otherTtls.at(ref);
  }

  /** Running number of the source line. */
  int position(int ref) {
    return (pages.at(ref) << Byte.SIZE) | (arena.chunk(ref)[Arena.offset(ref) + 1] & 0xff);
  }

  int type(int ref) {
    return Bytes.uint16(arena.chunk(ref), Arena.offset(ref) + 2);
  }

  /**
   * Sort key within an owner: the type, for an RRSIG the type that it covers, doubled, and 1 more
   * for an RRSIG.
   */
  int sortKey(int ref) {
    int type = type(ref);
    return type == RecordType.RRSIG
        ? Bytes.uint16(arena.chunk(ref), rdataOffset(ref)) << 1 | 1
        : type << 1;
  }

  /** Canonical order within an RRset (RFC 4034 section 6.3). */
  int compareRdata(int left, int right) {
    return Bytes.compareCounted(
        arena.chunk(left), rdataOffset(left), arena.chunk(right), rdataOffset(right));
  }

  /** Numbers for some references, which come in ascending order. */
  private static final class RareNotes {
    private int[] refs = new int[16];
    private int[] notes = new int[16];
    private int count;

    void add(int ref, int note) {
      if (count == refs.length) {
        refs = Arrays.copyOf(refs, count + (count >> 1));
        notes = Arrays.copyOf(notes, refs.length);
      }
      refs[count] = ref;
      notes[count++] = note;
    }

    /** The number at this reference, or at the last one before it. */
    int at(int ref) {
      int low = 0;
      int high = count - 1;
      while (low < high) {
        int middle = (low + high + 1) >>> 1;
        if (Integer.compareUnsigned(refs[middle], ref) <= 0) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      return notes[low];
    }

    long size() {
      return 2L * Integer.BYTES * refs.length;
    }
  }
}
