package io.zonegate.publish;

import io.zonegate.file.IoReason;
import io.zonegate.file.Turn;
import io.zonegate.policy.Publication;
import io.zonegate.process.Execution;
import io.zonegate.release.Release;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives the servers of a stage a zone as a file: replaces it and tells them. */
final class FilePublication {
  private FilePublication() {}

  /**
   * Publishes; to do it again does no harm.
   *
   * @param stage its name
   * @param artefact the judged file
   * @param attestation put beside the file, before the file itself; empty for none
   * @throws NotPublishedException saying what failed
   */
  static void publish(
      String stage,
      Publication.ByFile way,
      Release release,
      Path artefact,
      Optional<String> attestation)
      throws NotPublishedException, InterruptedException {
    LiveFile live = new LiveFile(way.file());
    String sha256 = release.artefact();
    String failed = "stage " + stage + ", " + live.path();
    try (Turn turn = live.take()) {
      if (attestation.isPresent()) {
        Attestations.put(live.path(), sha256, attestation.get());
      }
      live.replace(turn, artefact, sha256);
    } catch (LiveFile.RefusedException | LiveFile.NotDurableException e) {
      throw new NotPublishedException(failed + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new NotPublishedException(failed + ": " + IoReason.of(e), e);
    }
    tell(stage, way, release);
  }

  private static void tell(String stage, Publication.ByFile way, Release release)
      throws NotPublishedException, InterruptedException {
    List<String> command =
        way.command().isEmpty() ? way.reload().command(release.zone()) : way.command();
    if (command.isEmpty()) {
      return;
    }
    String failed = "stage " + stage + ", " + String.join(" ", command);
    Map<String, String> variables =
        Map.of(
            "ZONEGATE_ZONE", release.zone(),
            "ZONEGATE_SERIAL", Long.toString(release.facts().serial()),
            "ZONEGATE_FILE", way.file().toAbsolutePath().toString(),
            "ZONEGATE_STAGE", stage);
    Path folder = Optional.ofNullable(way.file().toAbsolutePath().getParent()).orElseThrow();
    try {
      long end = System.nanoTime() + way.timeout().toNanos();
      Execution run = Execution.run(command, folder, all -> all.putAll(variables), end);
      if (run.exit().isEmpty()) {
        throw new NotPublishedException(
            failed + " did not end within " + way.timeout().toSeconds() + " s" + said(run));
      }
      if (run.exit().get() != 0) {
        throw new NotPublishedException(failed + " ended with " + run.exit().get() + said(run));
      }
    } catch (IOException e) {
      throw new NotPublishedException(failed + " cannot be started: " + IoReason.of(e), e);
    }
  }

  private static String said(Execution run) {
    return run.lines().isEmpty() ? "" : ": " + String.join(" | ", run.lines());
  }
}
