package io.zonegate.testzones.mutate;

import java.util.List;
import java.util.stream.Stream;

/** Holds the list; a class of its own, so that it is made after the class of its elements. */
final class MutationList {
  static final List<Mutation> ALL =
      Stream.of(
              RrsigDamage.list(),
              DataDamage.list(),
              TextDamage.list(),
              SignatureBugs.list(),
              NsecBugs.list(),
              Nsec3Bugs.list(),
              KeyBugs.list(),
              ContentBugs.list(),
              ParentBugs.list(),
              Rewritings.list(),
              ValidChanges.list(),
              RolloverPhases.list())
          .flatMap(List::stream)
          .toList();

  private MutationList() {}
}
