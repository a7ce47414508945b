package io.zonegate.verifier.crypto;

import io.zonegate.verifier.ecdsa.Curve;
import io.zonegate.verifier.ecdsa.TabledKey;
import io.zonegate.verifier.zone.Zone;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tables of those keys of a zone that made many of its signatures, and which signatures the
 * library verifies again. Both follow from the zone alone, so that threads make no difference.
 */
final class KeyTables {
  /** Each table takes megabytes; no zone needs more keys at once. */
  private static final int MOST_KEYS = 8;

  private static final Map<Curve, Boolean> PROVEN = new EnumMap<>(Curve.class);

  private final Map<KeyRing.Entry, TabledKey> tables = new HashMap<>();
  private final FastPath path;
  private final long seed;

  private KeyTables(FastPath path, long seed) {
    this.path = path;
    this.seed = seed;
  }

  /** These tables, whatever the zone has; for tests of what happens if one is wrong. */
  static KeyTables of(Map<KeyRing.Entry, TabledKey> tables, FastPath path) {
    KeyTables given = new KeyTables(path, 0);
    given.tables.putAll(tables);
    return given;
  }

  /** Counts the zone's signatures and makes the tables. */
  static KeyTables of(Zone zone, KeyRing keys, FastPath path) {
    KeyTables made =
        new KeyTables(path, Long.parseUnsignedLong(zone.digest().sha256().substring(0, 16), 16));
    Map<KeyRing.Entry, Long> counts = new HashMap<>();
    for (int s = 0; s < zone.rrsets(); s++) {
      for (int r = zone.firstSignature(s); r < zone.firstRecord(s + 1); r++) {
        Rrsig rrsig = Rrsig.of(zone, r);
        List<KeyRing.Entry> named = keys.find(rrsig.keyTag(), rrsig.algorithm());
        // Where several keys have one tag, each has to be tried: the library does that.
        if (named.size() == 1) {
          counts.merge(named.get(0), 1L, Long::sum);
        }
      }
    }
    counts.entrySet().stream()
        .filter(e -> e.getValue() >= path.fromSignatures() && e.getKey().form() != null)
        .sorted(
            Comparator.comparing(Map.Entry<KeyRing.Entry, Long>::getValue)
                .reversed()
                .thenComparing(e -> e.getKey().dnskey().record()))
        .map(Map.Entry::getKey)
        .filter(key -> curve(key.form().algorithm()).filter(KeyTables::isProven).isPresent())
        .limit(MOST_KEYS)
        .forEach(key -> made.tables.put(key, table(key)));
    return made;
  }

  private static TabledKey table(KeyRing.Entry key) {
    Curve curve = curve(key.form().algorithm()).orElseThrow();
    return new TabledKey(curve, key.dnskey().publicKey(), TabledKey.WIDTH);
  }

  private static Optional<Curve> curve(Algorithm algorithm) {
    return switch (algorithm) {
      case ECDSAP256SHA256 -> Optional.of(Curve.P256);
      case ECDSAP384SHA384 -> Optional.of(Curve.P384);
      default -> Optional.empty();
    };
  }

  private static boolean isProven(Curve curve) {
    synchronized (PROVEN) {
      return PROVEN.computeIfAbsent(curve, KnownAnswers::passes);
    }
  }

  /** The key's table; null if it has none, so that the library alone verifies. */
  TabledKey of(KeyRing.Entry key) {
    return tables.get(key);
  }

  /** An empty batch for signatures of a key with this table. */
  WaitingSignatures waiting(TabledKey table) {
    return new WaitingSignatures(table, path.batch());
  }

  /**
   * Whether the library verifies this RRSIG even though the table's answer is yes. The choice hangs
   * on the digest of the zone, which the signatures are part of: a signer cannot aim at it.
   */
  boolean isRechecked(int record) {
    // The finalizer of SplitMix64: every bit of seed and record number changes half of the result.
    long mixed = seed + record * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    mixed ^= mixed >>> 31;
    return Long.remainderUnsigned(mixed, path.recheckOneIn()) == 0;
  }
}
