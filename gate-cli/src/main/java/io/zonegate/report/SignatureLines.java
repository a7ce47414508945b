package io.zonegate.report;

import io.zonegate.text.Printable;
import io.zonegate.verifier.verdict.SignatureCount;
import io.zonegate.verifier.verdict.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which share of the signatures of each key verifies: "key tag 33834 algorithm 8: 33.4 % of 412,907
 * RRSIGs verify" is the cause of an outage in one line.
 */
final class SignatureLines {
  private SignatureLines() {}

  /**
   * Writes one line a key, and one for each covered type where not all verify.
   *
   * @param onlyBad whether to leave out the keys of which all signatures verify
   */
  static void write(Verdict verdict, boolean onlyBad, Appendable out) throws IOException {
    List<KeyShare> shares =
        KeyShare.of(verdict.signatures()).stream()
            .filter(s -> !onlyBad || s.verified() < s.total())
            .toList();
    if (shares.isEmpty()) {
      return;
    }
    out.append('\n');
    for (KeyShare share : shares) {
      out.append(share.line()).append('\n');
      for (SignatureCount count : share.byType()) {
        if (count.verified() < count.total()) {
          out.append("  over ").append(Printable.escape(count.coveredType())).append(": ");
          out.append(KeyShare.share(count.verified(), count.total())).append('\n');
        }
      }
    }
    if (!onlyBad && !verdict.verifiedBy().isEmpty()) {
      String providers =
          new TreeMap<>(verdict.verifiedBy())
              .entrySet().stream()
                  .map(e -> Printable.escape(e.getKey()) + " " + Figures.count(e.getValue()))
                  .collect(Collectors.joining(", "));
      out.append("verified by ").append(providers).append('\n');
    }
  }
}
