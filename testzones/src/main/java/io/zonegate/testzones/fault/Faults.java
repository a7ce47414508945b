package io.zonegate.testzones.fault;

import java.util.List;
import java.util.stream.Stream;

/** The catalogue of faults and twins. */
public final class Faults {

  private static final List<Fault> ALL =
      Stream.of(
              ReadFaults.list(),
              RuleFaults.list(),
              RdataFaults.list(),
              KeyFaults.list(),
              AlgorithmFaults.list(),
              KeyTagFaults.list(),
              KeySetFaults.list(),
              ParentFaults.list(),
              DsSetFaults.list(),
              CdsFaults.list(),
              SignatureFaults.list(),
              SignerFaults.list(),
              RrsigFieldFaults.list(),
              TimeFaults.list(),
              SignatureSetFaults.list(),
              CoverageFaults.list(),
              NsecFaults.list(),
              Nsec3Faults.list(),
              Nsec3ParamFaults.list(),
              DrillFaults.list(),
              ContentFaults.list(),
              ZonemdFaults.list(),
              PolicyFaults.list(),
              NameFaults.list(),
              TransitionFaults.list(),
              OddZones.list(),
              RolloverFaults.list(),
              DsRolloverFaults.list(),
              ChangeFaults.list())
          .flatMap(List::stream)
          .toList();

  private Faults() {}

  /** All faults and twins; names are unique, the order is fixed. */
  public static List<Fault> all() {
    return ALL;
  }

  /**
   * The fault of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Fault named(String name) {
    return ALL.stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no fault \"" + name + "\"; see Faults.all()"));
  }
}
