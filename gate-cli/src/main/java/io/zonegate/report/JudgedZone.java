package io.zonegate.report;

import io.zonegate.judgement.Judgement;
import io.zonegate.verifier.check.Progress;
import io.zonegate.verifier.portrait.Portrait;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Verdict;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A verdict with what is known of the zone beside it, for reports that show the zone too.
 *
 * @param context what a report says besides the verdict
 * @param portrait what the zone looks like; empty if it was not read
 * @param durations how long each stage took, in their order; empty where nothing was judged
 */
public record JudgedZone(
    Verdict verdict,
    ReportContext context,
    Optional<Portrait> portrait,
    Map<Progress.Stage, Duration> durations) {
  /** Copies the durations in their order. */
  public JudgedZone {
    Objects.requireNonNull(verdict);
    Objects.requireNonNull(context);
    Objects.requireNonNull(portrait);
    durations = Collections.unmodifiableMap(new LinkedHashMap<>(durations));
  }

  /** What came of a judgement, with the portrait of what was read. */
  public static JudgedZone of(Judgement.Judged judged, ReportContext context) {
    return new JudgedZone(
        judged.verdict(),
        context,
        judged.inputs().map(i -> Portrait.of(i, judged.verdict().signatures())),
        judged.durations());
  }

  /** Number of blocking findings. */
  public long blocks() {
    return verdict.results().stream().mapToLong(CheckResult::blocks).sum();
  }

  /** Number of warnings. */
  public long warnings() {
    return verdict.results().stream().mapToLong(CheckResult::warnings).sum();
  }

  /** Number of notes. */
  public long notes() {
    return verdict.results().stream().mapToLong(CheckResult::notes).sum();
  }

  /** {@code 3 blocking, 1 warning, 2 notes}. */
  public String findings() {
    return "%s blocking, %s, %s"
        .formatted(
            Figures.count(blocks()),
            Figures.count(warnings(), "warning"),
            Figures.count(notes(), "note"));
  }

  /**
   * How many records more or less than in the previous zone, in brackets with a blank before; empty
   * if there is none to compare with.
   */
  public String comparedRecords() {
    return portrait
        .flatMap(Portrait::previous)
        .map(p -> verdict.subject().records() - p.records())
        .map(
            more ->
                more == 0
                    ? " (as before)"
                    : " (" + (more > 0 ? "+" : "") + Figures.count(more) + ")")
        .orElse("");
  }

  /** RRSIGs seen. */
  public long signatures() {
    return verdict.signatures().stream().mapToLong(c -> c.total()).sum();
  }

  /** RRSIGs that verify by cryptography. */
  public long verified() {
    return verdict.signatures().stream().mapToLong(c -> c.verified()).sum();
  }

  /** From the first octet read to the last check; the checks alone where stages are not known. */
  public Duration took() {
    return durations.values().stream().reduce(Duration::plus).orElse(verdict.duration());
  }
}
