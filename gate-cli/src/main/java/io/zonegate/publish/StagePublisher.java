package io.zonegate.publish;

import io.zonegate.policy.Publication;
import io.zonegate.policy.StageSettings;
import io.zonegate.release.Artefacts;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseStore;
import java.util.Optional;

/** Gives the servers of a zone's stages releases that passed, each stage in its way. */
public final class StagePublisher {
  private final ReleaseStore store;
  private final Artefacts artefacts;
  private final Optional<StageOffers> offers;

  /**
   * A publisher.
   *
   * @param offers what stages get by transfer; empty if none does
   */
  public StagePublisher(ReleaseStore store, Artefacts artefacts, Optional<StageOffers> offers) {
    this.store = store;
    this.artefacts = artefacts;
    this.offers = offers;
  }

  /**
   * Publishes; to do it again does no harm.
   *
   * @param release judged; nothing but what was judged is published
   * @throws NotPublishedException saying what failed
   */
  public void publish(StageSettings stage, Release release)
      throws NotPublishedException, InterruptedException {
    if (stage.publication() instanceof Publication.ByFile byFile) {
      FilePublication.publish(
          stage.name(),
          byFile,
          release,
          artefacts.path(release.artefact()),
          store.papers().attestation(release));
    } else {
      offers
          .orElseThrow(
              () -> new IllegalStateException("stage " + stage.name() + " has no transfer server"))
          .publish(stage, release);
    }
  }
}
