package io.zonegate.cli;

import io.zonegate.file.DurableFile;
import io.zonegate.file.IoReason;
import io.zonegate.verifier.check.Inputs;
import io.zonegate.verifier.history.History;
import io.zonegate.verifier.history.HistoryFile;
import io.zonegate.verifier.history.SeenDs;
import io.zonegate.verifier.history.SignerSurvey;
import io.zonegate.verifier.history.ZoneEvent;
import io.zonegate.verifier.history.ZoneState;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** What commands that release a zone have to do with the history. */
final class ReleaseHistory {
  private final HistoryFile file;
  private final Zone zone;
  private final ZoneState state;
  private final Optional<SeenDs> parent;

  private ReleaseHistory(HistoryFile file, Zone zone, ZoneState state, Optional<SeenDs> parent) {
    this.file = file;
    this.zone = zone;
    this.state = state;
    this.parent = parent;
  }

  /**
   * Prepares the event, so that nothing but the writing can fail after the publication; empty if no
   * history is kept.
   */
  static Optional<ReleaseHistory> of(JudgementOptions options, Inputs inputs)
      throws CommandException {
    Zone zone = inputs.zone();
    Optional<Path> folder = options.history();
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ReleaseHistory(
              new HistoryFile(folder.get(), zone.apex()),
              zone,
              ZoneState.of(zone),
              parent(options, inputs)));
    } catch (ZoneReadException | SignerSurvey.TooManySetsException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, "not published, it could not be recorded: " + e.getMessage(), e);
    }
  }

  /** What the parent's servers answered, or what the file of its DS records has. */
  private static Optional<SeenDs> parent(JudgementOptions options, Inputs inputs)
      throws ZoneReadException, CommandException {
    if (inputs.parent() instanceof ParentTrust.Insecure) {
      return Optional.of(SeenDs.NONE);
    }
    if (inputs.parent() instanceof ParentTrust.Known known && known.seen().isPresent()) {
      return Optional.of(new SeenDs(known.records(), known.seen().get().ttl()));
    }
    Optional<Path> ds = options.dsFile();
    return ds.isPresent()
        ? Optional.of(SeenDs.read(ds.get(), inputs.zone().apex()))
        : Optional.empty();
  }

  /**
   * Refuses to go on if the live file is not the last release of the history: then a release was
   * not recorded, by a crash or by another hand, and the waits of rollovers rest on the wrong zone.
   */
  void demandLastRelease(Path live) throws CommandException {
    if (!Files.exists(live) || !(file.read() instanceof History.Known known)) {
      return;
    }
    Optional<ZoneEvent> release = known.last(ZoneEvent.Kind.RELEASED);
    if (release.isEmpty()) {
      return;
    }
    String last = release.get().sha256();
    String found = sha256(live);
    if (!found.equals(last)) {
      throw new CommandException(
          ExitCode.UNDECIDED,
          "not published: "
              + live
              + " has SHA-256 "
              + found
              + ", the last release in "
              + file.path()
              + " has "
              + last
              + "; record what is live first: zonegate history record --released "
              + live);
    }
  }

  /** A release that the history does not know; the message says why. */
  static final class NotRecordedException extends Exception {
    private static final long serialVersionUID = 1L;

    NotRecordedException(String message, Exception cause) {
      super(message, cause);
    }
  }

  /** Records the release and says so. */
  String record(Invocation invocation) throws CommandException, NotRecordedException {
    Instant time =
        invocation.value("at") != null ? invocation.now() : invocation.console().clock().get();
    ZoneEvent event =
        new ZoneEvent(ZoneEvent.Kind.RELEASED, time, state, zone.digest().sha256(), parent);
    try {
      return "recorded in " + file.path() + " (head " + file.append(event) + ")";
    } catch (HistoryFile.RefusedException e) {
      throw new NotRecordedException(e.getMessage(), e);
    } catch (IOException e) {
      throw new NotRecordedException(file.path() + " cannot be written: " + IoReason.of(e), e);
    }
  }

  /** Records a release that is published already, and says so. */
  String released(Invocation invocation, Path live) throws CommandException {
    try {
      return record(invocation);
    } catch (NotRecordedException e) {
      throw new CommandException(
          ExitCode.UNDECIDED,
          live
              + " IS PUBLISHED, but the history does not know it: "
              + e.getMessage()
              + "; mend that, then: zonegate history record --released "
              + live,
          e);
    }
  }

  private static String sha256(Path live) throws CommandException {
    try {
      return DurableFile.digest(live);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, live + " cannot be read: " + IoReason.of(e), e);
    }
  }
}
