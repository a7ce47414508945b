package io.zonegate.signer.reuse;

import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.signer.zone.RrSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The signatures of the previous zone that stay, and why the others do not. */
public final class KeptSignatures {

  private final Map<RrSet, List<ZoneKey>> done = new HashMap<>();
  private final Map<NotKept, Integer> notKept = new EnumMap<>(NotKept.class);
  private int kept;
  private int retired;

  KeptSignatures() {}

  /** Nothing is kept. */
  public static KeptSignatures none() {
    return new KeptSignatures();
  }

  void keep(RrSet set, ZoneKey inPlaceOf, ZoneKey maker, Rrsig rrsig) {
    set.signatures().add(rrsig.wire());
    done.computeIfAbsent(set, s -> new ArrayList<>(1)).add(inPlaceOf);
    kept++;
    retired += maker.equals(inPlaceOf) ? 0 : 1;
  }

  void drop(NotKept reason) {
    notKept.merge(reason, 1, Integer::sum);
  }

  /** Whether a kept signature does this key's work on the RRset. */
  public boolean has(RrSet set, ZoneKey key) {
    return done.getOrDefault(set, List.of()).contains(key);
  }

  /** How many are kept, each verified over the new zone's data. */
  public int kept() {
    return kept;
  }

  /** How many of them were made by a key that is no longer active. */
  public int byRetiredKeys() {
    return retired;
  }

  /** How many were in the previous zone. */
  public int previous() {
    return kept + notKept.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many of the previous zone are not kept, by reason. */
  public Map<NotKept, Integer> notKept() {
    return Collections.unmodifiableMap(notKept);
  }
}
