package io.zonegate.alarm;

import io.zonegate.rollout.Examination;
import java.util.ArrayList;
import java.util.List;

/** What the gate's doctor says of alarms. */
public final class AlarmExamination {
  private AlarmExamination() {}

  /** Looks at the live zone's age and at the ways to people. */
  public static List<Examination.Finding> of(ZoneAlarms alarms) {
    List<Examination.Finding> findings = new ArrayList<>();
    boolean late = alarms.expiry().level().compareTo(ExpiryLevel.CRITICAL) >= 0;
    alarms
        .expiryLine()
        .ifPresent(
            line ->
                findings.add(
                    new Examination.Finding(
                        late,
                        "live zone: "
                            + line
                            + " until its first signature expires"
                            + (late ? "; sign the zone anew and submit it" : ""))));
    for (ReceiverState receiver : alarms.receivers()) {
      String what = "receiver " + receiver.name() + ": ";
      findings.add(
          receiver
              .trouble()
              .map(why -> new Examination.Finding(true, what + why))
              .orElseGet(
                  () ->
                      new Examination.Finding(
                          false,
                          what
                              + receiver.undelivered()
                              + " events undelivered"
                              + receiver
                                  .target()
                                  .testArrived()
                                  .map(t -> ", last self-test arrived at " + t)
                                  .orElse(""))));
    }
    return findings;
  }
}
