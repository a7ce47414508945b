package io.zonegate.signer.reuse;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** How many signatures of the previous zone stay, and why the others do not. */
public final class KeptSignatures {

  private final Map<NotKept, Integer> notKept = new EnumMap<>(NotKept.class);
  private int kept;
  private int retired;

  KeptSignatures() {}

  /** Nothing is kept. */
  public static KeptSignatures none() {
    return new KeptSignatures();
  }

  void keep(boolean byRetiredKey) {
    kept++;
    retired += byRetiredKey ? 1 : 0;
  }

  void drop(NotKept reason, int count) {
    if (count > 0) {
      notKept.merge(reason, count, Integer::sum);
    }
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
