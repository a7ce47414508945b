package io.zonegate.release;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One candidate of a zone. Immutable; {@link ReleaseStore#save} makes a changed copy the one that
 * counts.
 *
 * @param id number, in the order of submission over all zones
 * @param version grows with every change, so that a change that rests on an old state is refused
 * @param zone apex, absolute, in presentation form and lower case
 * @param artefact SHA-256 of its octets, lower-case hex
 * @param submittedAt when it was received
 * @param submittedBy who submitted it
 * @param facts what servers that have it must answer; {@link ZoneFacts#NONE} until it is judged
 * @param standing how far it has come
 * @param rollback what it takes back; empty if it is no rollback
 */
public record Release(
    long id,
    long version,
    String zone,
    String artefact,
    Instant submittedAt,
    String submittedBy,
    ZoneFacts facts,
    Standing standing,
    Optional<Rollback> rollback) {

  /** Refuses missing parts. */
  public Release {
    Objects.requireNonNull(zone);
    Objects.requireNonNull(artefact);
    Objects.requireNonNull(submittedAt);
    Objects.requireNonNull(submittedBy);
    Objects.requireNonNull(facts);
    Objects.requireNonNull(standing);
    Objects.requireNonNull(rollback);
  }

  /** Where it is. */
  public ReleaseState state() {
    return standing.state();
  }

  /** This release, standing elsewhere. */
  public Release at(Standing next) {
    return new Release(
        id, version, zone, artefact, submittedAt, submittedBy, facts, next, rollback);
  }

  /** This release, judged. */
  public Release with(ZoneFacts learnt) {
    return new Release(
        id, version, zone, artefact, submittedAt, submittedBy, learnt, standing, rollback);
  }

  /** For reports on its zone: {@code release 12, serial 2026112601}. */
  public String described() {
    return "release " + id + (facts.serial() < 0 ? "" : ", serial " + facts.serial());
  }

  /** For messages. */
  @Override
  public String toString() {
    return "release "
        + id
        + " of "
        + zone
        + (facts.serial() < 0 ? "" : " (serial " + facts.serial() + ")");
  }
}
