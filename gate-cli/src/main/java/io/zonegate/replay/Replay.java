package io.zonegate.replay;

import io.zonegate.caching.CacheProof;
import io.zonegate.caching.Caches;
import io.zonegate.caching.Meeting;
import io.zonegate.caching.Validator;
import io.zonegate.file.IoReason;
import io.zonegate.process.Execution;
import io.zonegate.replay.Choice.Chosen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Replays combinations of what caches may hold, and compares what Unbound says with the proof. */
public final class Replay {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration VERSION_LIMIT = Duration.ofSeconds(5);

  /** A busy machine may be too slow for a query; what is bogus stays so. */
  private static final int TRIES = 2;

  private final Programs programs;
  private final Publications publications;
  private final Caches caches;
  private final CacheProof proof;
  private final Validator validator;
  private final Path folder;
  private final Map<Publications.ZoneEdition, Questions> questions = new HashMap<>();
  private int played;

  private Replay(
      Programs programs,
      Publications publications,
      Caches caches,
      CacheProof proof,
      Validator validator,
      Path folder) {
    this.programs = programs;
    this.caches = caches;
    this.proof = proof;
    this.publications = publications;
    this.validator = validator;
    this.folder = folder;
  }

  /**
   * Replays what a proof was about.
   *
   * @param validator by which it was proven
   * @param folder is made; whatever is left in it is for people
   * @param progress told what is done, a line each
   */
  public static Replays run(
      Programs programs,
      Publications publications,
      Caches caches,
      CacheProof proof,
      Validator validator,
      Path folder,
      Consumer<String> progress)
      throws IOException {
    if (publications.zone().equals(ParentZone.ORIGIN)) {
      return Replays.none(proof.combinations(), "the root has no parent that could be replayed");
    }
    Path place = Files.createDirectories(folder).toAbsolutePath();
    Choice choice = Choice.of(caches, proof, validator);
    progress.accept(
        "replaying %d of %d combinations with Unbound"
            .formatted(choice.meetings().size(), choice.of()));
    return new Replay(programs, publications, caches, proof, validator, place).run(choice);
  }

  private Replays run(Choice choice) {
    List<Replayed> replayed = new ArrayList<>();
    List<Walk> walks = new ArrayList<>();
    int leftOut = 0;
    String described = "";
    Optional<String> trouble = Optional.empty();
    long end = System.nanoTime() + LIMIT.toNanos();
    try (Stage stage = new Stage(programs, publications, caches.horizon(), folder)) {
      Equipment equipment = equipment(stage);
      Scene scene = new Scene(equipment, stage);
      for (Chosen chosen : choice.meetings()) {
        if (System.nanoTime() - end > 0) {
          trouble = Optional.of(unplayed(choice.meetings().size() - replayed.size() - leftOut));
          break;
        }
        List<Question> asked = questions(chosen.meeting());
        if (asked.isEmpty()) {
          leftOut++;
        } else {
          replayed.add(play(scene, chosen, asked));
          described = described.isEmpty() ? described(scene) : described;
        }
      }
      if (trouble.isEmpty()) {
        Walker walker = new Walker(equipment, stage, publications, caches, proof);
        walks.add(walker.walk(false, folder.resolve("walk-quickest"), end));
        walks.add(walker.walk(true, folder.resolve("walk-slowest"), end));
        trouble = walks.stream().filter(w -> !w.isWhole()).findFirst().map(Replay::cutOff);
      }
    } catch (ProgramException e) {
      trouble = Optional.of(e.getMessage());
    } catch (IOException e) {
      // What the resolver said before counts all the same.
      trouble = Optional.of("the replay was broken off: " + IoReason.of(e));
    }
    return new Replays(described, choice.of(), replayed, leftOut, walks, trouble);
  }

  private Equipment equipment(Stage stage) {
    return new Equipment(
        programs,
        new VirtualClock(folder, programs.faketime()),
        publications.zone(),
        stage.anchor(),
        validator == Validator.EVERY_ALGORITHM);
  }

  private static String unplayed(int number) {
    return number + " were not replayed within " + LIMIT.toMinutes() + " minutes";
  }

  private static String cutOff(Walk walk) {
    return "the resolver that meets the "
        + walk.servers()
        + " servers was asked at "
        + walk.instants()
        + " of "
        + walk.of()
        + " instants within "
        + LIMIT.toMinutes()
        + " minutes";
  }

  /** Empty if the zones that were signed have no RRset that is in caches so long. */
  private List<Question> questions(Meeting meeting) {
    if (publications.withKeys(meeting.keys(), meeting.keysFetched()).keysTtl()
        < meeting.keysAge()) {
      return List.of();
    }
    return questions
        .computeIfAbsent(
            publications.withData(meeting.data(), meeting.dataFetched()), Questions::new)
        .of(meeting);
  }

  private Replayed play(Scene scene, Chosen chosen, List<Question> asked)
      throws IOException, ProgramException {
    Replayed replayed = null;
    for (int i = 0; i < TRIES && (replayed == null || replayed.isUnanswered()); i++) {
      Path home = folder.resolve("replay-" + ++played);
      replayed =
          new Replayed(
              chosen.meeting(),
              chosen.refusal(),
              chosen.expected(),
              publications
                  .withData(chosen.meeting().data(), chosen.meeting().dataFetched())
                  .isOptOut(),
              scene.play(chosen.meeting(), asked, home));
    }
    return replayed;
  }

  /** What runs, for people; empty if nothing did. */
  private String described(Scene scene) throws IOException, ProgramException {
    if (scene.resolver().isEmpty()) {
      return "";
    }
    List<String> command =
        List.of(programs.server().toString(), programs.nameserver().versionOption());
    try {
      Execution run = Execution.run(command, folder, System.nanoTime() + VERSION_LIMIT.toNanos());
      return scene.resolver()
          + " with "
          + (run.lines().isEmpty() ? programs.nameserver().word() : run.lines().get(0));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProgramException("interrupted", e);
    }
  }
}
