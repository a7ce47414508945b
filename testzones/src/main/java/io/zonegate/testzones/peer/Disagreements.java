package io.zonegate.testzones.peer;

import io.zonegate.testzones.Cases;
import io.zonegate.testzones.fault.Expectation;
import io.zonegate.testzones.fault.Fault;
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
    for (Fault fault : Cases.all()) {
      for (String peer : recorded.peers()) {
        PeerAnswer answer = recorded.answer(fault.name(), peer);
        if (answer != null && answer != expected(fault)) {
          all.add(
              new Disagreement(
                  fault,
                  peer,
                  answer,
                  REASONS.stream().filter(r -> r.fits(fault, peer, answer)).findFirst()));
        }
      }
    }
    return all;
  }

  /** What a verifier should answer that knows only yes and no; a warning is a yes. */
  public static PeerAnswer expected(Fault fault) {
    return fault.expected() == Expectation.PASS || fault.expected() == Expectation.WARN
        ? PeerAnswer.ACCEPTS
        : PeerAnswer.REJECTS;
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
