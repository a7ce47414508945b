package io.zonegate.report;

import io.zonegate.verifier.verdict.SignatureCount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the signatures of one key tag fared, all types together.
 *
 * @param keyTag key tag as the RRSIGs carry it
 * @param algorithm DNSSEC algorithm number
 * @param byType the counts that make it up, one a covered type
 */
public record KeyShare(int keyTag, int algorithm, List<SignatureCount> byType) {
  private record Key(int tag, int algorithm) {}

  /** One for each key tag and algorithm, in the order of their first count. */
  public static List<KeyShare> of(List<SignatureCount> counts) {
    Map<Key, List<SignatureCount>> byKey = new LinkedHashMap<>();
    for (SignatureCount count : counts) {
      Key key = new Key(count.keyTag(), count.algorithm());
      byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(count);
    }
    return byKey.entrySet().stream()
        .map(e -> new KeyShare(e.getKey().tag(), e.getKey().algorithm(), e.getValue()))
        .toList();
  }

  /** RRSIGs seen. */
  public long total() {
    return byType.stream().mapToLong(SignatureCount::total).sum();
  }

  /** RRSIGs that verify by cryptography. */
  public long verified() {
    return byType.stream().mapToLong(SignatureCount::verified).sum();
  }

  /** {@code key tag 33834 algorithm 13: 33.4 % of 412,907 RRSIGs verify, 274,996 do not}. */
  public String line() {
    return "key tag " + keyTag + " algorithm " + algorithm + ": " + share(verified(), total());
  }

  /** {@code 33.4 % of 412,907 RRSIGs verify, 274,996 do not}. */
  public static String share(long verified, long total) {
    if (total == 0) {
      return "no RRSIGs";
    }
    String text =
        Figures.percent(verified, total) + " of " + Figures.count(total, "RRSIG") + " verify";
    return verified == total ? text : text + ", " + Figures.count(total - verified) + " do not";
  }
}
