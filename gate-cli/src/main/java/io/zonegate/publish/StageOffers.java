package io.zonegate.publish;

import io.zonegate.file.IoReason;
import io.zonegate.policy.GateSettings;
import io.zonegate.policy.Publication;
import io.zonegate.policy.StageSettings;
import io.zonegate.release.Artefacts;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseStore;
import io.zonegate.transfer.TransferException;
import io.zonegate.transfer.TransferServer;
import io.zonegate.transfer.TransferView;
import io.zonegate.transfer.TsigKey;
import io.zonegate.transfer.TsigKeyFile;
import io.zonegate.transfer.ZoneImage;
import io.zonegate.verifier.parent.ServerAddress;
import io.zonegate.verifier.zone.ZoneReadException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.xbill.DNS.Serial;

/**
 * What the servers of a zone's stages get by transfer. It follows from the store alone: the newest
 * release that was published to the stage, and for IXFR those before it. Used by whoever drives the
 * zone, from one thread at a time.
 */
public final class StageOffers {
  /** So many earlier versions can be the start of an IXFR. */
  private static final int EARLIER = 3;

  /** Servers that have answered NOTIFY and do not have the zone are not told more often. */
  private static final Duration TELL_AGAIN = Duration.ofSeconds(30);

  private final String zone;
  private final GateSettings settings;
  private final ReleaseStore store;
  private final TransferServer server;
  private final Map<String, TransferView> views;
  private final ZoneImages images;
  private final Map<String, Told> told = new HashMap<>();
  private boolean cleaned;

  /** A NOTIFY: when it began, and who has answered. */
  private record Told(long at, Map<ServerAddress, Future<Boolean>> answers) {
    boolean isUnderWay() {
      return answers.values().stream().anyMatch(answer -> !answer.isDone());
    }
  }

  /**
   * The offers of a zone.
   *
   * @param zone apex, absolute, lower case
   * @param server has the views
   * @param views by the name of the stage, for each that gets zones by transfer
   */
  public StageOffers(
      String zone,
      GateSettings settings,
      ReleaseStore store,
      TransferServer server,
      Map<String, TransferView> views) {
    this.zone = zone;
    this.settings = settings;
    this.store = store;
    this.server = server;
    this.views = Map.copyOf(views);
    String folder = URLEncoder.encode(zone, StandardCharsets.UTF_8) + "out";
    this.images =
        new ZoneImages(
            new Artefacts(settings.folder()),
            settings.folder().resolve("transfer").resolve(folder));
  }

  /**
   * Offers each stage what was published to it last, as after a start; one that is offered already
   * stays.
   *
   * @throws NotPublishedException if a stage's release cannot be offered; all others are
   */
  public void restore() throws NotPublishedException {
    List<NotPublishedException> failures = new ArrayList<>();
    for (StageSettings stage : settings.stages()) {
      List<Release> published = published(stage);
      if (views.containsKey(stage.name()) && !published.isEmpty()) {
        try {
          offer(stage, published.get(0));
        } catch (NotPublishedException e) {
          failures.add(e);
        }
      }
    }
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
  }

  /** The releases that the stage's servers may have, the latest first. */
  private List<Release> published(StageSettings stage) {
    return store.published(zone, settings.stages().indexOf(stage), stage.name(), 1 + EARLIER);
  }

  /** Offers a release to a stage, and tells its servers. */
  void publish(StageSettings stage, Release release) throws NotPublishedException {
    offer(stage, release);
    tell(stage);
  }

  private void offer(StageSettings stage, Release release) throws NotPublishedException {
    TransferView view = views.get(stage.name());
    String offered = release.facts().content();
    if (server.published(view).filter(image -> image.sha256().equals(offered)).isPresent()) {
      return;
    }
    try {
      if (!cleaned) {
        images.clean();
        cleaned = true;
      }
      server.publish(view, images.of(release), earlier(stage, release));
      images.keep(needed(release));
    } catch (TransferException | ZoneReadException e) {
      throw new NotPublishedException("stage " + stage.name() + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw failed("stage " + stage.name() + ": " + release, e);
    }
  }

  private static NotPublishedException failed(String what, IOException e) {
    return new NotPublishedException(what + " cannot be offered: " + IoReason.of(e), e);
  }

  /** One that cannot be read any more only makes an AXFR of what would be an IXFR. */
  private List<ZoneImage> earlier(StageSettings stage, Release release) throws IOException {
    List<ZoneImage> found = new ArrayList<>();
    for (Release before : published(stage)) {
      if (Serial.compare(release.facts().serial(), before.facts().serial()) < 0) {
        // A serial that went round (RFC 1982): from there no IXFR leads here.
        break;
      }
      if (before.id() < release.id() && found.size() < EARLIER) {
        try {
          found.add(images.of(before));
        } catch (ZoneReadException | TransferException e) {
          break;
        }
      }
    }
    return found;
  }

  private List<Release> needed(Release release) {
    List<Release> needed = new ArrayList<>(List.of(release));
    for (StageSettings stage : settings.stages()) {
      if (views.containsKey(stage.name())) {
        needed.addAll(published(stage));
      }
    }
    return needed;
  }

  /**
   * Tells the servers of a stage again that there is a version, since they do not serve it yet;
   * does nothing for stages without transfers, and while they are being told.
   */
  public void remind(StageSettings stage) {
    if (!views.containsKey(stage.name())) {
      return;
    }
    Told last = told.get(stage.name());
    if (last == null
        || (!last.isUnderWay() && System.nanoTime() - last.at() > TELL_AGAIN.toNanos())) {
      tell(stage);
    }
  }

  private void tell(StageSettings stage) {
    told.put(
        stage.name(), new Told(System.nanoTime(), server.notifyServers(views.get(stage.name()))));
  }

  /**
   * The views of a policy's stages that get zones by transfer, by the stage's name.
   *
   * @throws TransferException if a file of keys cannot be read, or the servers of two stages cannot
   *     be told apart
   */
  public static Map<String, TransferView> views(String zone, GateSettings settings)
      throws TransferException {
    Map<String, TransferView> views = new LinkedHashMap<>();
    for (StageSettings stage : settings.stages()) {
      if (stage.publication() instanceof Publication.ByTransfer way) {
        List<TsigKey> keys =
            way.keys().isPresent() ? TsigKeyFile.read(way.keys().get()) : List.of();
        TransferView view =
            new TransferView(stage.name(), zone, keys, way.addresses(), way.notified());
        for (TransferView before : views.values()) {
          if (view.overlaps(before)) {
            throw new TransferException(
                "the servers of stage "
                    + view.name()
                    + " of "
                    + zone
                    + " cannot be told from those of stage "
                    + before.name()
                    + ", by keys and addresses; give each stage a TSIG key of its own");
          }
        }
        views.put(stage.name(), view);
      }
    }
    return views;
  }
}
