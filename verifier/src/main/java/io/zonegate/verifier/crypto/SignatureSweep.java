package io.zonegate.verifier.crypto;

import io.zonegate.verifier.verdict.SignatureCount;
import io.zonegate.verifier.zone.NameKey;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.security.GeneralSecurityException;
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

  /** Prepares the sweep of a zone. */
  public SignatureSweep(Zone zone, KeyRing keys) {
    this.zone = zone;
    this.keys = keys;
    this.statuses = new byte[zone.records()];
    byte[] wire = new byte[NameKey.MAX_WIRE_BYTES + 1];
    this.apex = Arrays.copyOf(wire, zone.ownerWire(0, wire, 0));
  }

  /** What one range yields; merges with its neighbours' in any order. */
  public static final class Part {
    private final Map<Long, long[]> counts = new HashMap<>();
    private final Map<String, Long> verifiedBy = new TreeMap<>();
    private final TreeSet<String> refusals = new TreeSet<>();
    private int largestSignedTtl = -1;
    private int soonest = -1;
    private long nanos;
  }

  /** Verifies the RRSIGs of a range of owners. */
  public Part sweep(OwnerRange range) {
    long start = System.nanoTime();
    Part part = new Worker().sweep(range);
    part.nanos = System.nanoTime() - start;
    return part;
  }

  /** Judges one RRSIG of an RRset; one of the constants of {@link SignatureStatus}. */
  public byte status(int rrset, int record) {
    Worker worker = new Worker();
    worker.message.owner(zone.owner(record));
    return worker.judge(rrset, Rrsig.of(zone, record));
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

  private int sooner(int left, int right) {
    if (left < 0) {
      return right;
    }
    return Rrsig.of(zone, right).expiration() - Rrsig.of(zone, left).expiration() < 0
        ? right
        : left;
  }

  /** The state of one range's work. */
  private final class Worker {
    private final Part part = new Part();
    private final Map<KeyRing.Entry, KeyVerifier> verifiers = new HashMap<>();
    private final SignedMessage message = new SignedMessage(zone);

    Part sweep(OwnerRange range) {
      for (int o = range.first(); o < range.end(); o++) {
        message.owner(o);
        for (int s = zone.firstRrset(o); s < zone.firstRrset(o + 1); s++) {
          rrset(s);
        }
      }
      verifiers.forEach(
          (entry, verifier) -> {
            if (verifier != null) {
              part.verifiedBy.merge(verifier.provider(), verifier.verified(), Long::sum);
            }
          });
      return part;
    }

    private void rrset(int rrset) {
      int end = zone.firstRecord(rrset + 1);
      for (int r = zone.firstSignature(rrset); r < end; r++) {
        Rrsig rrsig = Rrsig.of(zone, r);
        byte status = judge(rrset, rrsig);
        statuses[r] = status;
        long key = (long) rrsig.keyTag() << 24 | (long) rrsig.algorithm() << 16 | rrsig.covered();
        long[] n = part.counts.computeIfAbsent(key, k -> new long[2]);
        n[0]++;
        if (status == SignatureStatus.VALID || status == SignatureStatus.UNUSABLE_KEY) {
          n[1]++;
        }
        part.soonest = sooner(part.soonest, r);
        if (zone.hasData(rrset)) {
          // A validator cuts the TTL at the expiration (RFC 4035 section 5.3.3): of a TTL beyond
          // the
          // signature's life only half that life can be asked for.
          int halfLife = Math.max(0, rrsig.expiration() - rrsig.inception()) / 2;
          int ttl = Math.min(zone.ttl(zone.firstRecord(rrset)), halfLife);
          part.largestSignedTtl = Math.max(part.largestSignedTtl, ttl);
        }
      }
    }

    private byte judge(int rrset, Rrsig rrsig) {
      if (!zone.hasData(rrset)) {
        return SignatureStatus.ORPHAN;
      }
      if (!rrsig.isSignedBy(apex)) {
        return SignatureStatus.WRONG_SIGNER;
      }
      List<KeyRing.Entry> candidates = keys.find(rrsig.keyTag(), rrsig.algorithm());
      if (candidates.isEmpty()) {
        return SignatureStatus.NO_KEY;
      }
      int length = message.build(rrset, rrsig);
      byte best = SignatureStatus.NOT_JUDGED;
      for (KeyRing.Entry candidate : candidates) {
        byte status = verify(candidate, rrsig, length);
        if (weight(status) > weight(best)) {
          best = status;
        }
      }
      return best;
    }

    /**
     * With several keys of one tag, one that verifies is enough, and an open question outweighs a
     * no.
     */
    private int weight(byte status) {
      return switch (status) {
        case SignatureStatus.VALID -> 6;
        case SignatureStatus.UNUSABLE_KEY -> 5;
        case SignatureStatus.DISPUTED -> 4;
        case SignatureStatus.UNSUPPORTED -> 3;
        case SignatureStatus.BOGUS -> 2;
        case SignatureStatus.WRONG_LENGTH -> 1;
        default -> 0;
      };
    }

    private byte verify(KeyRing.Entry key, Rrsig rrsig, int length) {
      KeyVerifier verifier = verifiers.computeIfAbsent(key, this::verifier);
      if (verifier == null) {
        return SignatureStatus.UNSUPPORTED;
      }
      int signatureLength = rrsig.signatureLength();
      if (signatureLength != key.form().signatureLength()) {
        return SignatureStatus.WRONG_LENGTH;
      }
      int at = rrsig.offset() + Rrsig.FIXED + rrsig.signerLength();
      byte status = verifier.verify(message.bytes(), length, rrsig.array(), at, signatureLength);
      return status == SignatureStatus.VALID && !key.dnskey().isUsable()
          ? SignatureStatus.UNUSABLE_KEY
          : status;
    }

    private KeyVerifier verifier(KeyRing.Entry key) {
      if (key.form() == null) {
        if (key.fault() == null) {
          part.refusals.add(key.dnskey() + ": this algorithm cannot be verified");
        }
        return null;
      }
      try {
        return new KeyVerifier(key.form());
      } catch (GeneralSecurityException e) {
        part.refusals.add(key.dnskey() + ": " + e.getMessage());
        return null;
      }
    }
  }
}
