package io.zonegate.cli;

import io.zonegate.probe.ServedChecks;
import io.zonegate.tokens.TokenChecks;
import io.zonegate.verifier.check.Catalogue;
import io.zonegate.verifier.check.Judge;
import io.zonegate.verifier.verdict.CheckDescription;
import java.util.ArrayList;
import java.util.List;

/** The whole catalogue: the verifier's checks, the tokens', the servers' and the gate's own. */
final class GateCatalogue {
  private GateCatalogue() {}

  static List<CheckDescription> descriptions() {
    List<CheckDescription> all = new ArrayList<>(Catalogue.descriptions());
    all.addAll(TokenChecks.DESCRIPTIONS);
    all.addAll(ServedChecks.DESCRIPTIONS);
    all.add(Judge.GATE_INTERNAL);
    return List.copyOf(all);
  }
}
