package io.zonegate.report;

import io.zonegate.policy.EffectiveValue;
import io.zonegate.policy.Policy;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a report says besides the verdict.
 *
 * @param toolVersion version of zonegate
 * @param command command line that repeats the judgement, complete, without secrets
 * @param runId id of this run, unique for this host; no two reports of one build share it
 * @param hostname name of the machine
 * @param policySource the policy file as the user named it, or that there is none
 * @param policySha256 SHA-256 of the effective values, lower-case hex
 * @param policy every effective value with its origin
 * @param signing what signing made and kept, where the command signed
 */
public record ReportContext(
    String toolVersion,
    String command,
    String runId,
    String hostname,
    String policySource,
    String policySha256,
    List<EffectiveValue> policy,
    Optional<SigningFigures> signing) {
  /** Copies the list. */
  public ReportContext {
    Objects.requireNonNull(toolVersion);
    Objects.requireNonNull(command);
    Objects.requireNonNull(runId);
    Objects.requireNonNull(hostname);
    Objects.requireNonNull(policySource);
    Objects.requireNonNull(policySha256);
    policy = List.copyOf(policy);
    Objects.requireNonNull(signing);
  }

  /** The same of a command that has signed. */
  public ReportContext with(SigningFigures figures) {
    return new ReportContext(
        toolVersion,
        command,
        runId,
        hostname,
        policySource,
        policySha256,
        policy,
        Optional.of(figures));
  }

  /** The context of a run under the given policy. */
  public static ReportContext of(
      String toolVersion, String command, String runId, String hostname, Policy policy) {
    return new ReportContext(
        toolVersion,
        command,
        runId,
        hostname,
        policy.source(),
        policy.policySha256(),
        policy.effective(),
        Optional.empty());
  }
}
