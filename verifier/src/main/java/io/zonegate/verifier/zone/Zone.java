package io.zonegate.verifier.zone;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A zone as it was read: immutable, in canonical order (RFC 4034 section 6), records in wire form.
 *
 * <p>Three numbers address everything. An <em>owner</em> is the rank of an owner name, from 0, the
 * apex. An <em>RRset</em> is numbered along the owners and, within an owner, by ascending type; the
 * RRsets of owner o are {@code [firstRrset(o), firstRrset(o + 1))}. A <em>record</em> is numbered
 * along the RRsets: RRset s has the data records {@code [firstRecord(s), firstSignature(s))} and
 * the RRSIGs that cover it {@code [firstSignature(s), firstRecord(s + 1))}. An RRset without data
 * records exists where an RRSIG covers a type that is not there.
 *
 * <p>Records that repeat another exactly (RFC 2181 section 5) are set apart in {@link #duplicates}.
 */
public final class Zone {
  /** Stands for so many RRSIGs of one RRset, or more: then they are counted when asked for. */
  private static final int MANY = 255;

  private final String source;
  private final byte[] apex;
  private final byte[] apexKey;
  private final Arena names;
  private final int[] ownerRefs;
  private final RecordStore records;
  private final int[] recordRefs;
  private final SourceLines lines;
  private final int includes;
  private final boolean unterminated;
  private final ZoneDigest digest;

  /** Made when it is first asked for. */
  private volatile ZoneDigest content;

  private final int[] ownerRrset;
  private final int[] rrsetRecord;
  private final byte[] rrsetSignatures;
  private final short[] rrsetType;
  private final int[] duplicates;
  private final int[] duplicateOwners;
  private final Structure structure;

  Zone(
      String source,
      byte[] apex,
      byte[] apexKey,
      Arena names,
      RecordStore records,
      RecordOrder order,
      SourceLines lines,
      int includes,
      boolean unterminated,
      ZoneDigest digest) {
    this.source = source;
    this.apex = apex;
    this.apexKey = apexKey;
    this.names = names;
    this.records = records;
    this.lines = lines;
    this.includes = includes;
    this.unterminated = unterminated;
    this.digest = digest;
    this.ownerRefs = order.ownerRefs();

    int[] refs = order.recordRefs();
    int[] firsts = order.ownerRecord();
    int kept = 0;
    int rrsets = 0;
    int twice = 0;
    int[] repeated = new int[8];
    int[] repeatedOwners = new int[8];
    for (int o = 0; o < ownerRefs.length; o++) {
      int first = kept;
      int lastKey = -1;
      for (int i = firsts[o]; i < firsts[o + 1]; i++) {
        int key = records.sortKey(refs[i]);
        if (key == lastKey && records.compareRdata(refs[kept - 1], refs[i]) == 0) {
          if (twice == repeated.length) {
            repeated = Arrays.copyOf(repeated, twice * 2);
            repeatedOwners = Arrays.copyOf(repeatedOwners, twice * 2);
          }
          repeatedOwners[twice] = o;
          repeated[twice++] = refs[i];
          continue;
        }
        if (lastKey < 0 || key >> 1 != lastKey >> 1) {
          rrsets++;
        }
        lastKey = key;
        refs[kept++] = refs[i];
      }
      firsts[o] = first;
    }
    firsts[ownerRefs.length] = kept;
    this.recordRefs = kept == refs.length ? refs : Arrays.copyOf(refs, kept);
    this.duplicates = Arrays.copyOf(repeated, twice);
    this.duplicateOwners = Arrays.copyOf(repeatedOwners, twice);

    ownerRrset = new int[ownerRefs.length + 1];
    rrsetRecord = new int[rrsets + 1];
    rrsetSignatures = new byte[rrsets];
    rrsetType = new short[rrsets];
    int s = -1;
    for (int o = 0; o < ownerRefs.length; o++) {
      int type = -1;
      ownerRrset[o] = s + 1;
      for (int i = firsts[o]; i < firsts[o + 1]; i++) {
        int key = records.sortKey(refs[i]);
        if (key >> 1 != type) {
          type = key >> 1;
          s++;
          rrsetRecord[s] = i;
          rrsetType[s] = (short) type;
        }
        if ((key & 1) == 1 && (rrsetSignatures[s] & 0xff) < MANY) {
          rrsetSignatures[s]++;
        }
      }
    }
    rrsetRecord[rrsets] = kept;
    ownerRrset[ownerRefs.length] = rrsets;
    structure = Structure.of(this);
  }

  /** Where the zone came from, as the user named it. */
  public String source() {
    return source;
  }

  /**
   * SHA-256 and number of the bytes that were read. The messages of a transfer are never the same
   * twice: for a zone that came so it is {@link #content}.
   */
  public ZoneDigest digest() {
    return digest == null ? content() : digest;
  }

  /** SHA-256 and number of the octets of {@link CanonicalRecords}. */
  public ZoneDigest content() {
    ZoneDigest made = content;
    if (made == null) {
      made = ZoneDigest.ofContent(this);
      content = made;
    }
    return made;
  }

  /** Number of files that {@code $INCLUDE} brought in; the digest does not cover them. */
  public int includes() {
    return includes;
  }

  /** Whether the source ended within a line: its last record may have been cut. */
  public boolean isUnterminated() {
    return unterminated;
  }

  /** The zone's name in wire form, as it was written. */
  public byte[] apex() {
    return apex.clone();
  }

  /** The zone's name in presentation form, absolute. */
  public String apexName() {
    return NameText.present(apex, 0);
  }

  /** Length of the apex's {@link NameKey} in octets. */
  public int apexKeyLength() {
    return apexKey.length;
  }

  /** Cuts, occlusion and empty non-terminals. */
  public Structure structure() {
    return structure;
  }

  /** Number of owner names. */
  public int owners() {
    return ownerRefs.length;
  }

  /** Number of RRsets. */
  public int rrsets() {
    return rrsetType.length;
  }

  /** Number of records, exact repetitions not counted. */
  public int records() {
    return recordRefs.length;
  }

  /** First RRset of the owner; {@code firstRrset(owners())} is the number of RRsets. */
  public int firstRrset(int owner) {
    return ownerRrset[owner];
  }

  /** Type of the RRset, 0 to 65535; never RRSIG. */
  public int type(int rrset) {
    return rrsetType[rrset] & 0xffff;
  }

  /** First data record of the RRset; {@code firstRecord(rrsets())} is the number of records. */
  public int firstRecord(int rrset) {
    return rrsetRecord[rrset];
  }

  /** First RRSIG of the RRset, behind its last data record. */
  public int firstSignature(int rrset) {
    int end = rrsetRecord[rrset + 1];
    int signatures = rrsetSignatures[rrset] & 0xff;
    if (signatures < MANY) {
      return end - signatures;
    }
    int first = rrsetRecord[rrset];
    int last = end - MANY;
    while (first < last) {
      int middle = (first + last) >>> 1;
      if (records.type(recordRefs[middle]) == RecordType.RRSIG) {
        last = middle;
      } else {
        first = middle + 1;
      }
    }
    return first;
  }

  /** Whether the RRset has data records, not only RRSIGs that cover it. */
  public boolean hasData(int rrset) {
    return firstSignature(rrset) > rrsetRecord[rrset];
  }

  /** Number of the owner's RRset of this type with data, or -1. */
  public int findRrset(int owner, int type) {
    for (int s = ownerRrset[owner]; s < ownerRrset[owner + 1]; s++) {
      if (type(s) == type) {
        return hasData(s) ? s : -1;
      }
    }
    return -1;
  }

  /** Array that holds the record's RDATA. */
  public byte[] rdataArray(int record) {
    return records.chunk(recordRefs[record]);
  }

  /** Where in {@link #rdataArray} the RDATA starts. */
  public int rdataOffset(int record) {
    return RecordStore.rdataOffset(recordRefs[record]);
  }

  /** Length of the record's RDATA in octets. */
  public int rdataLength(int record) {
    return Bytes.uint16(rdataArray(record), rdataOffset(record) - 2);
  }

  /** The record's RDATA, a copy. */
  public byte[] rdata(int record) {
    int at = rdataOffset(record);
    return Arrays.copyOfRange(rdataArray(record), at, at + rdataLength(record));
  }

  /** The record's TTL in seconds, 0 to 2^31-1. */
  public int ttl(int record) {
    return records.ttl(recordRefs[record]);
  }

  /** The record's owner. */
  public int owner(int record) {
    int rrset = holder(rrsetRecord, record);
    return holder(ownerRrset, rrset);
  }

  /** The one of ascending parts that holds {@code member}, given the first member of each. */
  private static int holder(int[] firsts, int member) {
    int found = Arrays.binarySearch(firsts, member);
    return found >= 0 ? found : -2 - found;
  }

  /** {@code FILE:LINE} of the record. */
  public String position(int record) {
    return lines.describe(records.position(recordRefs[record]));
  }

  /** Array that holds the owner's {@link NameKey}. */
  public byte[] keyArray(int owner) {
    return names.chunk(ownerRefs[owner]);
  }

  /** Where in {@link #keyArray} the key starts. */
  public int keyOffset(int owner) {
    return Arena.offset(ownerRefs[owner]) + 2;
  }

  /** Length of the owner's key in octets. */
  public int keyLength(int owner) {
    return Bytes.uint16(keyArray(owner), keyOffset(owner) - 2);
  }

  /** Writes the owner's name in lower-case wire form and returns its length in octets. */
  public int ownerWire(int owner, byte[] wire, int offset) {
    return NameKey.toWire(keyArray(owner), keyOffset(owner), keyLength(owner), wire, offset);
  }

  /** The owner's name in presentation form, lower case, absolute. */
  public String ownerName(int owner) {
    return keyName(keyArray(owner), keyOffset(owner), keyLength(owner));
  }

  /** The name with this {@link NameKey} in presentation form. */
  public static String keyName(byte[] key, int offset, int length) {
    byte[] wire = new byte[NameKey.MAX_WIRE_BYTES + 1];
    NameKey.toWire(key, offset, length, wire, 0);
    return NameText.present(wire, 0);
  }

  /** The owner with this key, or {@code -1 - p} where p is the owner it would stand before. */
  public int findOwner(byte[] key, int offset, int length) {
    int low = 0;
    int high = owners() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compareKey(middle, key, offset, length);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1 - low;
  }

  /** Compares the owner's key with another: negative if the owner sorts first. */
  public int compareKey(int owner, byte[] key, int offset, int length) {
    int at = keyOffset(owner);
    return Arrays.compareUnsigned(
        keyArray(owner), at, at + keyLength(owner), key, offset, offset + length);
  }

  /** Number of records that repeat another one exactly, possibly with another TTL. */
  public int duplicateCount() {
    return duplicates.length;
  }

  /** First repeated record whose owner is not below {@code owner}. */
  public int firstDuplicate(int owner) {
    int low = 0;
    int high = duplicates.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (duplicate(middle).owner() < owner) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The i-th repeated record, in canonical order: owner, type, TTL and place. */
  public Duplicate duplicate(int i) {
    int ref = duplicates[i];
    return new Duplicate(
        duplicateOwners[i],
        records.type(ref),
        records.ttl(ref),
        lines.describe(records.position(ref)));
  }

  /**
   * A record that stands twice in the source.
   *
   * @param owner its owner
   * @param type its type
   * @param ttl its TTL in seconds
   * @param position {@code FILE:LINE} of the second one
   */
  public record Duplicate(int owner, int type, int ttl, String position) {}

  /** The apex's SOA record, the first one if there are several. */
  public int soa() {
    return firstRecord(findRrset(0, RecordType.SOA));
  }

  /** The SOA's serial, 0 to 2^32-1. */
  public long serial() {
    return soaField(5);
  }

  /** The SOA's expire field in seconds. */
  public long soaExpire() {
    return soaField(2);
  }

  /** The SOA's minimum field in seconds (RFC 2308 section 4). */
  public long soaMinimum() {
    return soaField(1);
  }

  /** How long caches hold that something is not there, in seconds (RFC 2308 section 5). */
  public long negativeTtl() {
    return Math.min(ttl(soa()), soaMinimum());
  }

  private long soaField(int fromEnd) {
    int record = soa();
    return Integer.toUnsignedLong(
        Bytes.int32(rdataArray(record), rdataOffset(record) + rdataLength(record) - 4 * fromEnd));
  }

  /** Number of records per type mnemonic, RRSIGs included, by ascending type number. */
  public Map<String, Long> countsByType() {
    TreeMap<Integer, Long> counts = new TreeMap<>();
    for (int s = 0; s < rrsets(); s++) {
      counts.merge(type(s), (long) firstSignature(s) - firstRecord(s), Long::sum);
      counts.merge(RecordType.RRSIG, (long) firstRecord(s + 1) - firstSignature(s), Long::sum);
    }
    Map<String, Long> named = new LinkedHashMap<>();
    counts.forEach(
        (type, n) -> {
          if (n > 0) {
            named.put(RecordType.mnemonic(type), n);
          }
        });
    return named;
  }
}
