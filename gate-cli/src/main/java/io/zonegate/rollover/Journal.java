package io.zonegate.rollover;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far an approved plan has been carried out.
 *
 * @param digest digest of the plan
 * @param entries what happened, in order
 */
public record Journal(String digest, List<Entry> entries) {
  private static final String HEAD = "zonegate rollover 1 ";

  /** What can happen to a step. */
  public enum Event {
    /** It was done. */
    DONE,
    /** All name servers and the parent were seen to have what it brings. */
    SEEN
  }

  /**
   * A line.
   *
   * @param event what happened
   * @param step name of the step
   * @param at when, in whole seconds
   */
  public record Entry(Event event, String step, Instant at) {}

  /**
   * What is next.
   *
   * @param awaited what servers and parent must be seen to have before anything else is done; empty
   *     if that was seen
   * @param step the next step; empty if the plan is carried out
   * @param notBefore when it may be done, as far as is known; later if the awaited is seen late
   */
  public record Due(Optional<Situation> awaited, Optional<Step> step, Instant notBefore) {
    /** Whether the next step may be done at this time. */
    public boolean isDue(Instant now) {
      return awaited.isEmpty() && step.isPresent() && !now.isBefore(notBefore);
    }
  }

  /** Copies the list. */
  public Journal {
    entries = List.copyOf(entries);
  }

  /** The journal with one line more. */
  public Journal with(Event event, String step, Instant at) {
    List<Entry> more = new ArrayList<>(entries);
    more.add(new Entry(event, step, Instant.ofEpochSecond(at.getEpochSecond())));
    return new Journal(digest, more);
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
    Instant last = Instant.MIN;
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      Event expected = i % 2 == 0 ? Event.DONE : Event.SEEN;
      boolean fits =
          i / 2 < plan.steps().size()
              && entry.event() == expected
              && entry.step().equals(plan.steps().get(i / 2).name())
              && !entry.at().isBefore(last);
      if (!fits) {
        throw new IllegalArgumentException(
            "line " + (i + 2) + " of the journal does not follow from the plan: " + line(entry));
      }
      last = entry.at();
    }
    int done = (entries.size() + 1) / 2;
    Optional<Step> next =
        done < plan.steps().size() ? Optional.of(plan.steps().get(done)) : Optional.empty();
    Optional<Situation> awaited =
        entries.size() % 2 == 1 ? Optional.of(plan.situations().get(done)) : Optional.empty();
    return new Due(awaited, next, notBefore(plan, next));
  }

  /**
   * The wait counts from when the step was done, and what of it is for caches also from when its
   * effect was seen everywhere: a parent may take longer than it says.
   */
  private Instant notBefore(Plan plan, Optional<Step> next) {
    Instant earliest = Instant.MIN;
    if (next.isEmpty() || entries.isEmpty()) {
      return earliest;
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
    entries.forEach(e -> text.append(line(e)).append('\n'));
    return text.toString();
  }

  private static String line(Entry entry) {
    return entry.event().name().toLowerCase(java.util.Locale.ROOT)
        + " "
        + entry.at()
        + " "
        + entry.step();
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
    List<Entry> entries = new ArrayList<>();
    for (int i = 1; i < lines.length - 1; i++) {
      String[] words = lines[i].split(" ", 3);
      try {
        Event event =
            switch (words[0]) {
              case "done" -> Event.DONE;
              case "seen" -> Event.SEEN;
              default -> throw new IllegalArgumentException("line " + (i + 1) + ": " + lines[i]);
            };
        entries.add(new Entry(event, words[2], Instant.parse(words[1])));
      } catch (DateTimeException | ArrayIndexOutOfBoundsException e) {
        throw new IllegalArgumentException("line " + (i + 1) + ": " + lines[i], e);
      }
    }
    return new Journal(lines[0].substring(HEAD.length()), entries);
  }
}
