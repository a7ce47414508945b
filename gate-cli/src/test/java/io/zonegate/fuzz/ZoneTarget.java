package io.zonegate.fuzz;

import io.zonegate.testzones.fault.Fault;
import io.zonegate.verifier.check.Inputs;
import io.zonegate.verifier.check.Judge;
import io.zonegate.verifier.check.Selection;
import io.zonegate.verifier.check.Workers;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Verdict;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import io.zonegate.verifier.zone.ZoneSource;
import java.io.ByteArrayInputStream;
import java.time.Duration;

/** Zone files in every form that is told apart by its first octets, and all checks over them. */
public final class ZoneTarget {
  private ZoneTarget() {}

  /** Reads the octets as a zone and, if they are one, judges it. */
  public static void fuzzerTestOneInput(byte[] octets) {
    Zone zone;
    try {
      zone = ZoneSource.read(new ByteArrayInputStream(octets), "fuzz", null);
    } catch (ZoneReadException e) {
      return;
    }
    Inputs inputs =
        Inputs.of(zone, new ParentTrust.NotJudged("fuzz"), Fault.DEFAULT_CLOCK)
            .withUnsigned(new io.zonegate.verifier.check.ReferenceZone.Given(zone))
            .withPrevious(new io.zonegate.verifier.check.ReferenceZone.Given(zone));
    try (Workers workers = new Workers(1, Duration.ofSeconds(30))) {
      Verdict verdict = Judge.judge(inputs, Selection.ALL, workers);
      for (CheckResult result : verdict.results()) {
        if (result.reason().contains("failed: ") || result.reason().contains("deadline")) {
          throw new AssertionError(result.check().id() + ": " + result.reason());
        }
      }
    }
  }
}
