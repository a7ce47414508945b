package io.zonegate.rollover;

import io.zonegate.hsm.token.CkaId;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far an approved plan has been carried out, and which keys of the zone are those of the plan.
 *
 * @param digest digest of the plan
 * @param lines what happened, in order
 */
public record Journal(String digest, List<Line> lines) {
  private static final String KEY = "key";
  private static final String MAKING = "making";
  private static final String HEAD = "zonegate rollover 2 ";

  /** Stands for a step where what there is before the first one was seen. */
  private static final String BEGINNING = "before the first step";

  /** What can happen to a step. */
  public enum Event {
    /** It was done. */
    DONE,
    /** All name servers and the parent were seen to have what it brings. */
    SEEN;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static Event of(String word) {
      return Arrays.stream(values())
          .filter(event -> event.word().equals(word))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(word));
    }
  }

  /** A line of the file. */
  public sealed interface Line {
    /** When it was noted, in whole seconds. */
    Instant at();
  }

  /**
   * Something happened to a step.
   *
   * @param event what happened
   * @param step name of the step
   * @param at when, in whole seconds
   */
  public record Entry(Event event, String step, Instant at) implements Line {
    /** Cuts the time to seconds. */
    public Entry {
      at = at.truncatedTo(ChronoUnit.SECONDS);
    }

    /** What there is before the first step was seen. */
    public static Entry begun(Instant at) {
      return new Entry(Event.SEEN, BEGINNING, at);
    }
  }

  /**
   * A key of the plan is under this locator, or is about to be made there: until the key set has a
   * key there, it was not made.
   *
   * @param id CKA_ID on the tokens, and in the key set
   * @param name name of the key in the plan
   * @param isAnnounced whether it was about to be made; otherwise it was there
   * @param at when, in whole seconds
   */
  public record Key(CkaId id, String name, boolean isAnnounced, Instant at) implements Line {
    /** Cuts the time to seconds. */
    public Key {
      at = at.truncatedTo(ChronoUnit.SECONDS);
    }

    /** A key that is there. */
    public static Key found(CkaId id, String name, Instant at) {
      return new Key(id, name, false, at);
    }

    /** A key that is about to be made. */
    public static Key announced(CkaId id, String name, Instant at) {
      return new Key(id, name, true, at);
    }
  }

  /**
   * What is next.
   *
   * @param done how many steps are done
   * @param awaited what servers and parent must be seen to have before anything else is done; empty
   *     if that was seen
   * @param step the next step; empty if the plan is carried out
   * @param notBefore when it may be done, as far as is known; later if the awaited is seen late
   */
  public record Due(int done, Optional<Situation> awaited, Optional<Step> step, Instant notBefore) {
    /** Whether the next step may be done at this time. */
    public boolean isDue(Instant now) {
      return awaited.isEmpty() && step.isPresent() && !now.isBefore(notBefore);
    }
  }

  /** Copies the list. */
  public Journal {
    lines = List.copyOf(lines);
  }

  /** The journal of a plan of which nothing is done yet. */
  public static Journal of(Plan plan) {
    return new Journal(PlanText.digest(plan), List.of());
  }

  /** The journal with more lines. */
  public Journal with(List<? extends Line> more) {
    List<Line> all = new ArrayList<>(lines);
    all.addAll(more);
    return new Journal(digest, all);
  }

  /** What happened to steps, in order: the beginning was seen, then each step done and seen. */
  public List<Entry> entries() {
    return lines.stream().filter(Entry.class::isInstance).map(Entry.class::cast).toList();
  }

  /** The locators that were noted for a key of the plan, in order. */
  public List<CkaId> ids(String name) {
    return keys(name).map(Key::id).toList();
  }

  /** Those of them under which a key was about to be made. */
  public List<CkaId> announced(String name) {
    return keys(name).filter(Key::isAnnounced).map(Key::id).toList();
  }

  private Stream<Key> keys(String name) {
    return lines.stream()
        .filter(Key.class::isInstance)
        .map(Key.class::cast)
        .filter(key -> key.name().equals(name));
  }

  /**
   * What is next.
   *
   * @throws IllegalArgumentException if the lines are not those of this plan
   */
  public Due due(Plan plan) {
    if (!digest.equals(PlanText.digest(plan))) {
      throw new IllegalArgumentException(
          "the journal is of the plan with the digest " + digest + ", not of this one");
    }
    List<Entry> entries = entries();
    Instant last = Instant.MIN;
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      Event expected = i % 2 == 0 ? Event.SEEN : Event.DONE;
      boolean fits =
          entry.event() == expected
              && step(plan, i).equals(Optional.of(entry.step()))
              && !entry.at().isBefore(last);
      if (!fits) {
        throw new IllegalArgumentException(
            "this does not follow from the plan and what was before: " + text(entry));
      }
      last = entry.at();
    }
    int done = entries.size() / 2;
    Optional<Step> next =
        done < plan.steps().size() ? Optional.of(plan.steps().get(done)) : Optional.empty();
    Optional<Situation> awaited =
        entries.size() % 2 == 0 ? Optional.of(plan.situations().get(done)) : Optional.empty();
    return new Due(done, awaited, next, notBefore(plan, next, entries));
  }

  /** What entry of this number is about; empty if there is none. */
  private static Optional<String> step(Plan plan, int entry) {
    if (entry == 0) {
      return Optional.of(BEGINNING);
    }
    int step = (entry - 1) / 2;
    return step < plan.steps().size()
        ? Optional.of(plan.steps().get(step).name())
        : Optional.empty();
  }

  /**
   * The wait counts from when the step was done, and what of it is for caches also from when its
   * effect was seen everywhere: a parent may take longer than it says.
   */
  private static Instant notBefore(Plan plan, Optional<Step> next, List<Entry> entries) {
    if (next.isEmpty() || entries.isEmpty()) {
      return Instant.MIN;
    }
    if (entries.size() == 1) {
      // No wait, but a clock that was set back must not do the step and then fail to note it.
      return entries.get(0).at();
    }
    Timings caches =
        plan.timings()
            .with(Delay.PROPAGATION, Duration.ZERO)
            .with(Delay.PARENT_PROPAGATION, Duration.ZERO)
            .with(Delay.REGISTRATION, Duration.ZERO)
            .with(Delay.SIGNING, Duration.ZERO);
    Entry last = entries.get(entries.size() - 1);
    Entry done = last.event() == Event.DONE ? last : entries.get(entries.size() - 2);
    Instant afterDone = done.at().plus(next.get().waiting().duration(plan.timings()));
    Instant afterSeen = last.at().plus(next.get().waiting().duration(caches));
    return afterSeen.isAfter(afterDone) ? afterSeen : afterDone;
  }

  /** The file. */
  public String text() {
    StringBuilder text = new StringBuilder(HEAD).append(digest).append('\n');
    lines.forEach(line -> text.append(text(line)).append('\n'));
    return text.toString();
  }

  private static String text(Line line) {
    if (line instanceof Key key) {
      return (key.isAnnounced() ? MAKING : KEY)
          + " "
          + key.at()
          + " "
          + key.id()
          + " "
          + key.name();
    }
    Entry entry = (Entry) line;
    return entry.event().word() + " " + entry.at() + " " + entry.step();
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException if it is no journal
   */
  public static Journal parse(String text) {
    String[] lines = text.split("\n", -1);
    if (!lines[0].matches(HEAD + "[0-9a-f]{64}") || !lines[lines.length - 1].isEmpty()) {
      throw new IllegalArgumentException("it is not a journal of a rollover, or is cut short");
    }
    List<Line> read = new ArrayList<>();
    for (int i = 1; i < lines.length - 1; i++) {
      try {
        read.add(line(lines[i]));
      } catch (DateTimeException | IllegalArgumentException e) {
        throw new IllegalArgumentException("line " + (i + 1) + ": " + lines[i], e);
      }
    }
    return new Journal(lines[0].substring(HEAD.length()), read);
  }

  private static Line line(String text) {
    String[] words = text.split(" ", 3);
    if (words.length < 3) {
      throw new IllegalArgumentException(text);
    }
    Instant at = Instant.parse(words[1]);
    boolean announced = words[0].equals(MAKING);
    if (!announced && !words[0].equals(KEY)) {
      return new Entry(Event.of(words[0]), words[2], at);
    }
    String[] key = words[2].split(" ", 2);
    if (key.length < 2) {
      throw new IllegalArgumentException(text);
    }
    return new Key(new CkaId(key[0]), key[1], announced, at);
  }
}
