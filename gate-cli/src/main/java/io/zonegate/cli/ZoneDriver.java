package io.zonegate.cli;

import io.zonegate.policy.StageSettings;
import io.zonegate.probe.ProbeOutcome;
import io.zonegate.probe.ServerProbe;
import io.zonegate.probe.StageProbe;
import io.zonegate.probe.TransferProbe;
import io.zonegate.publish.NotPublishedException;
import io.zonegate.publish.StageOffers;
import io.zonegate.publish.StagePublisher;
import io.zonegate.release.LoggedEvent;
import io.zonegate.release.Release;
import io.zonegate.release.StoreException;
import io.zonegate.rollout.CandidateJudge;
import io.zonegate.rollout.Rollout;
import io.zonegate.rollout.StageWatcher;
import io.zonegate.rollout.UnsignedContent;
import io.zonegate.verifier.drill.Questionnaire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** Drives one zone again and again, and says on the console what happened. */
final class ZoneDriver {
  /** How long a new candidate or a person's word may go unnoticed. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** After a failure, as of a full disk. */
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

  private final Invocation invocation;
  private final OpenGate gate;
  private final Optional<DropFolder> drop;
  private final Optional<StageOffers> offers;
  private final Optional<PrimaryWatch> primary;
  private final Rollout rollout;
  private long told;
  private volatile boolean failed;

  /** Whether stages get what the store says, and when to try again where that failed. */
  private boolean offered;

  private long offerAgain = System.nanoTime();
  private long failedAt;

  ZoneDriver(
      Invocation invocation,
      OpenGate gate,
      Optional<StageOffers> offers,
      Optional<PrimaryWatch> primary)
      throws CommandException {
    this.invocation = invocation;
    this.gate = gate;
    this.offers = offers;
    this.primary = primary;
    this.told = gate.store().lastEvent();
    this.drop = gate.settings().drop().map(folder -> new DropFolder(folder, invocation, gate));
    PolicyJudge judge = new PolicyJudge(invocation, gate);
    judge.check();
    Name name = name(gate.zone());
    this.rollout =
        new Rollout(
            new Rollout.Parts(
                gate.zone(),
                gate.settings(),
                gate.store(),
                gate.artefacts(),
                judge,
                new KeyedAttestor(gate),
                new StagePublisher(gate.store(), gate.artefacts(), offers),
                watcher(name),
                new HistoryLedger(invocation, gate),
                PolicySigner.of(invocation, gate),
                UnsignedContent::write,
                () -> OpenGate.now(invocation)));
  }

  private StageWatcher watcher(Name zone) {
    Supplier<Instant> clock = invocation.console().clock();
    return new StageWatcher() {
      @Override
      public Map<String, ServerProbe.Result> ask(StageSettings stage, Release release)
          throws InterruptedException {
        Optional<Questionnaire> questions =
            gate.store().papers().questions(release).map(Questionnaire::parse);
        Map<String, ServerProbe.Result> results =
            StageProbe.ask(stage, zone, release.facts(), questions, clock.get());
        if (results.values().stream().anyMatch(r -> r.outcome() != ProbeOutcome.GOOD)) {
          offers.ifPresent(o -> o.remind(stage));
        }
        return results;
      }

      @Override
      public Map<String, ServerProbe.Result> compare(StageSettings stage, Release release) {
        return TransferProbe.ask(stage, release, clock);
      }
    };
  }

  private static Name name(String zone) {
    try {
      return Name.fromString(zone);
    } catch (TextParseException e) {
      throw new IllegalStateException("the policy's reader took it for a name", e);
    }
  }

  /**
   * Begins to drive.
   *
   * @param untilIdle whether to end when only a new candidate or a person brings more
   * @return ends when the driving does
   */
  Future<?> begin(ScheduledExecutorService pool, boolean untilIdle) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    ScheduledFuture<?> looks =
        pool.scheduleWithFixedDelay(
            () -> look(untilIdle, end), 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    Optional<ScheduledFuture<?>> asks =
        primary
            .filter(watch -> !untilIdle)
            .map(
                watch ->
                    pool.scheduleWithFixedDelay(
                        watch::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS));
    return end.whenComplete(
        (nothing, failure) -> {
          looks.cancel(false);
          asks.ifPresent(a -> a.cancel(false));
        });
  }

  private void look(boolean untilIdle, CompletableFuture<Void> end) {
    try {
      if (untilIdle && primary.isPresent() && !primary.get().look()) {
        return;
      }
      Optional<Duration> wait = Optional.of(Duration.ZERO);
      while (wait.filter(Duration::isZero).isPresent()) {
        wait = step();
      }
      if (wait.isEmpty() && untilIdle) {
        end.complete(null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end.complete(null);
    } catch (RuntimeException | Error e) {
      end.completeExceptionally(e);
    }
  }

  /**
   * One step. Whatever goes wrong in it is said and tried again later; nothing is published
   * meanwhile, and other zones are not kept.
   */
  private Optional<Duration> step() throws InterruptedException {
    if (System.nanoTime() - failedAt < AFTER_FAILURE.toNanos() && failed) {
      return Optional.of(LOOK_EVERY);
    }
    try {
      drop.ifPresent(DropFolder::take);
      offer();
      Optional<Duration> wait = rollout.step();
      tell();
      failed = false;
      return wait;
    } catch (CandidateJudge.BusyException e) {
      return Optional.of(LOOK_EVERY);
    } catch (StoreException e) {
      return failed(e.getMessage());
    } catch (RuntimeException | OutOfMemoryError e) {
      return failed("this should not have happened, please report it: " + e);
    }
  }

  /**
   * What stages get by transfer follows from the store, at the start and after whatever was done.
   * Where it cannot be given, probes still say so, and people may have a word.
   */
  private void offer() {
    if (offers.isEmpty() || offered || System.nanoTime() - offerAgain < 0) {
      return;
    }
    try {
      offers.get().restore();
      offered = true;
    } catch (NotPublishedException e) {
      say(e.getMessage());
      offerAgain = System.nanoTime() + AFTER_FAILURE.toNanos();
    }
  }

  private Optional<Duration> failed(String why) {
    failed = true;
    failedAt = System.nanoTime();
    say(why);
    return Optional.of(LOOK_EVERY);
  }

  private void say(String why) {
    invocation
        .console()
        .err()
        .println(
            "zonegate: "
                + gate.zone()
                + " "
                + why
                + "; tried again in "
                + AFTER_FAILURE.toSeconds()
                + " s");
  }

  private void tell() {
    List<LoggedEvent> events =
        gate.store().deliveries().after(gate.zone(), told, Integer.MAX_VALUE);
    for (LoggedEvent logged : events) {
      told = logged.sequence();
      offered = false;
      if (!invocation.has("quiet")) {
        invocation.console().out().println(GateHistoryCommand.line(logged));
      }
    }
  }

  /** Whether its last step failed. */
  boolean isFailing() {
    return failed;
  }
}
