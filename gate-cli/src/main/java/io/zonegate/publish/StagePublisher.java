package io.zonegate.publish;

import io.zonegate.file.IoReason;
import io.zonegate.file.Turn;
import io.zonegate.policy.StageSettings;
import io.zonegate.process.Execution;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives the servers of a stage a zone: replaces their file and tells them. */
public final class StagePublisher {
  /** The servers of the stage may or may not have the zone; a person must look. */
  public static final class NotPublishedException extends Exception {
    private static final long serialVersionUID = 1L;

    NotPublishedException(String message) {
      super(message);
    }

    NotPublishedException(String message, Exception cause) {
      super(message, cause);
    }
  }

  private StagePublisher() {}

  /**
   * Publishes; to do it again does no harm.
   *
   * @param zone apex, absolute
   * @param serial its SOA serial
   * @param artefact the judged file
   * @param sha256 SHA-256 of the judged octets; no others are published
   * @param attestation put beside the file, before the file itself; empty for none
   * @throws NotPublishedException saying what failed
   */
  public static void publish(
      StageSettings stage,
      String zone,
      long serial,
      Path artefact,
      String sha256,
      Optional<String> attestation)
      throws NotPublishedException, InterruptedException {
    LiveFile live = new LiveFile(stage.file());
    String failed = "stage " + stage.name() + ", " + live.path();
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
    tell(stage, zone, serial);
  }

  private static void tell(StageSettings stage, String zone, long serial)
      throws NotPublishedException, InterruptedException {
    List<String> command =
        stage.command().isEmpty() ? stage.reload().command(zone) : stage.command();
    if (command.isEmpty()) {
      return;
    }
    String failed = "stage " + stage.name() + ", " + String.join(" ", command);
    Map<String, String> variables =
        Map.of(
            "ZONEGATE_ZONE", zone,
            "ZONEGATE_SERIAL", Long.toString(serial),
            "ZONEGATE_FILE", stage.file().toAbsolutePath().toString(),
            "ZONEGATE_STAGE", stage.name());
    Path folder = Optional.ofNullable(stage.file().toAbsolutePath().getParent()).orElseThrow();
    try {
      long end = System.nanoTime() + stage.timeout().toNanos();
      Execution run = Execution.run(command, folder, all -> all.putAll(variables), end);
      if (run.exit().isEmpty()) {
        throw new NotPublishedException(
            failed + " did not end within " + stage.timeout().toSeconds() + " s" + said(run));
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
