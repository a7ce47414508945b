package io.zonegate.verifier.check.content;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.Check;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.Zone;

/** ZONE-READ. */
@CheckInfo(
    id = "ZONE-READ",
    title = "The zone was read completely",
    group = CheckGroup.CONTENT,
    suppressible = false,
    citation = "RFC 1035 section 5; .de 2010",
    examines = "records",
    explanation =
        """
        The source was read to its end, all of it has the form of a zone of class IN, there is an SOA \
        record at the apex, and no owner lies outside the zone. If not, nothing can be said of the zone, \
        and the verdict is UNDECIDED. A source that ends within a line is warned of: if it was cut, this \
        may be all that shows it.""",
    remedy =
        "The message names file, line and reason. Look at the disk, the transfer and the generator.")
public final class ZoneRead implements Check {
  @Override
  public void examine(Candidate candidate, OwnerRange range, Examination examination) {
    // The reader refuses what is not complete; that a zone is here is the proof. This counts it.
    Zone zone = candidate.zone();
    examination.examined(
        (long) zone.firstRecord(zone.firstRrset(range.end()))
            - zone.firstRecord(zone.firstRrset(range.first())));
    if (range.hasApex() && zone.includes() > 0) {
      examination.report(
          Severity.NOTE,
          -1,
          -1,
          -1,
          () ->
              zone.source()
                  + " brings in "
                  + zone.includes()
                  + " other files by $INCLUDE; the SHA-256 covers the main file only, and run will not publish it");
    }
    if (range.hasApex() && zone.isUnterminated()) {
      examination.report(
          Severity.WARN,
          -1,
          -1,
          -1,
          () -> zone.source() + " does not end with a line end: its last record may have been cut");
    }
  }
}
