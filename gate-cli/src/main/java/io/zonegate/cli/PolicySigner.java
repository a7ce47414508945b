package io.zonegate.cli;

import io.zonegate.policy.CdsRule;
import io.zonegate.policy.Policy;
import io.zonegate.rollout.CandidateJudge;
import io.zonegate.rollout.ContentSigner;
import io.zonegate.signer.sign.SigningReport;
import io.zonegate.tokens.TokenChecks;
import io.zonegate.verifier.verdict.Decision;
import io.zonegate.verifier.verdict.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Signs with the tokens that the zone's policy names for the gate, as {@code [signing]} says. */
final class PolicySigner implements ContentSigner {
  /** Zones may share tokens, and their sessions are meant for one signer at a time. */
  private static final Semaphore ONE = new Semaphore(1);

  private final Invocation invocation;
  private final Policy policy;
  private final Path hsm;

  PolicySigner(Invocation invocation, Policy policy, Path hsm) {
    this.invocation = invocation;
    this.policy = policy;
    this.hsm = hsm;
  }

  /** The signer of a gate; empty if its policy names no tokens. */
  static Optional<ContentSigner> of(Invocation invocation, OpenGate gate) {
    return gate.settings()
        .ways()
        .hsm()
        .map(hsm -> new PolicySigner(invocation, gate.policy(), hsm));
  }

  @Override
  public void sign(Path unsigned, Path previous, Path signed, Instant now)
      throws NotSignedException {
    Optional<Path> kept = policy.signing().reuse() ? Optional.of(previous) : Optional.empty();
    if (!ONE.tryAcquire()) {
      throw new CandidateJudge.BusyException();
    }
    sign(new Signing.Work(unsigned, kept, signed, now));
  }

  /** The same, but no signature is kept. */
  void signAll(Path unsigned, Path signed, Instant now) throws NotSignedException {
    ONE.acquireUninterruptibly();
    sign(new Signing.Work(unsigned, Optional.empty(), signed, now));
  }

  /** The caller has the one turn, which ends with this. */
  private void sign(Signing.Work work) throws NotSignedException {
    try {
      SigningReport report = Signing.after(invocation, policy, hsm, work);
      Verdict verdict =
          TokenChecks.verdict(
              report,
              work.unsigned().toString(),
              work.at(),
              policy.selection(),
              policy.ceremony().warnBefore());
      if (verdict.decision() != Decision.PASS) {
        throw new NotSignedException("the tokens: " + verdict.decision(), null);
      }
    } catch (CommandException e) {
      throw new NotSignedException("it could not be signed: " + e.getMessage(), e);
    } finally {
      ONE.release();
    }
  }

  @Override
  public boolean keepsRequests() {
    return policy.signing().cds() == CdsRule.AS_GIVEN;
  }
}
