package io.zonegate.publish;

import io.zonegate.release.Artefacts;
import io.zonegate.release.Release;
import io.zonegate.transfer.TransferException;
import io.zonegate.transfer.ZoneImage;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.ZoneReadException;
import io.zonegate.verifier.zone.ZoneSource;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The images of a zone's releases, from which transfers are made. They are kept by content digest
 * and can be lost: an image that is not there, or not sound, is made of the artefact again, and one
 * whose digest is not the judged one is never used.
 */
final class ZoneImages {
  /** A zone that is read takes memory: one at a time, for all zones together. */
  private static final Object ONE = new Object();

  private final Artefacts artefacts;
  private final Path folder;
  private final Map<String, ZoneImage> open = new HashMap<>();

  /**
   * The images of one zone.
   *
   * @param folder for this alone; made if it is not there
   */
  ZoneImages(Artefacts artefacts, Path folder) {
    this.artefacts = artefacts;
    this.folder = folder;
  }

  /**
   * The image of a judged release.
   *
   * @throws ZoneReadException if its artefact cannot be read
   * @throws TransferException if the artefact is not what was judged, or cannot be transferred
   */
  ZoneImage of(Release release) throws IOException, ZoneReadException, TransferException {
    String content = release.facts().content();
    ZoneImage known = open.get(content);
    if (known == null) {
      known = find(release, folder.resolve(content + ".image"));
      open.put(content, known);
    }
    return known;
  }

  private ZoneImage find(Release release, Path file)
      throws IOException, ZoneReadException, TransferException {
    if (Files.exists(file)) {
      try {
        return ZoneImage.open(file, release.facts().content());
      } catch (TransferException e) {
        Files.delete(file);
      }
    }
    Files.createDirectories(folder);
    Path artefact = artefacts.path(release.artefact());
    synchronized (ONE) {
      ZoneImage made =
          ZoneImage.write(ZoneSource.readAlone(artefact, NameText.wire(release.zone())), file);
      if (!made.sha256().equals(release.facts().content())) {
        Files.delete(file);
        throw new TransferException(
            artefact
                + ": has content "
                + made.sha256()
                + ", judged was "
                + release.facts().content()
                + "; run zonegate gate doctor");
      }
      return made;
    }
  }

  /**
   * Takes away the images of all other releases.
   *
   * @param kept those that are still needed
   */
  void keep(List<Release> kept) throws IOException {
    Set<String> contents =
        kept.stream().map(release -> release.facts().content()).collect(Collectors.toSet());
    open.keySet().retainAll(contents);
    try (DirectoryStream<Path> images = Files.newDirectoryStream(folder, "*.image")) {
      for (Path image : images) {
        if (!contents.contains(image.getFileName().toString().replace(".image", ""))) {
          Files.delete(image);
        }
      }
    }
  }

  /** Takes away what a process that was killed left half done, before anything else is done. */
  void clean() throws IOException {
    Files.createDirectories(folder);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*.{part,difference}")) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
  }
}
