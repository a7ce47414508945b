package io.zonegate.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.file.DurableFile;
import io.zonegate.policy.GateSettings;
import io.zonegate.policy.Publication;
import io.zonegate.policy.Reload;
import io.zonegate.policy.StageSettings;
import io.zonegate.policy.SupersedeRule;
import io.zonegate.policy.UpkeepSettings;
import io.zonegate.policy.WaySettings;
import io.zonegate.probe.ProbeOutcome;
import io.zonegate.probe.ServerProbe;
import io.zonegate.publish.StagePublisher;
import io.zonegate.release.Artefacts;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.release.ReleaseStore;
import io.zonegate.release.ZoneFacts;
import io.zonegate.verifier.parent.ServerAddress;
import io.zonegate.verifier.verdict.Decision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A gate with two stages whose zones are lines of text, {@code PASS 5}: verdict and serial. More
 * words may follow: {@code of=CONTENT}, {@code until=TIME} for the first signature's end, and
 * {@code by=CHECK,CHECK} for what the verdict rests on. Servers serve at once what their file has,
 * unless a test says otherwise.
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
  Attestor attestor = (passed, at) -> Optional.empty();
  private ContentSigner signer;
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
            List.of(),
            Optional.empty(),
            WaySettings.DEFAULT,
            List.of(stage("one", List.of(), false), stage("two", List.of(), false)),
            UpkeepSettings.DEFAULT);
    open();
  }

  StageSettings stage(String name, List<String> command, boolean approval) {
    return new StageSettings(
        name,
        new Publication.ByFile(
            folder.resolve(name).resolve("zone"), Reload.NONE, command, Duration.ofSeconds(10)),
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
            folder,
            Optional.empty(),
            supersede,
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            settings.ways(),
            List.of(stages),
            UpkeepSettings.DEFAULT);
    restart();
  }

  void settings(WaySettings ways) {
    settings =
        new GateSettings(
            folder,
            Optional.empty(),
            settings.supersede(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            ways,
            settings.stages(),
            UpkeepSettings.DEFAULT);
    restart();
  }

  /** From now on ways back are signed, with signatures that live so long. */
  void signsFor(Duration life) {
    signsBy(
        (unsigned, previous, signed, at) -> {
          String[] words = read(unsigned).split(" ", 3);
          assertThat(words[0]).isEqualTo("UNSIGNED");
          String serial = Long.toString(Long.parseLong(words[1]) + 1);
          write(signed, "PASS " + serial + " " + words[2] + " until=" + at.plus(life));
        });
  }

  /** From now on the tokens are away. */
  void signsNoMore() {
    signsBy(
        (unsigned, previous, signed, at) -> {
          throw new ContentSigner.NotSignedException("the tokens are away", new IOException());
        });
  }

  void signsBy(ContentSigner other) {
    signer = other;
    restart();
  }

  /** The content of a zone is the word after {@code of=}. */
  private static void content(
      Path signed, String zone, long serial, boolean keepRequests, Path unsigned) {
    write(unsigned, "UNSIGNED " + serial + " of=" + word(read(signed), "of="));
  }

  private static String word(String text, String beginning) {
    return Arrays.stream(text.split(" "))
        .filter(w -> w.startsWith(beginning))
        .map(w -> w.substring(beginning.length()))
        .findFirst()
        .orElse("");
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void open() {
    store = ReleaseStore.open(folder);
    artefacts = new Artefacts(folder);
    rollout = rollout(GateBench::judge, this::note);
  }

  Rollout rollout(CandidateJudge judge, ReleaseLedger ledger) {
    return new Rollout(
        new Rollout.Parts(
            ZONE,
            settings,
            store,
            artefacts,
            judge,
            attestor,
            new StagePublisher(store, artefacts, Optional.empty()),
            watcher(),
            ledger,
            Optional.ofNullable(signer),
            GateBench::content,
            () -> clock.get()));
  }

  /** As after a crash or an end: nothing but files is left. */
  void restart() {
    store.close();
    open();
  }

  /** From now on the clock is asked here. */
  private void clock(Supplier<Instant> other) {
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

  /** Submits, drives, and demands that it is live. */
  Release live(String text) throws Exception {
    Release release = submit(text);
    drive();
    assertState(release, ReleaseState.LIVE);
    return release;
  }

  void assertState(Release release, ReleaseState state) {
    Release now = release(release);
    assertThat(now.state()).as(now.standing().reason()).isEqualTo(state);
  }

  /** Steps until the release is in this state, with the clock standing still. */
  void until(Release release, ReleaseState state) throws InterruptedException {
    for (int i = 0; i < 20 && release(release).state() != state; i++) {
      step();
    }
    assertState(release, state);
  }

  /** From now on the gate dies at this look at the clock, from 0 and counted from now. */
  boolean[] diesAt(int moment) {
    int[] looks = {0};
    boolean[] died = {false};
    clock(
        () -> {
          if (looks[0]++ == moment) {
            died[0] = true;
            throw new Death();
          }
          return now;
        });
    return died;
  }

  /** What {@link #diesAt} dies of. */
  static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** After it has died. */
  void revive() {
    clock(() -> now);
    restart();
    pass(SECOND);
  }

  Release release(Release release) {
    return store.release(release.id()).orElseThrow();
  }

  String say(Word word, String reason) throws Exception {
    return new Decisions(ZONE, store).say(word, "operator", reason, now);
  }

  Rollbacks rollbacks() {
    return new Rollbacks(ZONE, settings, store);
  }

  Overrides overrides() {
    return new Overrides(ZONE, settings.ways(), store);
  }

  static CandidateJudge.Judged judge(Path candidate, Basis basis) {
    String text = read(candidate);
    String[] words = text.split(" ");
    List<String> failed = new ArrayList<>();
    Arrays.stream(word(text, "by=").split(",")).filter(w -> !w.isEmpty()).forEach(failed::add);
    boolean letPass = failed.removeAll(basis.letPass().keySet()) && failed.isEmpty();
    Decision decision = letPass ? Decision.PASS : Decision.valueOf(words[0]);
    String until = word(text, "until=");
    StringBuilder report = new StringBuilder("{\"results\":[");
    for (String check : failed) {
      report.append(report.toString().endsWith("[") ? "" : ",");
      report.append("{\"check\":\"" + check + "\",\"outcome\":\"FINDINGS\",\"blocks\":2}");
    }
    try {
      return new CandidateJudge.Judged(
          decision,
          DurableFile.digest(candidate),
          new ZoneFacts(
              Long.parseLong(words[1]),
              "",
              List.of(),
              until.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(until)),
              ""),
          decision + " as it says",
          failed.isEmpty() ? "{}" : report + "]}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
      Path file = ((Publication.ByFile) stage.publication()).file();
      boolean served = Files.exists(file) && DurableFile.digest(file).equals(release.artefact());
      return Map.of(
          stage.name() + "-server",
          new ServerProbe.Result(served ? ProbeOutcome.GOOD : ProbeOutcome.WRONG, "its file"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
