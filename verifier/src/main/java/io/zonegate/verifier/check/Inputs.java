package io.zonegate.verifier.check;

import io.zonegate.verifier.history.History;
import io.zonegate.verifier.opinion.Opinions;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.zone.Zone;
import java.time.Instant;

/**
 * Everything that a judgement depends on. The same inputs give the same verdict.
 *
 * @param zone the candidate
 * @param parent what the parent says of it
 * @param unsigned the input that was signed
 * @param previous the zone that was released before
 * @param history what was released and served before
 * @param opinions the outside verifiers that are asked
 * @param now the clock; no check has another
 * @param limits the numbers to judge by
 * @param rules what the operator's policy asks of the zone beyond the standards
 */
public record Inputs(
    Zone zone,
    ParentTrust parent,
    ReferenceZone unsigned,
    ReferenceZone previous,
    History history,
    Opinions opinions,
    Instant now,
    Limits limits,
    Rules rules) {
  /** A candidate and its parent, nothing else given, judged by the defaults. */
  public static Inputs of(Zone zone, ParentTrust parent, Instant now) {
    return new Inputs(
        zone,
        parent,
        new ReferenceZone.NotGiven(),
        new ReferenceZone.NotGiven(),
        new History.NotGiven(),
        new Opinions.NotAsked(),
        now,
        Limits.DEFAULT,
        Rules.DEFAULT);
  }

  /** The same with this unsigned input. */
  public Inputs withUnsigned(ReferenceZone input) {
    return new Inputs(zone, parent, input, previous, history, opinions, now, limits, rules);
  }

  /** The same with this previous zone. */
  public Inputs withPrevious(ReferenceZone before) {
    return new Inputs(zone, parent, unsigned, before, history, opinions, now, limits, rules);
  }

  /** The same with this history. */
  public Inputs withHistory(History kept) {
    return new Inputs(zone, parent, unsigned, previous, kept, opinions, now, limits, rules);
  }

  /** The same with these outside verifiers. */
  public Inputs withOpinions(Opinions asked) {
    return new Inputs(zone, parent, unsigned, previous, history, asked, now, limits, rules);
  }

  /** The same, judged by these numbers and rules. */
  public Inputs judgedBy(Limits numbers, Rules policy) {
    return new Inputs(zone, parent, unsigned, previous, history, opinions, now, numbers, policy);
  }
}
