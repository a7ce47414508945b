package io.zonegate.rollover;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When each step of a plan is done if each is done as soon as it may be.
 *
 * @param times one for each step, none before the one before
 * @param end when the last wait is over: nothing is in caches any more that the plan took away
 */
public record Schedule(List<Instant> times, Instant end) {
  /** Copies the list. */
  public Schedule {
    times = List.copyOf(times);
  }

  /**
   * The schedule of a plan.
   *
   * @param start when the first step is done, its own wait not counted
   */
  public static Schedule of(Plan plan, Instant start) {
    List<Instant> times = new ArrayList<>();
    Instant at = start;
    for (Step step : plan.steps()) {
      if (!times.isEmpty()) {
        at = at.plus(step.waiting().duration(plan.timings()));
      }
      times.add(at);
    }
    return new Schedule(times, at.plus(forgotten().duration(plan.timings())));
  }

  /**
   * The schedule of a plan that is carried out: the steps that are done when they were, the others
   * as soon as they may be.
   */
  public static Schedule of(Plan plan, Journal journal, Instant now) {
    List<Instant> times = new ArrayList<>();
    for (Journal.Entry entry : journal.entries()) {
      if (entry.event() == Journal.Event.DONE) {
        times.add(entry.at());
      }
    }
    Instant next = journal.due(plan).notBefore();
    Instant at = next.isAfter(now) ? next : now;
    for (int i = times.size(); i < plan.steps().size(); i++) {
      times.add(at);
      if (i + 1 < plan.steps().size()) {
        at = at.plus(plan.steps().get(i + 1).waiting().duration(plan.timings()));
      }
    }
    Instant last = times.get(times.size() - 1);
    return new Schedule(times, last.plus(forgotten().duration(plan.timings())));
  }

  /** The same steps, and an end that is not before caches have forgotten by these timings. */
  public Schedule endedBy(Timings real) {
    Instant forgotten = times.get(times.size() - 1).plus(forgotten().duration(real));
    return forgotten.isAfter(end) ? new Schedule(times, forgotten) : this;
  }

  /** After this, caches have nothing of what was before. */
  static Wait forgotten() {
    return Wait.of(
        "registration + parent-propagation + ds-ttl",
        "propagation + dnskey-ttl",
        "signing + propagation + data-ttl");
  }
}
