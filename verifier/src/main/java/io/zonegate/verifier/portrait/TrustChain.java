package io.zonegate.verifier.portrait;

import io.zonegate.verifier.crypto.Dnskey;
import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.crypto.SignatureSweep;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.verdict.SignatureCount;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The way from the parent's DS to the keys and to what they sign.
 *
 * @param parent where the DS records come from, or why there are none, in words
 * @param ds the parent's DS records, in their order
 * @param keys the DNSKEYs, in canonical order
 * @param unpublished counts of RRSIGs whose key tag and algorithm no DNSKEY has
 */
public record TrustChain(
    String parent, List<DsNode> ds, List<KeyNode> keys, List<SignatureCount> unpublished) {
  /** Copies the lists. */
  public TrustChain {
    Objects.requireNonNull(parent);
    ds = List.copyOf(ds);
    keys = List.copyOf(keys);
    unpublished = List.copyOf(unpublished);
  }

  /** Where a DS record leads. */
  public enum DsState {
    /** To a key that signs the DNSKEY RRset. */
    OK,
    /** To a key that has no valid RRSIG over the DNSKEY RRset. */
    KEY_DOES_NOT_SIGN,
    /** To no usable key of the zone. */
    NO_KEY,
    /** Nobody knows: validators ignore its digest type. */
    UNKNOWN_DIGEST
  }

  /**
   * A DS record of the parent.
   *
   * @param key index of the key that it matches in {@link #keys}; -1 if it matches none
   */
  public record DsNode(Ds ds, DsState state, int key) {}

  /** How a key does. */
  public enum KeyState {
    /** Every RRSIG of its tag and algorithm verifies. */
    OK,
    /** Some do not. */
    BROKEN,
    /** It signs nothing. */
    IDLE,
    /** Validators must not use it: revoked, no zone key, or its material is not legal. */
    UNUSABLE
  }

  /**
   * A DNSKEY.
   *
   * @param flags the flags field
   * @param signsKeys whether it made a valid RRSIG over the DNSKEY RRset
   * @param sameName how many DNSKEYs have its tag and algorithm, itself counted; their RRSIGs
   *     cannot be told apart
   * @param signatures the RRSIGs of its tag and algorithm by covered type
   */
  public record KeyNode(
      int keyTag,
      int algorithm,
      int flags,
      KeyState state,
      boolean signsKeys,
      int sameName,
      List<SignatureCount> signatures) {
    /** Copies the list. */
    public KeyNode {
      signatures = List.copyOf(signatures);
    }

    /** Whether the Secure Entry Point bit is set: by custom, a key-signing key. */
    public boolean isSecureEntryPoint() {
      return (flags & 1) != 0;
    }

    private boolean hasName(SignatureCount count) {
      return count.keyTag() == keyTag && count.algorithm() == algorithm;
    }

    /** Whether it signs more than the DNSKEY RRset. */
    public boolean signsData() {
      return signatures.stream().anyMatch(c -> !c.coveredType().equals("DNSKEY"));
    }
  }

  static TrustChain of(Zone zone, ParentTrust parent, List<SignatureCount> counts) {
    KeyRing ring = KeyRing.of(zone);
    List<KeyNode> keys = new ArrayList<>();
    for (KeyRing.Entry entry : ring.entries()) {
      keys.add(key(zone, ring, entry, counts));
    }
    List<DsNode> ds = new ArrayList<>();
    if (parent instanceof ParentTrust.Known known) {
      for (Ds one : known.records()) {
        ds.add(node(zone, ring, keys, one));
      }
    }
    return of(words(parent), ds, keys, counts);
  }

  /**
   * A chain of these, where what no key has made is told apart.
   *
   * @param counts of all RRSIGs of the zone
   */
  public static TrustChain of(
      String parent, List<DsNode> ds, List<KeyNode> keys, List<SignatureCount> counts) {
    return new TrustChain(
        parent,
        ds,
        keys,
        counts.stream().filter(c -> keys.stream().noneMatch(k -> k.hasName(c))).toList());
  }

  private static KeyNode key(
      Zone zone, KeyRing ring, KeyRing.Entry entry, List<SignatureCount> counts) {
    Dnskey key = entry.dnskey();
    List<SignatureCount> made = made(counts, key.keyTag(), key.algorithm());
    return new KeyNode(
        key.keyTag(),
        key.algorithm(),
        key.flags(),
        state(entry, made),
        signsKeys(zone, entry, made),
        ring.find(key.keyTag(), key.algorithm()).size(),
        made);
  }

  /** Those of the counts that have this tag and algorithm. */
  public static List<SignatureCount> made(List<SignatureCount> counts, int keyTag, int algorithm) {
    return counts.stream().filter(c -> c.keyTag() == keyTag && c.algorithm() == algorithm).toList();
  }

  /** Cryptography is asked only where a key of this tag signs the RRset, which few do. */
  private static boolean signsKeys(Zone zone, KeyRing.Entry entry, List<SignatureCount> made) {
    return made.stream().anyMatch(c -> c.coveredType().equals("DNSKEY") && c.verified() > 0)
        && SignatureSweep.signs(zone, entry, zone.findRrset(0, RecordType.DNSKEY));
  }

  private static KeyState state(KeyRing.Entry entry, List<SignatureCount> made) {
    if (!entry.dnskey().isUsable() || entry.fault() != null) {
      return KeyState.UNUSABLE;
    }
    if (made.stream().anyMatch(c -> c.verified() < c.total())) {
      return KeyState.BROKEN;
    }
    return made.isEmpty() ? KeyState.IDLE : KeyState.OK;
  }

  private static DsNode node(Zone zone, KeyRing ring, List<KeyNode> keys, Ds ds) {
    if (!ds.isSupported()) {
      return new DsNode(ds, DsState.UNKNOWN_DIGEST, -1);
    }
    byte[] apex = zone.apex();
    for (int i = 0; i < keys.size(); i++) {
      Dnskey key = ring.entries().get(i).dnskey();
      if (key.isUsable() && ds.matches(apex, key)) {
        return new DsNode(ds, keys.get(i).signsKeys() ? DsState.OK : DsState.KEY_DOES_NOT_SIGN, i);
      }
    }
    return new DsNode(ds, DsState.NO_KEY, -1);
  }

  private static String words(ParentTrust parent) {
    if (parent instanceof ParentTrust.Known known) {
      return "from " + known.source();
    }
    if (parent instanceof ParentTrust.Insecure insecure) {
      return "the parent proves that it has no DS; asked: "
          + String.join(", ", insecure.seen().servers());
    }
    if (parent instanceof ParentTrust.NotJudged notJudged) {
      return "not judged: " + notJudged.setting();
    }
    return ((ParentTrust.Missing) parent).reason();
  }
}
