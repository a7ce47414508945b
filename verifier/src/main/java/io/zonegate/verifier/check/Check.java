package io.zonegate.verifier.check;

import io.zonegate.verifier.verdict.CheckDescription;
import io.zonegate.verifier.zone.OwnerRange;
import java.time.Duration;

/**
 * One check of the catalogue. A check has no state: it examines a canonical range of the zone and
 * puts what it finds into an {@link Examination}; examinations of neighbouring ranges are then
 * merged. What concerns the zone as a whole is examined with the range that has the apex.
 *
 * <p>Whether a check runs, is switched off or failed is the judge's to say; a check says only
 * whether it applies.
 */
public interface Check {
  /** Whether the check applies to this zone and these inputs. */
  default Applicability applies(Candidate candidate) {
    return Applicability.YES;
  }

  /** Examines the owners of one range. */
  void examine(Candidate candidate, OwnerRange range, Examination examination);

  /** Time that was spent beforehand, on facts that this check rests on more than any other. */
  default Duration preparation(Candidate candidate) {
    return Duration.ZERO;
  }

  /** The check's entry in the catalogue, from its {@link CheckInfo}. */
  default CheckDescription description() {
    CheckInfo info = getClass().getAnnotation(CheckInfo.class);
    if (info == null) {
      throw new IllegalStateException(getClass().getName() + " has no @CheckInfo");
    }
    return new CheckDescription(
        info.id(),
        info.title(),
        info.group(),
        info.severity(),
        info.suppressible(),
        info.strictness(),
        info.citation(),
        info.examines(),
        info.explanation().strip(),
        info.remedy().strip());
  }
}
