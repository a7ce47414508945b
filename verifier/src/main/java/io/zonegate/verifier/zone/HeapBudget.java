package io.zonegate.verifier.zone;

import io.zonegate.verifier.zone.NameText.FormException;
import java.util.function.LongSupplier;

/**
 * Tells while a zone is read whether the memory of this process will do, so that a zone that does
 * not fit is refused with a figure, and early, instead of ending the process after minutes.
 */
final class HeapBudget {
  /**
   * Octets per record and per owner beside the wire form: references, RRsets, sort keys, signature
   * statuses, entries of the denial chain. Measured, and rounded up.
   */
  private static final int PER_RECORD = 11;

  private static final int PER_OWNER = 30;

  /** What the program and a judgement need beside the zone. */
  private static final long BASE = 24L << 20;

  /** Before that much was read, what comes is not foretold. */
  private static final long SAMPLE = 32L << 20;

  private final long limit;
  private final long total;
  private final LongSupplier read;

  /**
   * @param limit octets that the heap may grow to
   * @param total octets of the source; 0 where nobody knows
   * @param read octets of the source that were read so far
   */
  HeapBudget(long limit, long total, LongSupplier read) {
    this.limit = limit;
    this.total = total;
    this.read = read;
  }

  /** The heap of this process, for a source of unknown length. */
  static HeapBudget ofProcess() {
    return new HeapBudget(Runtime.getRuntime().maxMemory(), 0, () -> 0);
  }

  /** Octets of heap that a zone takes to be sorted and judged. */
  static long need(long wire, long records, long owners) {
    return BASE + wire + PER_RECORD * records + PER_OWNER * owners;
  }

  /**
   * Refuses to go on where the records so far do not fit, or where the whole zone, if it goes on as
   * it began, needs more than half as much again as there is.
   *
   * @param wire octets of names and records in wire form
   * @throws FormException saying how much is needed and what to set
   */
  void check(long wire, long records, long owners) throws FormException {
    long need = need(wire, records, owners);
    long seen = read.getAsLong();
    long whole = need;
    if (total > seen && seen >= SAMPLE) {
      whole = (long) ((need - BASE) * ((double) total / seen)) + BASE;
    }
    if (need > limit || whole > limit + limit / 2) {
      throw new FormException(
          records
              + " records so far; the zone needs "
              + (whole > need ? "about " : "at least ")
              + (whole >> 20)
              + " MiB of memory and this process may use "
              + (limit >> 20)
              + " MiB; set ZONEGATE_OPTS=-Xmx"
              + ((whole + whole / 5) >> 20)
              + "m, on a machine that has it");
    }
  }
}
