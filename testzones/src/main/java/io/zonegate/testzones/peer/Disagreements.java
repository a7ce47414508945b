package io.zonegate.testzones.peer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** All disagreements on record, each with its reason. */
public final class Disagreements {

  private static final List<Reason> REASONS =
      PeerResource.lines("reasons.tsv").stream()
          .filter(line -> !line.startsWith("#"))
          .map(Disagreements::reason)
          .toList();

  private Disagreements() {}

  /** The reasons; of two that fit, the first one counts. */
  public static List<Reason> reasons() {
    return REASONS;
  }

  /** In the order of the cases, and of the peers for each. */
  public static List<Disagreement> of(PeerRecord recorded) {
    List<Disagreement> all = new ArrayList<>();
    for (PeerCase zone : PeerCase.all()) {
      for (String peer : recorded.peers()) {
        PeerAnswer answer = recorded.answer(zone.name(), peer);
        if (answer != null && answer != zone.expected()) {
          all.add(
              new Disagreement(
                  zone,
                  peer,
                  answer,
                  REASONS.stream().filter(r -> r.fits(zone, peer, answer)).findFirst()));
        }
      }
    }
    return all;
  }

  private static Reason reason(String line) {
    String[] column = line.split("\t");
    return new Reason(
        Arrays.asList(column[0].split(" ")),
        PeerAnswer.of(column[1]),
        Reason.Right.valueOf(column[2].toUpperCase(Locale.ROOT)),
        Arrays.asList(column[3].split(" ")),
        column[4]);
  }
}
