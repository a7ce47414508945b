package io.zonegate.release;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is kept to get back from a release. Immutable.
 *
 * @param release number of the release that it leads away from
 * @param bringsBack number of the release whose content it has
 * @param state whether it can be taken
 * @param at when it was brought or judged
 * @param by who brought or made it
 * @param artefact SHA-256 of its octets, lower-case hex; empty if it is MISSING
 * @param facts what servers that have it must answer; {@link ZoneFacts#NONE} unless it is READY
 * @param report the verdict's report as JSON; empty unless it is READY
 * @param envelope its attestation, if one was made
 * @param trouble what went wrong since it was last all right
 */
public record WayBack(
    long release,
    long bringsBack,
    State state,
    Instant at,
    String by,
    String artefact,
    ZoneFacts facts,
    String report,
    Optional<String> envelope,
    Trouble trouble) {
  /** Whether it can be taken. */
  public enum State {
    /** A person brought it, and it waits for its verdict. */
    BROUGHT,
    /** It passed. */
    READY,
    /** There is none. */
    MISSING
  }

  /**
   * Trials that failed.
   *
   * @param failures how many since the last that did not
   * @param at when the last one was
   * @param why empty if there was none
   */
  public record Trouble(int failures, Instant at, String why) {}

  /** Refuses missing parts. */
  public WayBack {
    Objects.requireNonNull(state);
    Objects.requireNonNull(at);
    Objects.requireNonNull(by);
    Objects.requireNonNull(facts);
    Objects.requireNonNull(report);
    Objects.requireNonNull(envelope);
    Objects.requireNonNull(trouble);
    if (artefact.isEmpty() != (state == State.MISSING)) {
      throw new IllegalArgumentException("a way back that is " + state + " and '" + artefact + "'");
    }
  }

  /** None yet, and nothing tried. */
  public static WayBack missing(Release from, Release to, Instant now) {
    return new WayBack(
        from.id(),
        to.id(),
        State.MISSING,
        now,
        "",
        "",
        ZoneFacts.NONE,
        "",
        Optional.empty(),
        new Trouble(0, now, ""));
  }

  /** Brought by a person, and not judged. */
  public static WayBack brought(Release from, Release to, String sha256, String by, Instant now) {
    return new WayBack(
        from.id(),
        to.id(),
        State.BROUGHT,
        now,
        by,
        sha256,
        ZoneFacts.NONE,
        "",
        Optional.empty(),
        new Trouble(0, now, ""));
  }

  /** One that passed, in the place of this one. */
  public WayBack ready(
      String sha256,
      String maker,
      ZoneFacts learnt,
      String verdict,
      Optional<String> attestation,
      Instant now) {
    return new WayBack(
        release,
        bringsBack,
        State.READY,
        now,
        maker,
        sha256,
        learnt,
        verdict,
        attestation,
        new Trouble(0, now, ""));
  }

  /** After a trial that failed. One that was ready stays so; one that was brought is no more. */
  public WayBack failed(String why, Instant now) {
    boolean kept = state == State.READY;
    return new WayBack(
        release,
        bringsBack,
        kept ? State.READY : State.MISSING,
        kept ? at : now,
        by,
        kept ? artefact : "",
        facts,
        report,
        envelope,
        new Trouble(trouble.failures() + 1, now, why));
  }

  /** As if nothing had failed, so that it is tried again at once. */
  public WayBack afresh(Instant now) {
    return new WayBack(
        release,
        bringsBack,
        state,
        at,
        by,
        artefact,
        facts,
        report,
        envelope,
        new Trouble(0, now, trouble.why()));
  }
}
