package io.zonegate.testzones.incident;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** All incidents. */
public final class Incidents {

  private static final List<Incident> ALL =
      Stream.of(
              SignatureIncidents.list(),
              BogusIncidents.list(),
              ChainIncidents.list(),
              RolloverIncidents.list(),
              TimeIncidents.list(),
              ContentIncidents.list(),
              DenialIncidents.list(),
              FalseAlarms.list())
          .flatMap(List::stream)
          .sorted(Comparator.comparing(Incident::id))
          .toList();

  private Incidents() {}

  /** All of them by id, the false alarms last. */
  public static List<Incident> all() {
    return ALL;
  }

  /**
   * The incident of that id, in any letter case.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Incident withId(String id) {
    String wanted = id.toUpperCase(Locale.ROOT);
    return ALL.stream()
        .filter(i -> i.id().equals(wanted))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no incident \"" + id + "\"; see Incidents.all()"));
  }
}
