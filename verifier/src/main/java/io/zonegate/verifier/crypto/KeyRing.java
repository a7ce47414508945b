package io.zonegate.verifier.crypto;

import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The DNSKEYs of a zone's apex, each with what can be said of its form. */
public final class KeyRing {
  /**
   * A key of the zone.
   *
   * @param dnskey the key
   * @param form its public key taken apart; null if the algorithm cannot be verified or the
   *     material is not legal
   * @param fault what is wrong with the material; null if nothing is, or if the algorithm cannot be
   *     verified
   */
  public record Entry(Dnskey dnskey, PublicKeyForm form, String fault) {
    // A key is itself and no other, also where another zone has the same one; and what it consists
    // of is not to be hashed for each signature.
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  private final List<Entry> entries;

  /** Key tags with algorithms, ascending, and the keys of each; asked for with each signature. */
  private final int[] names;

  private final List<List<Entry>> named;

  private KeyRing(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    Map<Integer, List<Entry>> byName = new TreeMap<>();
    for (Entry entry : entries) {
      int name = name(entry.dnskey().keyTag(), entry.dnskey().algorithm());
      byName.computeIfAbsent(name, n -> new ArrayList<>()).add(entry);
    }
    this.names = byName.keySet().stream().mapToInt(n -> n).toArray();
    this.named = List.copyOf(byName.values());
  }

  private static int name(int keyTag, int algorithm) {
    return keyTag << 8 | algorithm;
  }

  /** The keys of the zone's apex; none if there is no DNSKEY RRset. */
  public static KeyRing of(Zone zone) {
    List<Entry> entries = new ArrayList<>();
    int rrset = zone.findRrset(0, RecordType.DNSKEY);
    if (rrset >= 0) {
      for (int r = zone.firstRecord(rrset); r < zone.firstSignature(rrset); r++) {
        entries.add(entry(new Dnskey(zone.rdata(r), r)));
      }
    }
    return new KeyRing(entries);
  }

  /** A ring with this one key. */
  public static KeyRing of(Entry key) {
    return new KeyRing(List.of(key));
  }

  private static Entry entry(Dnskey dnskey) {
    var algorithm = Algorithm.of(dnskey.algorithm());
    if (algorithm.isEmpty()) {
      return new Entry(dnskey, null, null);
    }
    try {
      return new Entry(dnskey, PublicKeyForm.parse(algorithm.get(), dnskey.publicKey()), null);
    } catch (PublicKeyForm.IllegalKeyException e) {
      return new Entry(dnskey, null, e.getMessage());
    }
  }

  /** All keys, in canonical order. */
  public List<Entry> entries() {
    return entries;
  }

  /** All keys with this tag and algorithm. */
  public List<Entry> find(int keyTag, int algorithm) {
    int found = Arrays.binarySearch(names, name(keyTag, algorithm));
    return found < 0 ? List.of() : named.get(found);
  }

  /** Algorithms of the usable keys, ascending, each once. */
  public int[] algorithms() {
    return entries.stream()
        .filter(e -> e.dnskey().isUsable())
        .mapToInt(e -> e.dnskey().algorithm())
        .distinct()
        .sorted()
        .toArray();
  }
}
