package io.zonegate.testzones.incident;

import io.zonegate.testzones.fault.Expectation;
import io.zonegate.testzones.fault.Fault;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * An outage of the past, or a false alarm that a gate must not raise.
 *
 * @param id INC-01 and so on; false alarms are NEG-01 and so on; never used again for another
 * @param date ISO 8601, or in words where it is not known or there are several
 * @param zone the zones that it happened to
 * @param title one line without a full stop
 * @param story what happened, in a few sentences
 * @param sources where that is known from: short references
 * @param stoppedBy one sentence: what stops it; without cases, why there are none and what is to
 *     bring them
 * @param cases the bad zones, and their good twins; empty where no zone file can show it
 */
public record Incident(
    String id,
    String date,
    String zone,
    String title,
    String story,
    List<String> sources,
    String stoppedBy,
    List<Fault> cases) {

  /** Copies the lists, and puts the text on one line. */
  public Incident {
    sources = List.copyOf(sources);
    cases = List.copyOf(cases);
    story = story.strip().replace('\n', ' ');
  }

  /** The zones that must not be published. */
  public List<Fault> bad() {
    return cases.stream().filter(c -> c.expected() != Expectation.PASS).toList();
  }

  /** Checks that look at each of the bad zones and see nothing. */
  public Set<String> passing() {
    Set<String> passing = new TreeSet<>();
    bad().forEach(c -> passing.addAll(c.mustPass()));
    bad().forEach(c -> passing.retainAll(c.mustPass()));
    return passing;
  }
}
