package io.zonegate.verifier.crypto;

import io.zonegate.verifier.ecdsa.TabledKey;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.Zone;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sweep of one range. Signatures of a key that has a table wait until there are enough for a
 * batch, and are decided then; all others are put to the library at once.
 */
final class RangeSweep {
  private final SignatureSweep sweep;
  private final Zone zone;
  private final KeyTables tables;
  private final SignatureSweep.Part part = new SignatureSweep.Part();
  private final Map<KeyRing.Entry, KeyVerifier> verifiers = new HashMap<>();
  private final Map<KeyRing.Entry, WaitingSignatures> waiting = new LinkedHashMap<>();

  /** The key of the signature before, and its queue: most signatures of a zone are of one key. */
  private KeyRing.Entry recentKey;

  private WaitingSignatures recentQueue;
  private final SignedMessage message;

  /** The message of a signature that waited, since {@link #message} has moved on. */
  private final SignedMessage earlierMessage;

  /**
   * @param tables tables of the keys; null if none are to be used
   */
  RangeSweep(SignatureSweep sweep, KeyTables tables) {
    this.sweep = sweep;
    this.zone = sweep.zone();
    this.tables = tables;
    this.message = new SignedMessage(zone);
    this.earlierMessage = new SignedMessage(zone);
  }

  SignatureSweep.Part sweep(OwnerRange range) {
    for (int o = range.first(); o < range.end(); o++) {
      message.owner(o);
      for (int s = zone.firstRrset(o); s < zone.firstRrset(o + 1); s++) {
        for (int r = zone.firstSignature(s); r < zone.firstRecord(s + 1); r++) {
          signature(s, r);
        }
      }
    }
    waiting.forEach(this::decideWaiting);
    verifiers
        .values()
        .forEach(
            verifier -> {
              part.verified(verifier.provider(), verifier.verified());
              part.verified("re-checks by " + verifier.provider(), verifier.rechecked());
            });
    return part;
  }

  /** Judges one RRSIG by the library alone. */
  byte status(int rrset, int record) {
    message.owner(zone.owner(record));
    Rrsig rrsig = Rrsig.of(zone, record);
    byte fault = fault(rrset, rrsig);
    return fault == SignatureStatus.NOT_JUDGED
        ? judge(rrsig, message, message.build(rrset, rrsig))
        : fault;
  }

  private void signature(int rrset, int record) {
    Rrsig rrsig = Rrsig.of(zone, record);
    part.soonest = sweep.sooner(part.soonest, record);
    if (zone.hasData(rrset)) {
      int ttl = rrsig.countedTtl(zone.ttl(zone.firstRecord(rrset)));
      part.largestSignedTtl = Math.max(part.largestSignedTtl, ttl);
    }
    byte fault = fault(rrset, rrsig);
    if (fault != SignatureStatus.NOT_JUDGED) {
      decide(record, rrsig, fault);
      return;
    }
    int length = message.build(rrset, rrsig);
    KeyRing.Entry key = sweep.keys().find(rrsig.keyTag(), rrsig.algorithm()).get(0);
    WaitingSignatures queue = queue(key);
    if (queue == null || rrsig.signatureLength() != key.form().signatureLength()) {
      decide(record, rrsig, judge(rrsig, message, length));
      return;
    }
    queue.add(rrset, rrsig, record, message.bytes(), length);
    if (queue.isFull()) {
      decideWaiting(key, queue);
    }
  }

  /** Where signatures of this key wait; null if it has no table. */
  private WaitingSignatures queue(KeyRing.Entry key) {
    if (!key.equals(recentKey)) {
      TabledKey table = tables == null ? null : tables.of(key);
      recentKey = key;
      recentQueue = table == null ? null : waiting.computeIfAbsent(key, k -> tables.waiting(table));
    }
    return recentQueue;
  }

  private void decideWaiting(KeyRing.Entry key, WaitingSignatures queue) {
    queue.verify(
        (rrset, record, accepted) -> {
          Rrsig rrsig = Rrsig.of(zone, record);
          byte status = valid(key);
          if (!accepted) {
            status = judgeEarlier(rrset, record, rrsig);
          } else if (tables.isRechecked(record)) {
            status = recheck(key, rrset, record, rrsig);
            part.verified(queue.name(), 1);
          } else {
            part.verified(queue.name(), 1);
          }
          decide(record, rrsig, status);
        });
  }

  private byte judgeEarlier(int rrset, int record, Rrsig rrsig) {
    earlierMessage.owner(zone.owner(record));
    return judge(rrsig, earlierMessage, earlierMessage.build(rrset, rrsig));
  }

  /** The library's answer on what the table accepted: yes, or nobody knows. */
  private byte recheck(KeyRing.Entry key, int rrset, int record, Rrsig rrsig) {
    byte library = judgeEarlier(rrset, record, rrsig);
    KeyVerifier verifier = verifiers.get(key);
    if (verifier != null) {
      verifier.countAsRecheck();
    }
    return library == valid(key) ? library : SignatureStatus.DISPUTED;
  }

  private void decide(int record, Rrsig rrsig, byte status) {
    sweep.decide(record, status);
    long key = (long) rrsig.keyTag() << 24 | (long) rrsig.algorithm() << 16 | rrsig.covered();
    long[] n = part.counts.computeIfAbsent(key, k -> new long[2]);
    n[0]++;
    if (status == SignatureStatus.VALID || status == SignatureStatus.UNUSABLE_KEY) {
      n[1]++;
    }
  }

  /** What is wrong with an RRSIG before any cryptography; NOT_JUDGED if nothing is. */
  private byte fault(int rrset, Rrsig rrsig) {
    if (!zone.hasData(rrset)) {
      return SignatureStatus.ORPHAN;
    }
    if (!rrsig.isSignedBy(sweep.apex())) {
      return SignatureStatus.WRONG_SIGNER;
    }
    return sweep.keys().find(rrsig.keyTag(), rrsig.algorithm()).isEmpty()
        ? SignatureStatus.NO_KEY
        : SignatureStatus.NOT_JUDGED;
  }

  /** Puts an RRSIG to the library, with every key of its tag and algorithm. */
  private byte judge(Rrsig rrsig, SignedMessage signed, int length) {
    byte best = SignatureStatus.NOT_JUDGED;
    for (KeyRing.Entry candidate : sweep.keys().find(rrsig.keyTag(), rrsig.algorithm())) {
      byte status = verify(candidate, rrsig, signed, length);
      if (weight(status) > weight(best)) {
        best = status;
      }
    }
    return best;
  }

  /**
   * With several keys of one tag, one that verifies is enough, and an open question outweighs a no.
   */
  private static int weight(byte status) {
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

  private byte verify(KeyRing.Entry key, Rrsig rrsig, SignedMessage signed, int length) {
    KeyVerifier verifier = verifiers.computeIfAbsent(key, this::verifier);
    if (verifier == null) {
      return SignatureStatus.UNSUPPORTED;
    }
    int signatureLength = rrsig.signatureLength();
    if (signatureLength != key.form().signatureLength()) {
      return SignatureStatus.WRONG_LENGTH;
    }
    int at = rrsig.signatureOffset();
    byte status = verifier.verify(signed.bytes(), length, rrsig.array(), at, signatureLength);
    return status == SignatureStatus.VALID ? valid(key) : status;
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

  private static byte valid(KeyRing.Entry key) {
    return key.dnskey().isUsable() ? SignatureStatus.VALID : SignatureStatus.UNUSABLE_KEY;
  }
}
