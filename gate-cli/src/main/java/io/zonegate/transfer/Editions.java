package io.zonegate.transfer;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.Serial;

/** The views and what each gives now. A view changes its version at once, for all later queries. */
final class Editions {
  /** So many earlier versions of a view can be the start of an IXFR. */
  private static final int EARLIER = 3;

  private final Path work;
  private final Map<TransferView, Edition> current = new LinkedHashMap<>();

  /** One change at a time; queries do not wait for it. */
  private final Object publishing = new Object();

  private int files;

  /**
   * @param work folder for differences; what is in it is of no use to anybody else
   */
  Editions(Path work, List<TransferView> views) {
    this.work = work;
    views.forEach(view -> current.put(view, null));
  }

  /** The keys of all views. */
  synchronized List<TsigKey> keys() {
    return current.keySet().stream().flatMap(view -> view.keys().stream()).distinct().toList();
  }

  /** The first view that takes the query for one of its servers'. */
  synchronized Optional<TransferView> find(Name zone, TsigKey key, InetAddress client) {
    return current.keySet().stream().filter(v -> v.admits(zone, key, client)).findFirst();
  }

  /** What the view gives; empty before its first version. */
  synchronized Optional<Edition> current(TransferView view) {
    return Optional.ofNullable(current.get(view));
  }

  /**
   * Has a view give this version from now on. The differences are made first; until they are, the
   * view gives what it gave.
   *
   * @throws TransferException if servers that have the version before would not take this one
   */
  void publish(TransferView view, ZoneImage image) throws IOException, TransferException {
    synchronized (publishing) {
      change(view, image);
    }
  }

  private void change(TransferView view, ZoneImage image) throws IOException, TransferException {
    Edition before = before(view, image);
    if (before != null && before.image().sha256().equals(image.sha256())) {
      return;
    }
    List<ZoneDifference> differences = new ArrayList<>();
    try {
      if (before != null) {
        differences(before, image, differences);
      }
    } catch (IOException e) {
      new Edition(image, differences).discard();
      throw e;
    }
    synchronized (this) {
      current.put(view, new Edition(image, differences));
    }
    if (before != null) {
      before.discard();
    }
  }

  private synchronized Edition before(TransferView view, ZoneImage image) throws TransferException {
    if (!current.containsKey(view)) {
      throw new IllegalArgumentException("view " + view.name() + " is not one of this server's");
    }
    if (!view.domain().equals(name(image))) {
      throw new TransferException(
          "view " + view.name() + " is of zone " + view.zone() + ", not of " + image.zone());
    }
    Edition before = current.get(view);
    if (before != null && !before.image().sha256().equals(image.sha256())) {
      if (Serial.compare(image.serial(), before.image().serial()) <= 0) {
        throw new TransferException(
            "view "
                + view.name()
                + " gives serial "
                + before.image().serial()
                + "; its servers would not take "
                + image.serial()
                + " (RFC 1982): give the version a greater serial");
      }
    }
    return before;
  }

  private static Name name(ZoneImage image) {
    try {
      return new Name(image.apex());
    } catch (IOException e) {
      throw new IllegalStateException("the apex is a name in wire form", e);
    }
  }

  private void differences(Edition before, ZoneImage image, List<ZoneDifference> made)
      throws IOException {
    for (ZoneImage version : before.versions().stream().limit(EARLIER).toList()) {
      Path file = work.resolve("difference-" + files++);
      // More than half of the zone is no gain.
      ZoneDifference.between(version, image, file, image.octets() / 2).ifPresent(made::add);
    }
  }

  /** Takes all differences away. */
  synchronized void close() throws IOException {
    for (Edition edition : current.values()) {
      if (edition != null) {
        edition.discard();
      }
    }
    Files.deleteIfExists(work);
  }
}
