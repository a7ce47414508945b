package io.zonegate.verifier.history;

import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.crypto.Rrsig;
import io.zonegate.verifier.crypto.SignatureStatus;
import io.zonegate.verifier.crypto.SignatureSweep;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Which keys sign together: one walk along a zone's RRSIGs that sorts its RRsets by the set of keys
 * that sign them. There are few such sets, however large the zone. Cryptography is asked only where
 * two keys share algorithm and tag.
 */
public final class SignerSurvey {
  /** No signer mixes more keys than this; a zone that seems to is not understood. */
  static final int MOST_SETS = 256;

  /**
   * The RRsets that one set of keys signs.
   *
   * @param rrsets their number
   * @param first the first of them, an RRset number
   */
  public record Share(long rrsets, int first) {}

  private final Zone zone;
  private final KeyRing keys;
  private final IntPredicate counts;
  private final Map<List<Integer>, Set<Signer>> sets = new HashMap<>();
  private final Map<Set<Signer>, Share> data = new LinkedHashMap<>();
  private Set<Signer> dnskey = Set.of();
  private long largestTtl = -1;

  private SignerSurvey(Zone zone, KeyRing keys, IntPredicate counts) {
    this.zone = zone;
    this.keys = keys;
    this.counts = counts;
  }

  /**
   * Surveys a zone.
   *
   * @param counts which RRSIGs count, by record number
   * @throws TooManySetsException if there are more than 256 sets of keys
   */
  public static SignerSurvey of(Zone zone, KeyRing keys, IntPredicate counts)
      throws TooManySetsException {
    SignerSurvey survey = new SignerSurvey(zone, keys, counts);
    for (int s = 0; s < zone.rrsets(); s++) {
      survey.rrset(s);
    }
    return survey;
  }

  /** More sets of signing keys than any rollover has. */
  public static final class TooManySetsException extends Exception {
    private static final long serialVersionUID = 1L;

    TooManySetsException(Zone zone) {
      super(
          zone.source()
              + ": more than "
              + MOST_SETS
              + " different sets of keys sign RRsets; this program cannot follow such a rollover");
    }
  }

  /**
   * The sets of keys that sign RRsets together, the DNSKEY, CDS and CDNSKEY RRsets not counted:
   * those are signed for the parent's DS, not for what caches know of the zone. In the order of
   * their first RRsets.
   */
  public Map<Set<Signer>, Share> data() {
    return Collections.unmodifiableMap(data);
  }

  /** The keys that sign the DNSKEY RRset. */
  public Set<Signer> dnskey() {
    return dnskey;
  }

  /**
   * Largest TTL in seconds of an RRset of {@link #data}; validators cut it to the RRSIG's validity
   * (RFC 4035 section 5.3.3). -1 if no such RRset has an RRSIG.
   */
  public long largestTtl() {
    return largestTtl;
  }

  private void rrset(int rrset) throws TooManySetsException {
    if (!zone.hasData(rrset)) {
      return;
    }
    List<Integer> names = new ArrayList<>(2);
    long ttl = zone.ttl(zone.firstRecord(rrset));
    long held = -1;
    for (int r = zone.firstSignature(rrset); r < zone.firstRecord(rrset + 1); r++) {
      if (counts.test(r)) {
        Rrsig rrsig = Rrsig.of(zone, r);
        names.add(rrsig.keyTag() << 8 | rrsig.algorithm());
        long validity = Math.max(0, rrsig.expiration() - rrsig.inception());
        held = Math.max(held, Math.min(ttl, validity));
      }
    }
    if (names.isEmpty()) {
      return;
    }
    names.sort(null);
    Set<Signer> signers = sets.get(names);
    if (signers == null) {
      signers = signers(rrset, names);
      if (names.stream().allMatch(n -> found(n).size() < 2)) {
        sets.put(names, signers);
      }
    }
    int type = zone.type(rrset);
    if (zone.owner(zone.firstRecord(rrset)) == 0 && isForParent(type)) {
      dnskey = type == RecordType.DNSKEY ? signers : dnskey;
      return;
    }
    largestTtl = Math.max(largestTtl, held);
    data.merge(signers, new Share(1, rrset), (a, b) -> new Share(a.rrsets + 1, a.first));
    if (data.size() > MOST_SETS) {
      throw new TooManySetsException(zone);
    }
  }

  private static boolean isForParent(int type) {
    return type == RecordType.DNSKEY || type == RecordType.CDS || type == RecordType.CDNSKEY;
  }

  private List<KeyRing.Entry> found(int name) {
    return keys.find(name >>> 8, name & 0xff);
  }

  private Set<Signer> signers(int rrset, List<Integer> names) {
    Set<Signer> signers = new HashSet<>();
    for (int name : new HashSet<>(names)) {
      List<KeyRing.Entry> found = found(name);
      if (found.isEmpty()) {
        signers.add(new Signer(name >>> 8, name & 0xff, ""));
      }
      for (KeyRing.Entry entry : found) {
        if (found.size() == 1 || isValid(rrset, entry)) {
          String sha256 = PublishedKey.of(entry.dnskey()).sha256();
          signers.add(new Signer(name >>> 8, name & 0xff, sha256));
        }
      }
    }
    return Set.copyOf(signers);
  }

  private boolean isValid(int rrset, KeyRing.Entry key) {
    SignatureSweep sweep = new SignatureSweep(zone, KeyRing.of(key));
    for (int r = zone.firstSignature(rrset); r < zone.firstRecord(rrset + 1); r++) {
      byte status = counts.test(r) ? sweep.status(rrset, r) : SignatureStatus.NO_KEY;
      // A signature that cannot be judged here may be by any of the keys.
      if (status == SignatureStatus.VALID
          || status == SignatureStatus.UNUSABLE_KEY
          || status == SignatureStatus.UNSUPPORTED
          || status == SignatureStatus.DISPUTED) {
        return true;
      }
    }
    return false;
  }
}
