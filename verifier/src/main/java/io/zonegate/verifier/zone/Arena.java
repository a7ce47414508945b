package io.zonegate.verifier.zone;

import java.util.Arrays;

/**
 * Append-only byte storage in chunks of 8 MiB, addressed by {@code int} references.
 *
 * <p>A reference is the unsigned number {@code chunk << 21 | offset / 4}: allocations start on
 * multiples of 4 bytes and never straddle chunks, so 16 GiB can be addressed with four bytes per
 * reference. Only the first chunk grows in place, which keeps small zones small.
 */
final class Arena {
  private static final int CHUNK_BITS = 23;
  private static final int CHUNK_BYTES = 1 << CHUNK_BITS;
  private static final int UNIT_BITS = 2;
  private static final int UNIT = 1 << UNIT_BITS;
  private static final int UNITS_MASK = (1 << (CHUNK_BITS - UNIT_BITS)) - 1;
  private static final int MAX_CHUNKS = 1 << (32 - CHUNK_BITS + UNIT_BITS);
  private static final int FIRST_BYTES = 1 << 16;

  private byte[][] chunks = {new byte[FIRST_BYTES]};
  private int count = 1;
  private int position;

  /** Octets in use of every chunk but the last. */
  private int[] used = new int[1];

  /** Reserves {@code size} bytes, 1 to 8 MiB, and returns their reference. */
  int allocate(int size) {
    if (size < 1 || size > CHUNK_BYTES) {
      throw new IllegalArgumentException("allocation of " + size + " bytes");
    }
    int aligned = aligned(size);
    byte[] current = chunks[count - 1];
    if (position + aligned > current.length) {
      if (count == 1 && current.length < CHUNK_BYTES && position + aligned <= CHUNK_BYTES) {
        int grown = current.length;
        while (grown < position + aligned) {
          grown *= 2;
        }
        chunks[0] = Arrays.copyOf(current, grown);
      } else {
        addChunk();
      }
    }
    int reference = (count - 1) << (CHUNK_BITS - UNIT_BITS) | position >>> UNIT_BITS;
    position += aligned;
    return reference;
  }

  private static int aligned(int size) {
    return (size + UNIT - 1) & -UNIT;
  }

  /** Reference of what was allocated behind {@code size} bytes at {@code reference}. */
  int next(int reference, int size) {
    int next = reference + (aligned(size) >>> UNIT_BITS);
    int chunk = reference >>> (CHUNK_BITS - UNIT_BITS);
    boolean goesOn = chunk == count - 1 || offset(reference) + aligned(size) < used[chunk];
    return goesOn ? next : (chunk + 1) << (CHUNK_BITS - UNIT_BITS);
  }

  /** What {@link #next} says of the last allocation. */
  int end() {
    return ((count - 1) << (CHUNK_BITS - UNIT_BITS)) + (position >>> UNIT_BITS);
  }

  /** Octets from the first allocation to the end of the last one. */
  long size() {
    return (long) (count - 1) * CHUNK_BYTES + position;
  }

  private void addChunk() {
    if (count == MAX_CHUNKS) {
      throw new IllegalStateException("the zone needs more than 16 GiB in wire form");
    }
    if (count == chunks.length) {
      chunks = Arrays.copyOf(chunks, count * 2);
      used = Arrays.copyOf(used, count * 2);
    }
    used[count - 1] = position;
    chunks[count++] = new byte[CHUNK_BYTES];
    position = 0;
  }

  /** The array that holds the referenced bytes. */
  byte[] chunk(int reference) {
    return chunks[reference >>> (CHUNK_BITS - UNIT_BITS)];
  }

  /** Where in {@link #chunk} the referenced bytes start. */
  static int offset(int reference) {
    return (reference & UNITS_MASK) << UNIT_BITS;
  }
}
