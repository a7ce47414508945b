package io.zonegate.verifier.zone;

import io.zonegate.verifier.zone.NameText.FormException;
import java.util.Arrays;

/**
 * Collects the records of one zone in whatever order they come and puts them into canonical order.
 *
 * <p>A record lies in an {@link Arena} as: owner number (4 octets), TTL (4), source position (4),
 * type (2), RDATA length (2), RDATA. An owner name lies in another as: key length (2), {@link
 * NameKey}.
 */
final class ZoneBuilder implements RecordSink {
  static final int HEADER = 16;

  private final SourceLines lines = new SourceLines();
  private final Arena names = new Arena();
  private final Arena records = new Arena();
  private int[] ownerRefs = new int[1024];
  private int owners;
  private int[] recordRefs = new int[4096];
  private int count;
  private int includes;
  private boolean unterminated;
  private byte[] apex;

  private final byte[] key = new byte[NameKey.MAX_BYTES];
  private byte[] lastOwner;

  /**
   * @param apex wire form of the zone's name, or null to take the owner of the first SOA record
   */
  ZoneBuilder(byte[] apex) {
    this.apex = apex;
  }

  @Override
  public SourceLines lines() {
    return lines;
  }

  @Override
  public void included() {
    includes++;
  }

  @Override
  public void unterminated() {
    unterminated = true;
  }

  @Override
  public void add(
      byte[] owner,
      int ownerOffset,
      int type,
      int ttl,
      byte[] rdata,
      int offset,
      int length,
      int line)
      throws FormException {
    if (length > 65535) {
      throw new FormException("RDATA is longer than 65,535 octets");
    }
    if (RecordType.isMeta(type)) {
      throw new FormException(
          RecordType.mnemonic(type) + " (" + type + ") is a type of messages; no zone has it");
    }
    if (owner != lastOwner || ownerOffset != 0) {
      owner(owner, ownerOffset);
      lastOwner = ownerOffset == 0 ? owner : null;
    }
    if (type == RecordType.SOA && apex == null) {
      apex =
          Arrays.copyOfRange(
              owner, ownerOffset, ownerOffset + NameKey.wireLength(owner, ownerOffset));
    }
    if (count == recordRefs.length) {
      if (count > Integer.MAX_VALUE / 2) {
        throw new IllegalStateException("more than " + count + " records");
      }
      recordRefs = Arrays.copyOf(recordRefs, count + (count >> 1));
    }
    int ref = records.allocate(HEADER + length);
    byte[] chunk = records.chunk(ref);
    int at = Arena.offset(ref);
    Bytes.put32(chunk, at, owners - 1);
    Bytes.put32(chunk, at + 4, ttl);
    Bytes.put32(chunk, at + 8, lines.position(line));
    Bytes.put16(chunk, at + 12, type);
    Bytes.put16(chunk, at + 14, length);
    System.arraycopy(rdata, offset, chunk, at + HEADER, length);
    recordRefs[count++] = ref;
  }

  private void owner(byte[] wire, int offset) {
    int length = NameKey.fromWire(wire, offset, key);
    if (owners > 0) {
      byte[] chunk = names.chunk(ownerRefs[owners - 1]);
      int at = Arena.offset(ownerRefs[owners - 1]);
      int lastLength = Bytes.uint16(chunk, at);
      if (Arrays.equals(chunk, at + 2, at + 2 + lastLength, key, 0, length)) {
        return;
      }
    }
    if (owners == ownerRefs.length) {
      ownerRefs = Arrays.copyOf(ownerRefs, owners + (owners >> 1));
    }
    int ref = names.allocate(2 + length);
    byte[] chunk = names.chunk(ref);
    int at = Arena.offset(ref);
    Bytes.put16(chunk, at, length);
    System.arraycopy(key, 0, chunk, at + 2, length);
    ownerRefs[owners++] = ref;
  }

  /** Puts everything into canonical order. The builder must not be used afterwards. */
  Zone build(String source, ZoneDigest digest) throws ZoneReadException {
    if (count == 0) {
      throw new ZoneReadException(source, "no record in it");
    }
    if (apex == null) {
      throw new ZoneReadException(source, "no SOA record in it: not a zone, or only a part of one");
    }
    int apexLength = NameKey.fromWire(apex, 0, key);
    byte[] apexKey = Arrays.copyOf(key, apexLength);
    refuseForeignOwners(apexKey);

    int[] rank = rankOwners(apexLength);
    int[] order = orderRecords(rank);
    Zone zone =
        new Zone(
            source,
            apex,
            apexKey,
            names,
            Arrays.copyOf(ownerRefs, owners),
            records,
            order,
            lines,
            includes,
            unterminated,
            digest);
    if (zone.findRrset(0, RecordType.SOA) < 0 || zone.keyLength(0) != apexLength) {
      throw new ZoneReadException(
          source,
          "no SOA record at "
              + NameText.present(apex, 0)
              + ": a zone of another origin, or only a part of this one");
    }
    return zone;
  }

  private void refuseForeignOwners(byte[] apexKey) throws ZoneReadException {
    for (int i = 0; i < count; i++) {
      int owner = Bytes.int32(records.chunk(recordRefs[i]), Arena.offset(recordRefs[i]));
      byte[] chunk = names.chunk(ownerRefs[owner]);
      int at = Arena.offset(ownerRefs[owner]);
      if (!NameKey.isPrefix(apexKey, 0, apexKey.length, chunk, at + 2, Bytes.uint16(chunk, at))) {
        byte[] wire = new byte[NameKey.MAX_WIRE_BYTES];
        NameKey.toWire(chunk, at + 2, Bytes.uint16(chunk, at), wire, 0);
        int position = Bytes.int32(records.chunk(recordRefs[i]), Arena.offset(recordRefs[i]) + 8);
        throw new ZoneReadException(
            lines.describe(position),
            "owner "
                + NameText.present(wire, 0)
                + " is outside the zone "
                + NameText.present(apex, 0));
      }
    }
  }

  /** Sorts the owner names, drops repetitions and returns the rank of each old owner number. */
  private int[] rankOwners(int apexLength) {
    long[] keys = new long[owners];
    int[] numbers = new int[owners];
    for (int i = 0; i < owners; i++) {
      keys[i] = prefix(ownerRefs[i], apexLength);
      numbers[i] = i;
    }
    IndexSort.sort(keys, numbers, owners, this::compareOwners);
    int[] rank = new int[owners];
    int[] sorted = new int[owners];
    int distinct = 0;
    for (int i = 0; i < owners; i++) {
      if (i == 0 || keys[i] != keys[i - 1] || compareOwners(numbers[i - 1], numbers[i]) != 0) {
        sorted[distinct++] = ownerRefs[numbers[i]];
      }
      rank[numbers[i]] = distinct - 1;
    }
    ownerRefs = sorted;
    owners = distinct;
    return rank;
  }

  /** The eight octets of the key behind the apex, which all owners share. */
  private long prefix(int ref, int skip) {
    byte[] chunk = names.chunk(ref);
    int at = Arena.offset(ref);
    int length = Bytes.uint16(chunk, at);
    long prefix = 0;
    for (int i = skip; i < skip + 8; i++) {
      prefix = prefix << 8 | (i < length ? chunk[at + 2 + i] & 0xff : 0);
    }
    return prefix;
  }

  private int compareOwners(int left, int right) {
    int leftRef = ownerRefs[left];
    int rightRef = ownerRefs[right];
    int leftAt = Arena.offset(leftRef) + 2;
    int rightAt = Arena.offset(rightRef) + 2;
    byte[] leftChunk = names.chunk(leftRef);
    byte[] rightChunk = names.chunk(rightRef);
    return Arrays.compareUnsigned(
        leftChunk,
        leftAt,
        leftAt + Bytes.uint16(leftChunk, leftAt - 2),
        rightChunk,
        rightAt,
        rightAt + Bytes.uint16(rightChunk, rightAt - 2));
  }

  /** Sorts by owner, type with an RRSIG behind the type it covers, and canonical RDATA. */
  private int[] orderRecords(int[] rank) {
    long[] keys = new long[count];
    for (int i = 0; i < count; i++) {
      byte[] chunk = records.chunk(recordRefs[i]);
      int at = Arena.offset(recordRefs[i]);
      int owner = rank[Bytes.int32(chunk, at)];
      Bytes.put32(chunk, at, owner);
      int type = Bytes.uint16(chunk, at + 12);
      boolean signature = type == RecordType.RRSIG;
      int covered = signature ? Bytes.uint16(chunk, at + HEADER) : type;
      keys[i] = (long) owner << 32 | (long) covered << 1 | (signature ? 1 : 0);
    }
    int[] order = recordRefs;
    IndexSort.sort(keys, order, count, this::compareRdata);
    return Arrays.copyOf(order, count);
  }

  private int compareRdata(int left, int right) {
    return compareRdata(records, left, right);
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
