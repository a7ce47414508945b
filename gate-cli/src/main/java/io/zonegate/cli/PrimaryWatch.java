package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.intake.Intake;
import io.zonegate.policy.PrimarySettings;
import io.zonegate.release.StoreException;
import io.zonegate.transfer.NotifyListener;
import io.zonegate.transfer.PrimaryServer;
import io.zonegate.transfer.TransferException;
import io.zonegate.transfer.TransferUrl;
import io.zonegate.transfer.TsigKey;
import io.zonegate.transfer.TsigKeyFile;
import io.zonegate.verifier.zone.ZoneReadException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Asks a zone's primary server when it says that there is something, and now and then. */
final class PrimaryWatch {
  /** A zone that comes whole takes memory; so many may come at a time, of all zones together. */
  private static final Semaphore AT_ONCE = new Semaphore(8);

  /** After a failure, where it is not asked more often anyway. */
  private static final Duration RETRY = Duration.ofMinutes(1);

  /** What an SOA record's refresh can make of it. */
  private static final Duration LEAST = Duration.ofSeconds(10);

  private static final Duration MOST = Duration.ofDays(1);

  private final Invocation invocation;
  private final OpenGate gate;
  private final PrimarySettings settings;
  private final Optional<TsigKey> key;
  private final Intake intake;
  private final AtomicBoolean heard = new AtomicBoolean(true);
  private long next = System.nanoTime();
  private String complaint = "";

  private PrimaryWatch(
      Invocation invocation, OpenGate gate, PrimarySettings settings, Optional<TsigKey> key) {
    this.invocation = invocation;
    this.gate = gate;
    this.settings = settings;
    this.key = key;
    PrimaryServer primary =
        new PrimaryServer(
            new TransferUrl(settings.server(), gate.zone()),
            key,
            invocation.console().clock(),
            settings.deadline(),
            settings.mostOctets());
    String folder = URLEncoder.encode(gate.zone(), StandardCharsets.UTF_8) + "in";
    this.intake =
        new Intake(
            gate.zone(),
            primary,
            gate.store(),
            gate.artefacts(),
            gate.settings().folder().resolve("transfer").resolve(folder),
            () -> OpenGate.now(invocation));
  }

  /** The watch of a gate; empty if its policy names no primary. */
  static Optional<PrimaryWatch> of(Invocation invocation, OpenGate gate) throws TransferException {
    Optional<PrimarySettings> primary = gate.settings().primary();
    if (primary.isEmpty()) {
      return Optional.empty();
    }
    Optional<TsigKey> key = Optional.empty();
    if (primary.get().tsig().isPresent()) {
      key = Optional.of(TsigKeyFile.readOne(primary.get().tsig().get()));
    }
    return Optional.of(new PrimaryWatch(invocation, gate, primary.get(), key));
  }

  /** Whose NOTIFY is taken; empty if nothing is known of where it would come from. */
  Optional<NotifyListener> listener() {
    return settings.notifyFrom().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new NotifyListener(gate.zone(), key, settings.notifyFrom(), () -> heard.set(true)));
  }

  /**
   * Asks if it is time to. Whatever goes wrong is said and tried again later.
   *
   * @return false if it is time to, and too many other zones are being taken in
   */
  boolean look() {
    if (!heard.get() && System.nanoTime() - next < 0) {
      return true;
    }
    if (!AT_ONCE.tryAcquire()) {
      return false;
    }
    try {
      heard.set(false);
      ask();
      return true;
    } finally {
      AT_ONCE.release();
    }
  }

  private void ask() {
    Duration wait = settings.poll().filter(p -> p.compareTo(RETRY) < 0).orElse(RETRY);
    try {
      Intake.Outcome outcome = intake.ask();
      wait = settings.poll().orElse(bounded(outcome.version().refresh()));
      if (outcome.submitted().isPresent()) {
        say(outcome.submitted().get() + " by " + outcome.how());
      } else {
        complain(outcome.how());
      }
    } catch (ZoneReadException | TransferException | StoreException e) {
      complain(e.getMessage());
    } catch (IOException e) {
      complain(IoReason.of(e));
    } catch (RuntimeException | OutOfMemoryError e) {
      complain("this should not have happened, please report it: " + e);
    }
    next = System.nanoTime() + wait.toNanos();
  }

  private static Duration bounded(long seconds) {
    Duration wait = Duration.ofSeconds(seconds);
    return wait.compareTo(LEAST) < 0 ? LEAST : wait.compareTo(MOST) > 0 ? MOST : wait;
  }

  private void say(String text) {
    complaint = "";
    if (!invocation.has("quiet")) {
      invocation.console().out().println("primary " + settings.server() + ": " + text);
    }
  }

  /** What is wrong is said once, and once more after it was otherwise. */
  private void complain(String text) {
    if (!text.isEmpty() && !text.equals(complaint)) {
      invocation
          .console()
          .err()
          .println(
              "zonegate: " + gate.zone() + " primary server " + settings.server() + ": " + text);
    }
    complaint = text;
  }
}
