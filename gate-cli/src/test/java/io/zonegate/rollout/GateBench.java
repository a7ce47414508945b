package io.zonegate.rollout;

import io.zonegate.policy.GateSettings;
import io.zonegate.policy.Reload;
import io.zonegate.policy.StageSettings;
import io.zonegate.policy.SupersedeRule;
import io.zonegate.probe.ProbeOutcome;
import io.zonegate.probe.ServerProbe;
import io.zonegate.release.Artefacts;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseStore;
import io.zonegate.release.ZoneFacts;
import io.zonegate.verifier.parent.ServerAddress;
import io.zonegate.verifier.verdict.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A gate with two stages whose zones are lines of text, {@code PASS 5}: verdict and serial. Servers
 * serve at once what their file has, unless a test says otherwise.
 */
final class GateBench implements AutoCloseable {
  static final String ZONE = "zone.example.";
  static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

  /** Both stages probe every second, must be good twice, and soak for ten seconds of a minute. */
  private static final Duration SECOND = Duration.ofSeconds(1);

  final Path folder;
  final List<Path> files = new ArrayList<>();
  final Map<String, ServerProbe.Result> answers = new HashMap<>();
  final Map<String, ProbeOutcome> transfers = new HashMap<>();
  final List<String> noted = new ArrayList<>();
  GateSettings settings;
  ReleaseStore store;
  Artefacts artefacts;
  Instant now = START;
  Attestor attestor = (release, at) -> Optional.empty();
  private Supplier<Instant> clock = () -> now;
  private Rollout rollout;

  GateBench(Path folder) throws IOException {
    this.folder = folder;
    for (String name : List.of("one", "two")) {
      files.add(Files.createDirectories(folder.resolve(name)).resolve("zone"));
    }
    settings =
        new GateSettings(
            folder,
            Optional.empty(),
            SupersedeRule.UNPUBLISHED,
            Optional.empty(),
            List.of(),
            List.of(stage("one", List.of(), false), stage("two", List.of(), false)));
    open();
  }

  StageSettings stage(String name, List<String> command, boolean approval) {
    return new StageSettings(
        name,
        folder.resolve(name).resolve("zone"),
        Reload.NONE,
        command,
        Duration.ofSeconds(10),
        List.of(
            ServerAddress.parse("192.0.2.1:" + (name.equals("one") ? 1001 : 1002)).orElseThrow()),
        SECOND,
        2,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        true,
        Optional.empty(),
        approval);
  }

  void settings(SupersedeRule supersede, StageSettings... stages) {
    settings =
        new GateSettings(
            folder, Optional.empty(), supersede, Optional.empty(), List.of(), List.of(stages));
    restart();
  }

  private void open() {
    store = ReleaseStore.open(folder);
    artefacts = new Artefacts(folder);
    rollout = rollout(GateBench::judge, this::note);
  }

  Rollout rollout(CandidateJudge judge, ReleaseLedger ledger) {
    return new Rollout(
        ZONE, settings, store, artefacts, judge, attestor, watcher(), ledger, () -> clock.get());
  }

  /** As after a crash or an end: nothing but files is left. */
  void restart() {
    store.close();
    open();
  }

  /** From now on the clock is asked here. */
  void clock(Supplier<Instant> other) {
    clock = other;
  }

  void use(CandidateJudge judge, ReleaseLedger ledger) {
    rollout = rollout(judge, ledger);
  }

  Release submit(String text) throws IOException {
    Path candidate = Files.writeString(folder.resolve("candidate"), text);
    Artefacts.Kept kept = artefacts.keep(candidate);
    return store.submit(ZONE, kept.sha256(), kept.octets(), "somebody", now);
  }

  Optional<Duration> step() throws InterruptedException {
    return rollout.step();
  }

  /** Drives until nothing more is to be done, letting the clock run where the gate waits. */
  void drive() throws InterruptedException {
    for (int i = 0; i < 500; i++) {
      Optional<Duration> wait = step();
      if (wait.isEmpty()) {
        return;
      }
      pass(wait.get());
    }
    throw new AssertionError("the gate does not come to rest");
  }

  /** Lets time pass, for the gate's monotonic clock too. */
  void pass(Duration time) {
    if (!time.isZero()) {
      now = now.plus(time);
      // The gate asks again after an interval by the process's own clock; a new one asks at once.
      rollout = rollout(GateBench::judge, this::note);
    }
  }

  Release release(Release release) {
    return store.release(release.id()).orElseThrow();
  }

  String say(Word word, String reason) throws Exception {
    return new Decisions(ZONE, store).say(word, "operator", reason, now);
  }

  static CandidateJudge.Judged judge(Path candidate, Optional<Path> live) {
    try {
      String[] words = Files.readString(candidate).split(" ");
      return new CandidateJudge.Judged(
          Decision.valueOf(words[0]),
          io.zonegate.file.DurableFile.digest(candidate),
          new ZoneFacts(Long.parseLong(words[1]), "", List.of(), Optional.empty(), ""),
          words[0] + " as it says",
          "{}");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  void note(Release release, Path artefact, Instant at) {
    String line = release.id() + " " + release.artefact();
    if (noted.isEmpty() || !noted.get(noted.size() - 1).equals(line)) {
      noted.add(line);
    }
  }

  private StageWatcher watcher() {
    return new StageWatcher() {
      @Override
      public Map<String, ServerProbe.Result> ask(StageSettings stage, Release release) {
        return answer(stage, release);
      }

      @Override
      public Map<String, ServerProbe.Result> compare(StageSettings stage, Release release) {
        ProbeOutcome outcome = transfers.getOrDefault(stage.name(), ProbeOutcome.GOOD);
        return Map.of(stage.name() + "-server", new ServerProbe.Result(outcome, "by transfer"));
      }
    };
  }

  private Map<String, ServerProbe.Result> answer(StageSettings stage, Release release) {
    ServerProbe.Result set = answers.get(stage.name());
    if (set != null) {
      return Map.of(stage.name() + "-server", set);
    }
    try {
      boolean served =
          Files.exists(stage.file())
              && io.zonegate.file.DurableFile.digest(stage.file()).equals(release.artefact());
      return Map.of(
          stage.name() + "-server",
          new ServerProbe.Result(served ? ProbeOutcome.GOOD : ProbeOutcome.WRONG, "its file"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
