package io.zonegate.verifier.check.content;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.check.PreviousCheck;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;

/** ZONE-SERIAL. */
@CheckInfo(
    id = "ZONE-SERIAL",
    title = "The serial is greater than that of the previous zone",
    group = CheckGroup.CONTENT,
    citation = "RFC 1034 section 4.3.5; RFC 1982 sections 3.2 and 7; ARIN 2016",
    examines = "serials",
    explanation =
        """
        Secondaries take a zone only if its serial is greater than theirs, in the arithmetic of RFC 1982: \
        by 1 to 2147483647, modulo 2^32. With an equal or smaller serial they go on serving the old zone \
        until its signatures expire, without a sign of it at the primary; with one that is greater by \
        2^31 exactly it is not defined what they do. The very same file judged again is only noted.""",
    remedy = "Give the zone a serial above the one named and sign it anew.")
public final class ZoneSerial extends PreviousCheck {
  private static final long HALF = 1L << 31;

  @Override
  protected void examine(Candidate candidate, Zone previous, Examination examination) {
    Zone zone = candidate.zone();
    long before = previous.serial();
    long now = zone.serial();
    long greater = now - before & 0xffff_ffffL;
    examination.examined(1);
    if (greater > 0 && greater < HALF) {
      return;
    }
    boolean sameFile = greater == 0 && zone.digest().sha256().equals(previous.digest().sha256());
    examination.report(
        sameFile ? Severity.NOTE : Severity.BLOCK,
        0,
        RecordType.SOA,
        zone.soa(),
        () ->
            "the serial is "
                + now
                + (sameFile
                    ? ", and the candidate is the previous zone itself"
                    : greater == 0
                        ? ", which is that of the previous zone, and the zone is another"
                        : greater == HALF
                            ? ", exactly 2^31 from the " + before + " of the previous zone"
                            : ", less than the "
                                + before
                                + " of the previous zone (RFC 1982: by "
                                + ((1L << 32) - greater)
                                + ")"),
        "serial",
        now,
        "previous",
        before);
  }
}
