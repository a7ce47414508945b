package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.release.Release;
import io.zonegate.rollout.ReleaseLedger;
import io.zonegate.verifier.history.History;
import io.zonegate.verifier.history.HistoryFile;
import io.zonegate.verifier.history.SeenDs;
import io.zonegate.verifier.history.SignerSurvey;
import io.zonegate.verifier.history.ZoneEvent;
import io.zonegate.verifier.history.ZoneState;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import io.zonegate.verifier.zone.ZoneSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Notes in the zone's history what the gate made live; nothing if no history is kept. */
final class HistoryLedger implements ReleaseLedger {
  private final Optional<Path> folder;
  private final Optional<Path> ds;

  HistoryLedger(Invocation invocation, OpenGate gate) throws CommandException {
    JudgementOptions options = new JudgementOptions(invocation, gate.policy());
    this.folder = options.history();
    this.ds = options.dsFile();
  }

  @Override
  public void live(Release release, Path artefact, Instant now) throws NotNotedException {
    if (folder.isEmpty()) {
      return;
    }
    byte[] apex = NameText.wire(release.zone());
    HistoryFile file = new HistoryFile(folder.get(), apex);
    try {
      if (lastRelease(file).filter(release.artefact()::equals).isPresent()) {
        return;
      }
      Zone zone = ZoneSource.readAlone(artefact, apex);
      Optional<SeenDs> parent =
          ds.isPresent() ? Optional.of(SeenDs.read(ds.get(), apex)) : Optional.empty();
      Files.createDirectories(folder.get());
      file.append(
          new ZoneEvent(
              ZoneEvent.Kind.RELEASED, now, ZoneState.of(zone), release.artefact(), parent));
    } catch (ZoneReadException
        | SignerSurvey.TooManySetsException
        | HistoryFile.RefusedException e) {
      throw new NotNotedException(e.getMessage(), e);
    } catch (IOException e) {
      throw new NotNotedException(file.path() + ": " + IoReason.of(e), e);
    }
  }

  private static Optional<String> lastRelease(HistoryFile file) {
    // If it cannot be read, appending will say what is wrong with it.
    return file.read() instanceof History.Known known
        ? known.last(ZoneEvent.Kind.RELEASED).map(ZoneEvent::sha256)
        : Optional.empty();
  }
}
