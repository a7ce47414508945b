package io.zonegate.verifier.denial;

import io.zonegate.verifier.zone.NameKey;
import io.zonegate.verifier.zone.Zone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The NSEC3 records of one parameter set in the order of their hashes. The entries are numbered
 * from 0; the owner names' order is that of the hashes because base32hex keeps it (RFC 4648 section
 * 7).
 */
public final class Nsec3Chain {
  private static final int OPT_OUT = 1;
  private static final int LABEL = 32;

  private final Zone zone;
  private final Nsec3Parameters parameters;
  private final int[] records;
  private final byte[] hashes;

  private Nsec3Chain(Zone zone, Nsec3Parameters parameters, int[] records, byte[] hashes) {
    this.zone = zone;
    this.parameters = parameters;
    this.records = records;
    this.hashes = hashes;
  }

  /** NSEC3 records that can be in no chain, and the chains of all others. */
  public record Found(List<Nsec3Chain> chains, List<Integer> misplaced) {}

  /** The parameters of all entries. */
  public Nsec3Parameters parameters() {
    return parameters;
  }

  /** Number of entries. */
  public int size() {
    return records.length;
  }

  /** The entry's NSEC3 record. */
  public int record(int entry) {
    return records[entry];
  }

  /** First entry whose owner is not below {@code owner}; {@link #size} if there is none. */
  public int firstEntry(int owner) {
    int low = 0;
    int high = size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (zone.owner(records[middle]) < owner) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Whether the entry's opt-out flag is set (RFC 5155 section 3.1.2.1). */
  public boolean isOptOut(int entry) {
    return (Nsec3Parameters.flags(zone, records[entry]) & OPT_OUT) != 0;
  }

  /** Whether any entry has the opt-out flag. */
  public boolean hasOptOut() {
    return IntStream.range(0, size()).anyMatch(this::isOptOut);
  }

  /** Whether the next hashed owner name in the entry is that of the other entry. */
  public boolean pointsTo(int entry, int other) {
    byte[] rdata = zone.rdataArray(records[entry]);
    int at = zone.rdataOffset(records[entry]) + 5;
    at += rdata[at - 1] & 0xff;
    int length = rdata[at] & 0xff;
    return Arrays.equals(
        rdata,
        at + 1,
        at + 1 + length,
        hashes,
        other * Nsec3Hasher.HASH_BYTES,
        (other + 1) * Nsec3Hasher.HASH_BYTES);
  }

  /** Where in the entry's RDATA the type bit map starts. */
  public int bitmapOffset(int entry) {
    byte[] rdata = zone.rdataArray(records[entry]);
    int at = zone.rdataOffset(records[entry]) + 5;
    at += rdata[at - 1] & 0xff;
    return at + 1 + (rdata[at] & 0xff);
  }

  /**
   * The entry with this hash, or {@code -1 - c} where c is the entry that covers it: the last one
   * with a smaller hash, the chain's last if there is none.
   */
  public int find(byte[] hash) {
    int low = 0;
    int high = size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order =
          Arrays.compareUnsigned(
              hashes,
              middle * Nsec3Hasher.HASH_BYTES,
              (middle + 1) * Nsec3Hasher.HASH_BYTES,
              hash,
              0,
              Nsec3Hasher.HASH_BYTES);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1 - (low == 0 ? size() - 1 : low - 1);
  }

  /** Sorts the NSEC3 records, given by ascending record number, into chains. */
  static Found sort(Zone zone, int[] nsec3Records) {
    Map<Nsec3Parameters, List<Integer>> members = new LinkedHashMap<>();
    List<Integer> misplaced = new ArrayList<>();
    byte[] hash = new byte[Nsec3Hasher.HASH_BYTES];
    for (int record : nsec3Records) {
      Nsec3Parameters parameters = Nsec3Parameters.of(zone, record);
      if (parameters.hashAlgorithm() == 1 && decode(zone, zone.owner(record), hash, 0)) {
        members.computeIfAbsent(parameters, p -> new ArrayList<>()).add(record);
      } else {
        misplaced.add(record);
      }
    }
    List<Nsec3Chain> chains = new ArrayList<>();
    members.forEach(
        (parameters, list) -> {
          int[] records = list.stream().mapToInt(Integer::intValue).toArray();
          byte[] hashes = new byte[Math.multiplyExact(records.length, Nsec3Hasher.HASH_BYTES)];
          for (int i = 0; i < records.length; i++) {
            decode(zone, zone.owner(records[i]), hashes, i * Nsec3Hasher.HASH_BYTES);
          }
          chains.add(new Nsec3Chain(zone, parameters, records, hashes));
        });
    return new Found(chains, misplaced);
  }

  /**
   * Decodes the hash in the owner's first label; false if it is not 32 digits right below the apex.
   */
  private static boolean decode(Zone zone, int owner, byte[] hashes, int offset) {
    byte[] key = zone.keyArray(owner);
    int at = zone.keyOffset(owner);
    int length = zone.keyLength(owner);
    if (length != zone.apexKeyLength() + LABEL + 1
        || NameKey.labels(key, at + zone.apexKeyLength(), LABEL + 1) != 1) {
      return false;
    }
    int start = at + zone.apexKeyLength();
    int held = 0;
    int bits = 0;
    int out = offset;
    for (int i = start; i < start + LABEL; i++) {
      int digit =
          key[i] >= '0' && key[i] <= '9'
              ? key[i] - '0'
              : key[i] >= 'a' && key[i] <= 'v' ? key[i] - 'a' + 10 : -1;
      if (digit < 0) {
        return false;
      }
      held = held << 5 | digit;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        hashes[out++] = (byte) (held >>> bits);
      }
    }
    return true;
  }
}
