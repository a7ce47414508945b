package io.zonegate.verifier.zone;

import io.zonegate.verifier.zone.NameText.FormException;
import java.util.Arrays;

/**
 * Collects the records of one zone in whatever order they come and puts them into canonical order.
 *
 * <p>An owner name lies in an {@link Arena} as: key length (2 octets), {@link NameKey}.
 */
final class ZoneBuilder implements RecordSink {
  /** The budget is looked at every 65,536 records. */
  private static final int BUDGET_MASK = (1 << 16) - 1;

  private final SourceLines lines = new SourceLines();
  private final Arena names = new Arena();
  private final RecordStore records = new RecordStore();
  private int[] ownerRefs = new int[1024];

  /** Reference of the record that an owner starts with. */
  private int[] ownerFirst = new int[1024];

  private int owners;
  private int count;
  private int includes;
  private boolean unterminated;
  private byte[] apex;
  private final HeapBudget budget;

  private final byte[] key = new byte[NameKey.MAX_BYTES];
  private byte[] lastOwner;

  /**
   * @param apex wire form of the zone's name, or null to take the owner of the first SOA record
   */
  ZoneBuilder(byte[] apex) {
    this(apex, HeapBudget.ofProcess());
  }

  /** As above, with a budget of memory. */
  ZoneBuilder(byte[] apex, HeapBudget budget) {
    this.apex = apex;
    this.budget = budget;
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
    boolean fresh = false;
    if (owner != lastOwner || ownerOffset != 0) {
      fresh = owner(owner, ownerOffset);
      lastOwner = ownerOffset == 0 ? owner : null;
    }
    if (type == RecordType.SOA && apex == null) {
      apex =
          Arrays.copyOfRange(
              owner, ownerOffset, ownerOffset + NameKey.wireLength(owner, ownerOffset));
    }
    if (count == Integer.MAX_VALUE / 2) {
      throw new FormException("more than " + count + " records");
    }
    int ref = records.append(ttl, lines.position(line), type, rdata, offset, length);
    if (fresh) {
      ownerFirst[owners - 1] = ref;
    }
    count++;
    if ((count & BUDGET_MASK) == 0) {
      budget.check(records.size() + names.size(), count, owners);
    }
  }

  /** Takes the owner of the next record; false if it is the last one's. */
  private boolean owner(byte[] wire, int offset) {
    int length = NameKey.fromWire(wire, offset, key);
    if (owners > 0) {
      byte[] chunk = names.chunk(ownerRefs[owners - 1]);
      int at = Arena.offset(ownerRefs[owners - 1]);
      int lastLength = Bytes.uint16(chunk, at);
      if (Arrays.equals(chunk, at + 2, at + 2 + lastLength, key, 0, length)) {
        return false;
      }
    }
    if (owners == ownerRefs.length) {
      ownerRefs = Arrays.copyOf(ownerRefs, owners + (owners >> 1));
      ownerFirst = Arrays.copyOf(ownerFirst, ownerRefs.length);
    }
    int ref = names.allocate(2 + length);
    byte[] chunk = names.chunk(ref);
    int at = Arena.offset(ref);
    Bytes.put16(chunk, at, length);
    System.arraycopy(key, 0, chunk, at + 2, length);
    ownerRefs[owners++] = ref;
    return true;
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

    RecordOrder order =
        new RecordOrder(names, records, ownerRefs, ownerFirst, owners, count, apexLength);
    ownerRefs = null;
    ownerFirst = null;
    Zone zone =
        new Zone(
            source, apex, apexKey, names, records, order, lines, includes, unterminated, digest);
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
    for (int o = 0; o < owners; o++) {
      byte[] chunk = names.chunk(ownerRefs[o]);
      int at = Arena.offset(ownerRefs[o]);
      if (!NameKey.isPrefix(apexKey, 0, apexKey.length, chunk, at + 2, Bytes.uint16(chunk, at))) {
        byte[] wire = new byte[NameKey.MAX_WIRE_BYTES];
        NameKey.toWire(chunk, at + 2, Bytes.uint16(chunk, at), wire, 0);
        int position = records.position(ownerFirst[o]);
        throw new ZoneReadException(
            lines.describe(position),
            "owner "
                + NameText.present(wire, 0)
                + " is outside the zone "
                + NameText.present(apex, 0));
      }
    }
  }
}
