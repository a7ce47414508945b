package io.zonegate.verifier.check.content;

import io.zonegate.verifier.check.ApexCheck;
import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.check.ReferenceZone;
import io.zonegate.verifier.history.History;
import io.zonegate.verifier.history.ZoneEvent;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** ZONE-SERIAL. */
@CheckInfo(
    id = "ZONE-SERIAL",
    title = "The serial is greater than those of earlier zones",
    group = CheckGroup.CONTENT,
    strictness = Strictness.SERVERS,
    citation = "RFC 1034 section 4.3.5; RFC 1982 sections 3.2 and 7; ARIN 2016",
    examines = "serials",
    explanation =
        """
        Secondaries take a zone only if its serial is greater than theirs, in the arithmetic of RFC 1982: \
        by 1 to 2147483647, modulo 2^32. With an equal or smaller serial they go on serving the old zone \
        until its signatures expire, without a sign of it at the primary; with one that is greater by \
        2^31 exactly it is not defined what they do. Earlier zones are the previous zone given, and in the \
        history the last one released and the last one seen served. The very same zone judged again is \
        only noted.""",
    remedy = "Give the zone a serial above the one named and sign it anew.")
public final class ZoneSerial extends ApexCheck {
  private static final long HALF = 1L << 31;

  /** A zone that secondaries may have: in words, its serial, and whether another one is it. */
  private record Earlier(String what, long serial, Predicate<Zone> same) {}

  @Override
  public Applicability applies(Candidate candidate) {
    ReferenceZone previous = candidate.inputs().previous();
    History history = candidate.inputs().history();
    if (previous instanceof ReferenceZone.Unreadable unreadable) {
      return Applicability.undecided("the previous zone cannot be read: " + unreadable.reason());
    }
    if (history instanceof History.Unreadable unreadable) {
      return Applicability.undecided("the history cannot be read: " + unreadable.reason());
    }
    return earlier(candidate).isEmpty()
        ? Applicability.no("no earlier zone is known (--previous, --history)")
        : Applicability.YES;
  }

  private static List<Earlier> earlier(Candidate candidate) {
    List<Earlier> earlier = new ArrayList<>();
    if (candidate.inputs().previous() instanceof ReferenceZone.Given given) {
      Zone zone = given.zone();
      earlier.add(
          new Earlier("the previous zone", zone.serial(), z -> z.content().equals(zone.content())));
    }
    if (candidate.inputs().history() instanceof History.Known known) {
      for (ZoneEvent.Kind kind : ZoneEvent.Kind.values()) {
        known
            .last(kind)
            .ifPresent(
                e ->
                    earlier.add(
                        new Earlier(
                            "the zone " + e.kind().word() + " " + e.time(),
                            e.state().serial(),
                            z -> z.digest().sha256().equals(e.sha256()))));
      }
    }
    return earlier;
  }

  @Override
  protected void examine(Candidate candidate, Examination examination) {
    for (Earlier earlier : earlier(candidate)) {
      examination.examined(1);
      compare(candidate.zone(), earlier, examination);
    }
  }

  private static void compare(Zone zone, Earlier earlier, Examination examination) {
    long before = earlier.serial();
    long now = zone.serial();
    long greater = now - before & 0xffff_ffffL;
    if (greater > 0 && greater < HALF) {
      return;
    }
    boolean same = greater == 0 && earlier.same().test(zone);
    examination.report(
        same ? Severity.NOTE : Severity.BLOCK,
        0,
        RecordType.SOA,
        zone.soa(),
        () ->
            "the serial is "
                + now
                + (same
                    ? ", and the candidate is " + earlier.what() + " itself"
                    : greater == 0
                        ? ", which is that of " + earlier.what() + ", and the zone is another"
                        : greater == HALF
                            ? ", exactly 2^31 from the " + before + " of " + earlier.what()
                            : ", less than the "
                                + before
                                + " of "
                                + earlier.what()
                                + " (RFC 1982: by "
                                + ((1L << 32) - greater)
                                + ")"),
        "serial",
        now,
        "previous",
        before);
  }
}
