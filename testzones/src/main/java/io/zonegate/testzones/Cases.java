package io.zonegate.testzones;

import io.zonegate.testzones.fault.Fault;
import io.zonegate.testzones.fault.Faults;
import io.zonegate.testzones.incident.Incident;
import io.zonegate.testzones.incident.Incidents;
import java.util.List;
import java.util.stream.Stream;

/** All cases: the faults and twins of the catalogue, and those of the incidents. */
public final class Cases {

  /** An incident may have a fault of the catalogue as a case of its own. */
  private static final List<Fault> ALL =
      Stream.concat(
              Faults.all().stream(),
              Incidents.all().stream().map(Incident::cases).flatMap(List::stream))
          .distinct()
          .toList();

  private Cases() {}

  /** All of them; names are unique, the order is fixed. */
  public static List<Fault> all() {
    return ALL;
  }

  /**
   * The cases that say something of a check whose id begins so; all of them for an empty prefix.
   */
  public static List<Fault> forChecks(String prefix) {
    return ALL.stream()
        .filter(f -> prefix.isEmpty() || f.checks().stream().anyMatch(id -> id.startsWith(prefix)))
        .toList();
  }

  /**
   * The case of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Fault named(String name) {
    return ALL.stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no case \"" + name + "\"; see Cases.all()"));
  }
}
