package io.zonegate.judgement;

import io.zonegate.policy.VerifySettings;
import io.zonegate.transfer.TsigKey;
import io.zonegate.verifier.check.Selection;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What to judge.
 *
 * @param source file of the candidate, {@code -} for standard input, or {@code axfr://...}
 * @param stdin standard input
 * @param includes whether the candidate may bring in other files by {@code $INCLUDE}; the digest
 *     that a release is bound to does not cover them
 * @param origin the zone's name, absolute; empty to take it from the SOA
 * @param parent which parent DS set or trust anchor to hold it against
 * @param unsigned file of the unsigned input; null if there is none
 * @param previous file of the zone released before, or {@code axfr://...}; null if there is none
 * @param history folder of the history; null if none is kept
 * @param at the clock
 * @param system the system's clock, by which outside verifiers may judge
 * @param settings limits, threads, deadline
 * @param selection which checks run
 * @param tsig key for zones that are transferred; empty to ask without
 */
public record JudgementRequest(
    String source,
    InputStream stdin,
    boolean includes,
    String origin,
    ParentFile parent,
    Path unsigned,
    String previous,
    Path history,
    Instant at,
    Instant system,
    VerifySettings settings,
    Selection selection,
    Optional<TsigKey> tsig) {

  /** The same question at another time, with this zone as the one released before. */
  public JudgementRequest at(Instant time, Optional<Path> before) {
    return with(before.map(Path::toString).orElse(null), time, time, selection);
  }

  /**
   * The same question with more checks let pass.
   *
   * @param checks id to what says so; none that cannot be suppressed
   */
  public JudgementRequest lettingPass(Map<String, String> checks) {
    Map<String, String> disabled = new HashMap<>(checks);
    disabled.putAll(selection.disabled());
    return with(previous, at, system, new Selection(disabled, selection.severities()));
  }

  private JudgementRequest with(String before, Instant time, Instant systemTime, Selection checks) {
    return new JudgementRequest(
        source,
        stdin,
        includes,
        origin,
        parent,
        unsigned,
        before,
        history,
        time,
        systemTime,
        settings,
        checks,
        tsig);
  }
}
