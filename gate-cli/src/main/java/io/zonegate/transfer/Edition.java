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

  /**
   * A version and the differences to it, each in a file beside the image.
   *
   * @param earlier the versions that differences are made from, where they are a gain
   */
  static Edition of(ZoneImage image, List<ZoneImage> earlier) throws IOException {
    List<ZoneDifference> differences = new ArrayList<>();
    try {
      for (ZoneImage version : earlier) {
        // More than half of the zone is no gain.
        ZoneDifference.between(version, image, image.octets() / 2).ifPresent(differences::add);
      }
      return new Edition(image, differences);
    } catch (IOException e) {
      new Edition(image, differences).discard();
      throw e;
    }
  }

  /** The difference from the version of this serial, if it is known. */
  Optional<ZoneDifference> from(long serial) {
    return differences.stream().filter(d -> d.from().serial() == serial).findFirst();
  }

  /** Takes the files of the differences away. */
  void discard() throws IOException {
    for (ZoneDifference difference : differences) {
      difference.delete();
    }
  }
}
