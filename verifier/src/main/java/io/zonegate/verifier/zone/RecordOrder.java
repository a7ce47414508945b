package io.zonegate.verifier.zone;

import java.util.Arrays;

/**
 * Puts owners and records into canonical order (RFC 4034 section 6). Owners are sorted first, then
 * the records of one owner at a time, so that it takes four octets a record and no more.
 */
final class RecordOrder {
  private final Arena names;
  private final RecordStore records;
  private final int apexLength;
  private final IndexSort byRdata;

  private int[] ownerRefs;
  private int[] ownerRecord;
  private final int[] recordRefs;

  private long[] keys = new long[64];
  private int[] values = new int[64];

  /**
   * Sorts.
   *
   * @param ownerRefs names in the order of reading, repetitions allowed; the array is not changed
   * @param firsts reference of the first record of each; its records follow in the arena
   * @param owners number of names
   * @param count number of records
   * @param apexLength octets that all keys have in common
   */
  RecordOrder(
      Arena names,
      RecordStore records,
      int[] ownerRefs,
      int[] firsts,
      int owners,
      int count,
      int apexLength) {
    this.names = names;
    this.records = records;
    this.apexLength = apexLength;
    this.ownerRefs = ownerRefs;
    this.byRdata = new IndexSort(records::compareRdata);
    this.recordRefs = new int[count];
    gather(sortOwners(owners), firsts);
  }

  /** References of the owner names, ascending, each once. */
  int[] ownerRefs() {
    return ownerRefs;
  }

  /** Where in {@link #recordRefs} each owner starts, and the end. */
  int[] ownerRecord() {
    return ownerRecord;
  }

  /** References of all records, ascending by owner, {@link RecordStore#sortKey} and RDATA. */
  int[] recordRefs() {
    return recordRefs;
  }

  /** The numbers of the names by ascending name, equal ones by the order of reading. */
  private int[] sortOwners(int owners) {
    long[] prefixes = new long[owners];
    int[] numbers = new int[owners];
    for (int i = 0; i < owners; i++) {
      prefixes[i] = prefix(ownerRefs[i]);
      numbers[i] = i;
    }
    new IndexSort((l, r) -> compare(ownerRefs[l], ownerRefs[r])).sort(prefixes, numbers, owners);
    return numbers;
  }

  /** The eight octets of the key behind the apex. */
  private long prefix(int ref) {
    byte[] chunk = names.chunk(ref);
    int at = Arena.offset(ref);
    int length = Bytes.uint16(chunk, at);
    long prefix = 0;
    for (int i = apexLength; i < apexLength + 8; i++) {
      prefix = prefix << 8 | (i < length ? chunk[at + 2 + i] & 0xff : 0);
    }
    return prefix;
  }

  private int compare(int left, int right) {
    return Bytes.compareCounted(
        names.chunk(left), Arena.offset(left) + 2, names.chunk(right), Arena.offset(right) + 2);
  }

  private void gather(int[] numbers, int[] firsts) {
    int[] sorted = new int[numbers.length];
    int[] starts = new int[numbers.length + 1];
    int distinct = 0;
    int at = 0;
    for (int number : numbers) {
      if (distinct == 0 || compare(sorted[distinct - 1], ownerRefs[number]) != 0) {
        sortRecords(distinct == 0 ? 0 : starts[distinct - 1], at);
        starts[distinct] = at;
        sorted[distinct++] = ownerRefs[number];
      }
      int end = number + 1 < numbers.length ? firsts[number + 1] : records.end();
      for (int ref = firsts[number]; ref != end; ref = records.next(ref)) {
        recordRefs[at++] = ref;
      }
    }
    sortRecords(starts[distinct - 1], at);
    starts[distinct] = at;
    ownerRefs = first(sorted, distinct);
    ownerRecord = first(starts, distinct + 1);
  }

  /** The first {@code n} numbers, not copied where there are no others. */
  private static int[] first(int[] numbers, int n) {
    return n == numbers.length ? numbers : Arrays.copyOf(numbers, n);
  }

  /** Sorts one owner's records. */
  private void sortRecords(int from, int end) {
    int n = end - from;
    if (n < 2) {
      return;
    }
    if (n > keys.length) {
      keys = new long[Math.max(n, 2 * keys.length)];
      values = new int[keys.length];
    }
    for (int i = 0; i < n; i++) {
      values[i] = recordRefs[from + i];
      keys[i] = records.sortKey(values[i]);
    }
    byRdata.sort(keys, values, n);
    System.arraycopy(values, 0, recordRefs, from, n);
  }
}
