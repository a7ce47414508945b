package io.zonegate.signer.reuse;

import io.zonegate.signer.zone.OwnerName;
import io.zonegate.signer.zone.SignedRecords;
import io.zonegate.signer.zone.ZoneInputException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * The RRSIG records of a signed zone in canonical order of their owners, to be taken one after
 * another. Of the rest of the file a sum for each RRset stays. Everything is kept in wire form in
 * large arrays: a zone has millions of signatures. Thread-confined.
 */
final class PreviousSignatures {

  private static final int CHUNK = 1 << 20;

  /** Octets of an entry before the key: three lengths and the sum. */
  private static final int BEFORE_KEY = 3 * Short.BYTES + Long.BYTES;

  private final List<byte[]> chunks = new ArrayList<>();

  /** The last chunk, where the next entry goes. */
  private ByteBuffer room = ByteBuffer.allocate(0);

  /** Where each entry is: number of its chunk and place in it. */
  private long[] places = new long[1024];

  private int size;
  private int next;

  private PreviousSignatures() {}

  /** What is read of one owner name; its records stand together. */
  private final class Owner implements SignedRecords.Sink {
    private OwnerName owner;
    private final List<Rrsig> signatures = new ArrayList<>();
    private final Map<Integer, Long> sums = new HashMap<>();
    private boolean ordered = true;
    private final RrsigReader reader = new RrsigReader();

    @Override
    public void take(SignedRecords record) {
      OwnerName next = record.owner();
      if (!next.equals(owner)) {
        flush();
        ordered &= owner == null || owner.compareTo(next) <= 0;
        owner = next;
      }
      if (record.type() != Type.RRSIG) {
        sums.merge(record.type(), record.rdata(PreviousSignatures::textSum), Long::sum);
        return;
      }
      try {
        signatures.add(
            record.rdata((text, start, end) -> reader.read(text, start, end, record.origin())));
      } catch (IllegalArgumentException e) {
        throw record.refused("RRSIG record of " + record.owner() + " is wrong: " + e.getMessage());
      }
    }

    void flush() {
      for (Rrsig rrsig : signatures) {
        add(owner.key(), rrsig, sums.getOrDefault(rrsig.covered(), 0L));
      }
      signatures.clear();
      sums.clear();
    }
  }

  /** Reads a master file; throws ZoneInputException when it cannot be read or has no signature. */
  static PreviousSignatures read(Path file, Name apex) {
    PreviousSignatures result = new PreviousSignatures();
    Owner owner = result.new Owner();
    SignedRecords.read(file, apex, owner);
    owner.flush();
    if (result.size == 0) {
      throw new ZoneInputException(
          file,
          0,
          "has no RRSIG, so there is nothing to keep; name a signed zone, or sign without it");
    }
    if (!owner.ordered) {
      result.sort();
    }
    return result;
  }

  /** Lengths of key, RDATA up to the signature and RDATA (two octets each), the sum, key, RDATA. */
  private void add(byte[] key, Rrsig rrsig, long sum) {
    byte[] rdata = rrsig.wire();
    int needed = BEFORE_KEY + key.length + rdata.length;
    if (room.remaining() < needed) {
      byte[] chunk = new byte[Math.max(CHUNK, needed)];
      chunks.add(chunk);
      room = ByteBuffer.wrap(chunk);
    }
    if (size == places.length) {
      places = Arrays.copyOf(places, 2 * size);
    }
    places[size++] = (long) (chunks.size() - 1) << Integer.SIZE | room.position();
    room.putShort((short) key.length)
        .putShort((short) rrsig.beginningLength())
        .putShort((short) rdata.length)
        .putLong(sum)
        .put(key)
        .put(rdata);
  }

  private void sort() {
    long[] before = places;
    places =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparing(i -> key(before[i]), Arrays::compareUnsigned))
            .mapToLong(i -> before[i])
            .toArray();
  }

  private ByteBuffer entry(long place) {
    byte[] chunk = chunks.get((int) (place >>> Integer.SIZE));
    return ByteBuffer.wrap(chunk).position((int) place).slice();
  }

  private byte[] key(long place) {
    ByteBuffer entry = entry(place);
    byte[] key = new byte[entry.getShort() & 0xffff];
    entry.get(BEFORE_KEY, key);
    return key;
  }

  /** How many there are. */
  int size() {
    return size;
  }

  /** How many were taken or passed over. */
  int taken() {
    return next;
  }

  /** Whether the next signature is at this name; those at names before it are passed over. */
  boolean nextIsAt(OwnerName owner) {
    while (next < size) {
      byte[] key = owner.key();
      byte[] chunk = chunks.get((int) (places[next] >>> Integer.SIZE));
      int start = (int) places[next];
      int length = (chunk[start] & 0xff) << 8 | (chunk[start + 1] & 0xff);
      start += BEFORE_KEY;
      int order = OwnerName.compare(chunk, start, start + length, key);
      if (order >= 0) {
        return order == 0;
      }
      next++;
    }
    return false;
  }

  /** A signature and the sum over its RRset as it was written. */
  record Entry(Rrsig rrsig, long sum) {}

  /** The next signature, which must be there. */
  Entry take() {
    ByteBuffer entry = entry(places[next++]);
    int key = entry.getShort() & 0xffff;
    int beginning = entry.getShort() & 0xffff;
    byte[] rdata = new byte[entry.getShort() & 0xffff];
    long sum = entry.getLong();
    entry.position(entry.position() + key).get(rdata);
    return new Entry(new Rrsig(rdata, beginning), sum);
  }

  /** A sum over one record as it is written; those of an RRset are added up. */
  static long textSum(byte[] text, int start, int end) {
    int from = start;
    while (from < end && text[from] == ' ') {
      from++;
    }
    int to = end;
    while (to > from && text[to - 1] == ' ') {
      to--;
    }
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text[i];
    }
    return (long) hash << 16 ^ (to - from);
  }
}
