package io.zonegate.transfer;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.Serial;

/** The views and what each gives now. A view changes its version at once, for all later queries. */
final class Editions {
  /** By zone, since one server may have thousands. */
  private final Map<Name, List<Place>> zones = new HashMap<>();

  private final Map<TransferView, Place> places = new HashMap<>();

  /** Where a view's edition stands; changes of one view come one after the other. */
  private static final class Place {
    private final TransferView view;
    private volatile Edition edition;

    Place(TransferView view) {
      this.view = view;
    }
  }

  Editions(List<TransferView> views) {
    for (TransferView view : views) {
      Place place = new Place(view);
      places.put(view, place);
      zones.computeIfAbsent(view.domain(), name -> new ArrayList<>()).add(place);
    }
  }

  /** The first view that takes the query for one of its servers'. */
  Optional<TransferView> find(Name zone, TsigKey key, InetAddress client) {
    return zones.getOrDefault(zone, List.of()).stream()
        .map(place -> place.view)
        .filter(view -> view.admits(zone, key, client))
        .findFirst();
  }

  /** What the view gives; empty before its first version. */
  Optional<Edition> current(TransferView view) {
    return Optional.ofNullable(place(view).edition);
  }

  private Place place(TransferView view) {
    Place place = places.get(view);
    if (place == null) {
      throw new IllegalArgumentException("view " + view.name() + " is not one of this server's");
    }
    return place;
  }

  /**
   * Has a view give this version from now on. The differences are made first; until they are, the
   * view gives what it gave.
   *
   * @param earlier versions that its servers may have
   * @throws TransferException if servers that have the version before would not take this one
   */
  void publish(TransferView view, ZoneImage image, List<ZoneImage> earlier)
      throws IOException, TransferException {
    Place place = place(view);
    synchronized (place) {
      Edition before = place.edition;
      if (before != null && before.image().sha256().equals(image.sha256())) {
        return;
      }
      check(view, image);
      for (ZoneImage version : earlier) {
        follows(view, version, image);
      }
      if (before != null) {
        follows(view, before.image(), image);
      }
      place.edition = Edition.of(image, earlier);
      if (before != null) {
        before.discard();
      }
    }
  }

  private static void check(TransferView view, ZoneImage image) throws TransferException {
    if (!view.domain().equals(name(image))) {
      throw new TransferException(
          "view " + view.name() + " is of zone " + view.zone() + ", not of " + image.zone());
    }
  }

  private static void follows(TransferView view, ZoneImage before, ZoneImage image)
      throws TransferException {
    if (Serial.compare(image.serial(), before.serial()) <= 0) {
      throw new TransferException(
          "view "
              + view.name()
              + " gives serial "
              + before.serial()
              + "; its servers would not take "
              + image.serial()
              + " (RFC 1982): give the version a greater serial");
    }
  }

  private static Name name(ZoneImage image) {
    try {
      return new Name(image.apex());
    } catch (IOException e) {
      throw new IllegalStateException("the apex is a name in wire form", e);
    }
  }

  /** Takes all differences away. */
  void close() throws IOException {
    for (Place place : places.values()) {
      synchronized (place) {
        if (place.edition != null) {
          place.edition.discard();
        }
      }
    }
  }
}
