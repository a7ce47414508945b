package io.zonegate.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a resolver said of a rehearsal.
 *
 * @param programs the programs that were run, for people; empty if they could not be
 * @param of how many combinations there are
 * @param replayed those that were replayed
 * @param leftOut those that no question shows: the sample has no RRset that is in caches so long
 * @param walks resolvers that lived through all of it
 * @param trouble why not all could be replayed that were to be; empty if all were
 */
public record Replays(
    String programs,
    long of,
    List<Replayed> replayed,
    int leftOut,
    List<Walk> walks,
    Optional<String> trouble) {
  private static final int MOST_SHOWN = 5;
  private static final int MOST_FAILING_SHOWN = 2;

  /** Copies the list. */
  public Replays {
    replayed = List.copyOf(replayed);
    walks = List.copyOf(walks);
  }

  /** None, for this reason. */
  public static Replays none(long of, String reason) {
    return new Replays("", of, List.of(), 0, List.of(), Optional.of(reason));
  }

  /** Whether the resolver contradicts the proof. */
  public boolean contradict() {
    return replayed.stream().anyMatch(r -> !r.agrees() && !r.isUnanswered())
        || walks.stream().anyMatch(Walk::contradicts);
  }

  /** Whether all that were to be were replayed, one at least, and the resolver agrees with each. */
  public boolean agree() {
    return trouble.isEmpty()
        && !replayed.isEmpty()
        && replayed.stream().allMatch(Replayed::agrees)
        && walks.stream().allMatch(Walk::agrees);
  }

  /** The result in one line. */
  public String text() {
    if (programs.isEmpty()) {
      return trouble.orElse("nothing was replayed");
    }
    long agreed = replayed.stream().filter(Replayed::agrees).count();
    long failing = replayed.stream().filter(r -> r.refusal().isPresent()).count();
    return "%s agrees with the proof on %d of %d combinations that were replayed, %d of them failing; %d were proven"
            .formatted(programs, agreed, replayed.size(), failing, of)
        + (leftOut == 0
            ? ""
            : "; " + leftOut + " left out: what was signed has no RRset that is in caches so long")
        + trouble.map(t -> "; " + t).orElse("");
  }

  /** Disagreements, what lived through it, some failures in the resolver's words; a line each. */
  public List<String> details() {
    List<String> details = new ArrayList<>();
    List<Replayed> wrong = replayed.stream().filter(r -> !r.agrees()).toList();
    for (Replayed one : wrong.subList(0, Math.min(wrong.size(), MOST_SHOWN))) {
      details.add(
          one.described()
              + ": the proof says "
              + one.refusal().map(r -> "that it fails, because " + r).orElse("that it validates")
              + "; the resolver says "
              + one.telling().map(Answer::toString).orElse("nothing"));
    }
    if (wrong.size() > MOST_SHOWN) {
      details.add("and " + (wrong.size() - MOST_SHOWN) + " more");
    }
    for (Walk walk : walks) {
      details.add(walk.toString());
      walk.failed().stream()
          .filter(f -> !f.isProven())
          .limit(MOST_FAILING_SHOWN)
          .forEach(f -> details.add(f.toString()));
    }
    replayed.stream()
        .filter(r -> r.agrees() && r.refusal().isPresent())
        .limit(MOST_FAILING_SHOWN)
        .forEach(
            r ->
                details.add(
                    r.described()
                        + ": "
                        + r.telling().map(Answer::toString).orElse("nothing")
                        + ", as the proof says"));
    return details;
  }
}
