package io.zonegate.rollout;

import io.zonegate.release.ChangedMeanwhileException;
import io.zonegate.release.Event;
import io.zonegate.release.Freeze;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.release.ReleaseStore;
import io.zonegate.release.Standing;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What people say to the releases of a zone, and when they may. A word changes the store alone;
 * whoever drives the zone acts on it. None of them lets out what did not pass.
 */
public final class Decisions {
  private final String zone;
  private final ReleaseStore store;

  /** Decisions on a zone, which is absolute and in lower case. */
  public Decisions(String zone, ReleaseStore store) {
    this.zone = zone;
    this.store = store;
  }

  /** The words that can be said now. */
  public Set<Word> possible() {
    return possible(store.inFlight(zone), store.freezes().frozen(zone).isPresent());
  }

  private static Set<Word> possible(Optional<Release> current, boolean frozen) {
    Set<Word> words = EnumSet.noneOf(Word.class);
    words.add(frozen ? Word.THAW : Word.FREEZE);
    if (current.isEmpty()) {
      return words;
    }
    words.add(Word.ABANDON);
    Standing standing = current.get().standing();
    boolean held = standing.state() == ReleaseState.HELD;
    words.add(held ? Word.RESUME : Word.HOLD);
    if (standing.stage() >= 0 && (held || standing.state() == ReleaseState.SOAKING)) {
      words.add(Word.PROMOTE);
    }
    if (standing.stage() >= 0) {
      if (standing.approvedBy().isEmpty()) {
        words.add(Word.APPROVE);
      }
    }
    return words;
  }

  /**
   * Says a word.
   *
   * @param by who says it
   * @param reason why; may be empty where {@link Word#needsReason} does not ask for one
   * @return what holds now, for people
   * @throws RefusedException if it cannot be said as things stand
   * @throws ChangedMeanwhileException if somebody else was faster
   */
  public String say(Word word, String by, String reason, Instant now)
      throws RefusedException, ChangedMeanwhileException {
    Optional<Release> current = store.inFlight(zone);
    Set<Word> possible = possible(current, store.freezes().frozen(zone).isPresent());
    if (!possible.contains(word)) {
      throw new RefusedException(
          "zonegate gate "
              + word.word()
              + ": "
              + current
                  .map(r -> r + " is " + r.state())
                  .orElse("no release of " + zone + " is on its way")
              + "; possible now: "
              + String.join(", ", possible.stream().map(Word::word).toList()));
    }
    if (word.needsReason() && reason.isBlank()) {
      throw new RefusedException("zonegate gate " + word.word() + " needs --reason TEXT");
    }
    if (word == Word.FREEZE) {
      store.freezes().freeze(zone, new Freeze(now, by, reason));
      return zone + " is frozen: nothing is published until zonegate gate thaw";
    }
    if (word == Word.THAW) {
      store.freezes().thaw(zone, by, now);
      return zone + " is no longer frozen";
    }
    Release before = current.orElseThrow();
    Release after = before.at(standing(before, word, by, reason, now));
    store.save(after, Event.of(before, now, by, past(word), Map.of("reason", reason)));
    return after + " is " + after.state() + (word == Word.APPROVE ? ", approved by " + by : "");
  }

  private static Standing standing(
      Release release, Word word, String by, String reason, Instant now) {
    Standing standing = release.standing();
    String why = reason.isBlank() ? by : by + ": " + reason;
    return switch (word) {
      case APPROVE -> standing.approved(by);
      case PROMOTE -> standing.to(ReleaseState.PROMOTED, now, why);
      case HOLD -> standing.to(ReleaseState.HELD, now, why);
      case ABANDON -> standing.to(ReleaseState.ABANDONED, now, why);
      case RESUME -> resumed(release, now);
      case FREEZE, THAW -> throw new IllegalArgumentException(word + " is about the zone");
    };
  }

  /** What was begun and may not have been finished is done again. */
  private static Standing resumed(Release release, Instant now) {
    Standing standing = release.standing();
    if (standing.stage() >= 0) {
      return standing.to(ReleaseState.PUBLISHING, now, "");
    }
    // However long it was held: it is judged anew.
    return standing.to(ReleaseState.VERIFYING, now, "");
  }

  private static String past(Word word) {
    return switch (word) {
      case APPROVE -> "approved";
      case PROMOTE -> "promoted";
      case HOLD -> "held";
      case RESUME -> "resumed";
      case ABANDON -> "abandoned";
      case FREEZE -> "frozen";
      case THAW -> "thawed";
    };
  }
}
