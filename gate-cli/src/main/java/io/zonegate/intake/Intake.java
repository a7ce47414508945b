package io.zonegate.intake;

import io.zonegate.file.DurableFile;
import io.zonegate.release.Artefacts;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseStore;
import io.zonegate.transfer.PrimaryServer;
import io.zonegate.transfer.TransferException;
import io.zonegate.transfer.ZoneImage;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import io.zonegate.verifier.zone.ZoneSource;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.xbill.DNS.Serial;

/**
 * Takes new versions of a zone from its primary server, as a secondary does, and submits each as a
 * candidate: a master file that the same content always gives the same octets of. What was received
 * last is the last candidate that came from a primary, as the store says. One thread at a time.
 */
public final class Intake {
  private static final String BY = "primary server ";

  private final String zone;
  private final PrimaryServer primary;
  private final ReleaseStore store;
  private final Artefacts artefacts;
  private final Path folder;
  private final Supplier<Instant> clock;

  /** The image of the last version, where it is known without reading the artefact. */
  private Optional<Received> received = Optional.empty();

  private record Received(String artefact, ZoneImage image) {}

  /**
   * What came of asking.
   *
   * @param version what the primary has
   * @param submitted the candidate that was made of it; empty if there was nothing new
   * @param how for the log; empty if there is nothing to say
   */
  public record Outcome(PrimaryServer.Version version, Optional<Release> submitted, String how) {}

  /**
   * The intake of a zone.
   *
   * @param zone apex, absolute, lower case
   * @param folder for this alone; made if it is not there, and lost without harm
   */
  public Intake(
      String zone,
      PrimaryServer primary,
      ReleaseStore store,
      Artefacts artefacts,
      Path folder,
      Supplier<Instant> clock) {
    this.zone = zone;
    this.primary = primary;
    this.store = store;
    this.artefacts = artefacts;
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * Asks the primary, and takes what is new.
   *
   * @throws ZoneReadException if it cannot be asked, or its answer is not whole
   * @throws TransferException if the zone cannot be transferred on
   * @throws IOException if it cannot be kept; no candidate was made then
   */
  public Outcome ask() throws ZoneReadException, TransferException, IOException {
    PrimaryServer.Version version = primary.version();
    Optional<Release> last = store.lastSubmittedBy(zone, BY);
    long known = last.isPresent() ? serial(last.get()) : -1;
    if (known >= 0) {
      int order = Serial.compare(version.serial(), known);
      if (order <= 0) {
        String behind =
            "has serial " + version.serial() + ", which is before " + known + " that it gave last";
        return new Outcome(version, Optional.empty(), order < 0 ? behind : "");
      }
    }
    return take(version, last);
  }

  /** The serial of a candidate, which may not be judged yet; -1 if it cannot be known. */
  private long serial(Release release) throws IOException {
    if (release.facts().serial() >= 0) {
      return release.facts().serial();
    }
    return image(release).map(ZoneImage::serial).orElse(-1L);
  }

  private Outcome take(PrimaryServer.Version version, Optional<Release> last)
      throws ZoneReadException, TransferException, IOException {
    Files.createDirectories(folder);
    String how = "AXFR";
    Optional<ZoneImage> changed = Optional.empty();
    Optional<ZoneImage> base = last.isPresent() ? image(last.get()) : Optional.empty();
    if (base.isPresent()) {
      try {
        changed = primary.changed(base.get(), folder.resolve("next.image"));
        how = changed.isPresent() ? "IXFR from " + base.get().serial() : how;
      } catch (ZoneReadException | TransferException e) {
        // Whatever was wrong with the change, the whole zone does not depend on it.
        how = "AXFR, since IXFR from " + base.get().serial() + " failed: " + e.getMessage();
      }
    }
    ZoneImage image =
        changed.isPresent()
            ? changed.get()
            : ZoneImage.write(primary.whole(), folder.resolve("next.image"));
    return submit(version, image, how);
  }

  /** What was received before decides whether it is new; its octets follow from the content. */
  private Outcome submit(PrimaryServer.Version version, ZoneImage image, String how)
      throws ZoneReadException, TransferException, IOException {
    Path text = folder.resolve("next.zone");
    try {
      image.writeText(text);
      String read = read(text).content().sha256();
      if (!read.equals(image.sha256())) {
        throw new TransferException(
            "the zone file made of the transfer reads back with content "
                + read
                + ", transferred was "
                + image.sha256()
                + "; please report it");
      }
      Optional<Release> last = store.lastSubmittedBy(zone, BY);
      String sha256 = DurableFile.digest(text);
      if (last.filter(release -> release.artefact().equals(sha256)).isPresent()) {
        keep(sha256, image);
        return new Outcome(version, Optional.empty(), "");
      }
      Artefacts.Kept kept = artefacts.keep(text);
      Release release = store.submit(zone, kept.sha256(), kept.octets(), BY + primary, clock.get());
      keep(sha256, image);
      return new Outcome(version, Optional.of(release), how);
    } finally {
      Files.deleteIfExists(text);
    }
  }

  private Zone read(Path file) throws ZoneReadException {
    return ZoneSource.readAlone(file, NameText.wire(zone));
  }

  /** The image becomes that of the last version; others are of no use any more. */
  private void keep(String artefact, ZoneImage image) throws IOException {
    Path file = file(artefact);
    received = Optional.of(new Received(artefact, image.moveTo(file)));
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path other : all) {
        if (!other.equals(file) && !other.endsWith("next.zone")) {
          Files.delete(other);
        }
      }
    }
  }

  private Path file(String artefact) {
    return folder.resolve(artefact + ".image");
  }

  /** The image of a candidate; empty if its artefact cannot be read any more. */
  private Optional<ZoneImage> image(Release release) throws IOException {
    String artefact = release.artefact();
    if (received.filter(r -> r.artefact().equals(artefact)).isPresent()) {
      return received.map(Received::image);
    }
    Files.createDirectories(folder);
    ZoneImage image;
    try {
      String content = release.facts().content();
      image =
          !content.isEmpty() && Files.exists(file(artefact))
              ? ZoneImage.open(file(artefact), content)
              : ZoneImage.write(read(artefacts.path(artefact)), file(artefact));
    } catch (ZoneReadException | TransferException e) {
      Files.deleteIfExists(file(artefact));
      return Optional.empty();
    }
    received = Optional.of(new Received(artefact, image));
    return received.map(Received::image);
  }
}
