package io.zonegate.rehearsal;

import io.zonegate.hsm.proof.ProofResult;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.rehearsal.Invariant.Kind;
import io.zonegate.rehearsal.Invariant.Outcome;
import io.zonegate.rollover.Situation;
import io.zonegate.signer.sign.ProofNotPassedException;
import io.zonegate.signer.sign.SafetyChecks;
import io.zonegate.signer.sign.SigningException;
import io.zonegate.signer.sign.SigningReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** TOKENS: has the workshop sign, with the faults that befall tokens, and says what came of it. */
final class Signatory {
  private final Setting setting;
  private final Workshop workshop;

  Signatory(Setting setting, Workshop workshop) {
    this.setting = setting;
    this.workshop = workshop;
  }

  /**
   * What came of it.
   *
   * @param isMade whether there is a zone to go on with
   * @param tokens the invariant
   * @param lost the token that was away, for people; empty if none was
   */
  record Attempt(boolean isMade, Invariant tokens, Optional<String> lost) {}

  /**
   * Signs the workshop's next zone.
   *
   * @param step name of the step
   * @param live the zone that is live, whose signatures may be kept
   */
  Attempt sign(String step, Situation situation, Optional<Path> live, Instant at)
      throws IOException {
    boolean isLost =
        setting.faults().stream()
            .anyMatch(f -> f.kind() == Fault.Kind.HSM_LOST_AT && f.value().equals(step));
    if (!isLost) {
      return sign(situation, live, at);
    }
    int last = setting.tokens().tokens().size() - 1;
    try (Outage outage =
        Outage.of(setting.scratch(), setting.tokens().tokens().get(last).label())) {
      Attempt attempt = sign(situation, live, at);
      return new Attempt(attempt.isMade(), attempt.tokens(), Optional.of(outage.toString()));
    }
  }

  private Attempt sign(Situation situation, Optional<Path> live, Instant at) throws IOException {
    try {
      SigningReport report = workshop.sign(situation, live, at, SafetyChecks.ON);
      ProofResult proof = report.proof().orElseThrow();
      return attempt(
          true,
          Outcome.HOLDS,
          proof.keys()
              + " keys on "
              + proof.tokens()
              + " tokens: "
              + proof.publicKeysCompared()
              + " public keys compared, "
              + proof.probesVerified()
              + " probes and "
              + report.verified()
              + " RRSIGs verified",
          report.failOvers());
    } catch (ProofNotPassedException e) {
      List<String> details =
          e.result().notPassed().stream().map(r -> r.tokenLabel() + ": " + r.text()).toList();
      if (!e.result().anyFailed()) {
        return attempt(false, Outcome.UNDECIDED, e.getMessage(), details);
      }
      // Production stops here. What would become of the zone is what the rehearsal is to show.
      workshop.sign(situation, live, at, SafetyChecks.OFF_FOR_DEMONSTRATION);
      return attempt(true, Outcome.BROKEN, e.getMessage(), details);
    } catch (SigningException e) {
      return attempt(false, Outcome.BROKEN, e.getMessage(), List.of());
    } catch (HsmException e) {
      return attempt(false, Outcome.UNDECIDED, e.getMessage(), List.of());
    }
  }

  private static Attempt attempt(
      boolean isMade, Outcome outcome, String text, List<String> details) {
    return new Attempt(
        isMade, new Invariant(Kind.TOKENS, outcome, text, details), Optional.empty());
  }
}
