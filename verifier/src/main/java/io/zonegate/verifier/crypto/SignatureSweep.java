package io.zonegate.verifier.crypto;

import io.zonegate.verifier.verdict.SignatureCount;
import io.zonegate.verifier.zone.NameKey;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Verifies every RRSIG of a zone by cryptography (RFC 4035 section 5.3), range by range. Time plays
 * no part here: an expired signature is verified like any other.
 */
public final class SignatureSweep {
  private final Zone zone;
  private final KeyRing keys;
  private final byte[] statuses;
  private final byte[] apex;
  private final FastPath path;
  private KeyTables tables;

  /** Prepares the sweep of a zone, with the default use of the program's own verifier. */
  public SignatureSweep(Zone zone, KeyRing keys) {
    this(zone, keys, FastPath.DEFAULT);
  }

  /** Prepares the sweep of a zone. */
  public SignatureSweep(Zone zone, KeyRing keys, FastPath path) {
    this.zone = zone;
    this.keys = keys;
    this.path = path;
    this.statuses = new byte[zone.records()];
    byte[] wire = new byte[NameKey.MAX_WIRE_BYTES + 1];
    this.apex = Arrays.copyOf(wire, zone.ownerWire(0, wire, 0));
  }

  /** What one range yields; merges with its neighbours' in any order. */
  public static final class Part {
    final Map<Long, long[]> counts = new HashMap<>();
    final Map<String, Long> verifiedBy = new TreeMap<>();
    final TreeSet<String> refusals = new TreeSet<>();
    int largestSignedTtl = -1;
    int soonest = -1;
    private long nanos;

    void verified(String by, long n) {
      if (n > 0) {
        verifiedBy.merge(by, n, Long::sum);
      }
    }
  }

  /** Verifies the RRSIGs of a range of owners. */
  public Part sweep(OwnerRange range) {
    KeyTables made = tables();
    long start = System.nanoTime();
    Part part = new RangeSweep(this, made).sweep(range);
    part.nanos = System.nanoTime() - start;
    return part;
  }

  /** Judges one RRSIG of an RRset by the library; one of {@link SignatureStatus}'s constants. */
  public byte status(int rrset, int record) {
    return new RangeSweep(this, null).status(rrset, record);
  }

  /** Whether this very key, not another one of its tag, made a valid RRSIG over the RRset. */
  public static boolean signs(Zone zone, KeyRing.Entry key, int rrset) {
    SignatureSweep sweep = new SignatureSweep(zone, KeyRing.of(key));
    for (int r = zone.firstSignature(rrset); r < zone.firstRecord(rrset + 1); r++) {
      if (sweep.status(rrset, r) == SignatureStatus.VALID) {
        return true;
      }
    }
    return false;
  }

  private synchronized KeyTables tables() {
    if (tables == null) {
      tables = KeyTables.of(zone, keys, path);
    }
    return tables;
  }

  Zone zone() {
    return zone;
  }

  KeyRing keys() {
    return keys;
  }

  /** The apex in lower-case wire form. */
  byte[] apex() {
    return apex;
  }

  void decide(int record, byte status) {
    statuses[record] = status;
  }

  /** Joins the parts of all ranges. */
  public SignatureLedger ledger(List<Part> parts) {
    Part whole = new Part();
    for (Part part : parts) {
      part.counts.forEach(
          (key, n) -> {
            long[] sum = whole.counts.computeIfAbsent(key, k -> new long[2]);
            sum[0] += n[0];
            sum[1] += n[1];
          });
      part.verifiedBy.forEach((name, n) -> whole.verifiedBy.merge(name, n, Long::sum));
      whole.refusals.addAll(part.refusals);
      whole.nanos += part.nanos;
      whole.largestSignedTtl = Math.max(whole.largestSignedTtl, part.largestSignedTtl);
      if (part.soonest >= 0) {
        whole.soonest = sooner(whole.soonest, part.soonest);
      }
    }
    List<SignatureCount> counts = new ArrayList<>();
    new TreeMap<>(whole.counts)
        .forEach(
            (key, n) ->
                counts.add(
                    new SignatureCount(
                        (int) (key >>> 24),
                        (int) (key >>> 16) & 0xff,
                        RecordType.mnemonic((int) (key & 0xffff)),
                        n[0],
                        n[1])));
    return new SignatureLedger(
        statuses,
        new SignatureLedger.Totals(
            whole.largestSignedTtl,
            whole.soonest,
            List.copyOf(counts),
            Map.copyOf(whole.verifiedBy),
            List.copyOf(whole.refusals),
            Duration.ofNanos(whole.nanos)));
  }

  int sooner(int left, int right) {
    if (left < 0) {
      return right;
    }
    return Rrsig.of(zone, right).expiration() - Rrsig.of(zone, left).expiration() < 0
        ? right
        : left;
  }
}
