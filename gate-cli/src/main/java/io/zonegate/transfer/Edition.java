package io.zonegate.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a view gives now: a version of its zone, and what leads to it from the versions before.
 * Immutable, so that a transfer that began with it ends with it.
 */
record Edition(ZoneImage image, List<ZoneDifference> differences) {
  Edition {
    differences = List.copyOf(differences);
  }

  /** The difference from the version of this serial, if it is known. */
  Optional<ZoneDifference> from(long serial) {
    return differences.stream().filter(d -> d.from().serial() == serial).findFirst();
  }

  /** The versions before, the latest first, and this one in front of them. */
  List<ZoneImage> versions() {
    List<ZoneImage> versions = new ArrayList<>(List.of(image));
    differences.forEach(d -> versions.add(d.from()));
    return versions;
  }

  /** Takes the files of the differences away. */
  void discard() throws IOException {
    for (ZoneDifference difference : differences) {
      difference.delete();
    }
  }
}
