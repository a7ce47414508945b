package io.zonegate.cli;

import io.zonegate.alarm.Heartbeat;
import io.zonegate.alarm.Notifier;
import io.zonegate.alarm.ReceiverState;
import io.zonegate.alarm.ZoneWatch;
import io.zonegate.file.IoReason;
import io.zonegate.metrics.GateMetrics;
import io.zonegate.metrics.MetricsEndpoint;
import io.zonegate.metrics.MetricsText;
import io.zonegate.policy.AlarmSettings;
import io.zonegate.policy.MetricsSettings;
import io.zonegate.release.ReleaseStore;
import io.zonegate.report.ReportFile;
import io.zonegate.rollout.Retention;
import io.zonegate.verifier.parent.ServerAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What the daemon does besides driving releases, in threads of its own so that no release waits for
 * it: watches live zones get old, tells receivers, measures, tidies. What fails is said and tried
 * again.
 */
final class Upkeep implements AutoCloseable {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration WATCH_EVERY = Duration.ofSeconds(5);
  private static final Duration TIDY_EVERY = Duration.ofMinutes(10);

  private static final long END_SECONDS = 5;

  /** Receivers that do not answer keep a thread for their timeout. */
  private static final int MOST_THREADS = 8;

  private final Invocation invocation;
  private final List<ZoneDriver> drivers;
  private final List<ZoneWatch> watches = new ArrayList<>();
  private final List<Retention> retentions = new ArrayList<>();
  private final List<Notifier.Way> ways = new ArrayList<>();
  private final Map<URI, List<OpenGate>> heartbeats = new LinkedHashMap<>();
  private final Map<URI, Duration> heartbeatTimes = new HashMap<>();
  private final Map<Path, GateMetrics> files = new LinkedHashMap<>();
  private final Map<Path, Duration> fileTimes = new HashMap<>();
  private final Map<ServerAddress, GateMetrics> listeners = new LinkedHashMap<>();
  private final List<MetricsEndpoint> endpoints = new ArrayList<>();

  /** What was complained of last, by task, so that it is not said every second. */
  private final Map<String, String> complaints = new ConcurrentHashMap<>();

  private Optional<ScheduledThreadPoolExecutor> pool = Optional.empty();

  Upkeep(Invocation invocation, List<OpenGate> gates, List<ZoneDriver> drivers) {
    this.invocation = invocation;
    this.drivers = List.copyOf(drivers);
    Map<ReleaseStore, Notifier> notifiers = new LinkedHashMap<>();
    Map<ReleaseStore, Path> folders = new HashMap<>();
    for (OpenGate gate : gates) {
      retentions.add(
          new Retention(
              gate.zone(),
              gate.settings().stages().size(),
              gate.settings().upkeep().retention(),
              gate.store(),
              gate.artefacts()));
      watches.add(new ZoneWatch(gate.zone(), gate.settings().upkeep().expiry(), gate.store()));
      notifiers
          .computeIfAbsent(
              gate.store(),
              store -> new Notifier(store, () -> OpenGate.now(invocation), Program.hostname()))
          .add(gate.zone(), gate.settings());
      folders.putIfAbsent(gate.store(), gate.settings().folder());
      heartbeat(gate);
      metrics(gate);
    }
    notifiers.forEach((store, notifier) -> ways.addAll(notifier.ways(folders.get(store))));
  }

  private void heartbeat(OpenGate gate) {
    AlarmSettings alarm = gate.settings().upkeep().alarm();
    alarm
        .heartbeat()
        .ifPresent(
            url -> {
              heartbeats.computeIfAbsent(url, u -> new ArrayList<>()).add(gate);
              heartbeatTimes.merge(url, alarm.heartbeatEvery(), Upkeep::shorter);
            });
  }

  private void metrics(OpenGate gate) {
    MetricsSettings metrics = gate.settings().upkeep().metrics();
    metrics
        .file()
        .ifPresent(
            file -> {
              files
                  .computeIfAbsent(file, f -> measured())
                  .add(gate.zone(), gate.settings(), gate.store());
              fileTimes.merge(file, metrics.every(), Upkeep::shorter);
            });
    metrics
        .listen()
        .ifPresent(
            address ->
                listeners
                    .computeIfAbsent(address, a -> measured())
                    .add(gate.zone(), gate.settings(), gate.store()));
  }

  private GateMetrics measured() {
    return new GateMetrics(() -> OpenGate.now(invocation));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /**
   * Begins with it.
   *
   * @throws CommandException if an address for metrics cannot be listened at
   */
  void begin() throws CommandException {
    for (Map.Entry<ServerAddress, GateMetrics> listener : listeners.entrySet()) {
      try {
        endpoints.add(MetricsEndpoint.open(listener.getKey(), listener.getValue()));
      } catch (IOException e) {
        throw new CommandException(
            ExitCode.UNDECIDED,
            "[gate.metrics] listen = " + listener.getKey() + ": " + IoReason.of(e),
            e);
      }
    }
    int threads = Math.min(MOST_THREADS, 2 + ways.size() + heartbeats.size());
    ScheduledThreadPoolExecutor begun = new ScheduledThreadPoolExecutor(threads);
    pool = Optional.of(begun);
    every(begun, WATCH_EVERY, "watch", this::watch);
    every(begun, TIDY_EVERY, "retention", this::tidy);
    for (Notifier.Way way : ways) {
      every(begun, SECOND, "receiver " + way.name(), way::look);
    }
    heartbeats.forEach(
        (url, gates) -> {
          Heartbeat heartbeat = new Heartbeat(url);
          every(begun, heartbeatTimes.get(url), "heartbeat", () -> beat(heartbeat, gates));
        });
    files.forEach(
        (file, metrics) ->
            every(begun, fileTimes.get(file), "metrics " + file, () -> write(file, metrics)));
  }

  /** Does once what a daemon does all the time, for one that ends at once. */
  void once() {
    guarded("watch", this::watch);
    guarded("retention", this::tidy);
    ways.forEach(way -> guarded("receiver " + way.name(), way::look));
    files.forEach((file, metrics) -> guarded("metrics " + file, () -> write(file, metrics)));
  }

  /** Something that is done again and again. */
  @FunctionalInterface
  private interface Task {
    void run() throws InterruptedException, IOException;
  }

  private void every(ScheduledThreadPoolExecutor begun, Duration time, String name, Task task) {
    // It ends with the pool, and what fails in it is said there.
    Future<?> unused =
        begun.scheduleWithFixedDelay(
            () -> guarded(name, task), 0, time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whatever fails here must neither end this nor keep anything else. */
  private void guarded(String name, Task task) {
    try {
      task.run();
      complaints.remove(name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      complain(name, IoReason.of(e));
    } catch (RuntimeException | Error e) {
      complain(name, e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private void complain(String name, String text) {
    if (!text.equals(complaints.put(name, text))) {
      invocation.console().err().println("zonegate: " + name + ": " + text + "; tried again");
    }
  }

  private void watch() {
    watches.forEach(watch -> watch.look(OpenGate.now(invocation)));
  }

  private void tidy() throws IOException {
    Optional<IOException> failure = Optional.empty();
    for (Retention retention : retentions) {
      try {
        retention.tidy(OpenGate.now(invocation));
      } catch (IOException e) {
        failure = Optional.of(e);
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  /** Is silent also if people would not hear of what goes wrong: then its silence tells them. */
  private void beat(Heartbeat heartbeat, List<OpenGate> gates)
      throws InterruptedException, IOException {
    for (OpenGate gate : gates) {
      for (ReceiverState receiver : gate.alarms(OpenGate.now(invocation)).receivers()) {
        if (receiver.trouble().isPresent()) {
          throw new IOException(
              "withheld, receiver " + receiver.name() + ": " + receiver.trouble().get());
        }
      }
    }
    for (ZoneDriver driver : drivers) {
      if (driver.isFailing()) {
        throw new IOException("withheld, a zone cannot be driven");
      }
    }
    Optional<String> failure = heartbeat.beat();
    if (failure.isPresent()) {
      throw new IOException(failure.get());
    }
  }

  private static void write(Path file, GateMetrics metrics) throws IOException {
    ReportFile.write(file, out -> MetricsText.write(metrics.collect(), out));
  }

  @Override
  public void close() {
    endpoints.forEach(MetricsEndpoint::close);
    if (pool.isPresent()) {
      pool.get().shutdownNow();
      try {
        // What is being sent is sent again by the next process, if this one could not note it.
        pool.get().awaitTermination(END_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
