package io.zonegate.cli;

import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.proof.ProofResult;
import io.zonegate.hsm.proof.TokenProof;
import io.zonegate.hsm.register.TagFreshness;
import io.zonegate.policy.Policy;
import io.zonegate.tokens.TokenChecks;
import io.zonegate.verifier.verdict.Verdict;
import java.security.SecureRandom;
import java.time.Duration;
import org.apache.commons.cli.Options;

/** {@code zonegate keys prove}. */
final class KeysProveCommand extends Command {
  KeysProveCommand() {
    super(
        "keys prove", "Prove that every token holds the zone's keys: PASS, BLOCK or UNDECIDED", "");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(SharedOptions.hsm());
    SharedOptions.reports(options);
    return options;
  }

  @Override
  boolean writesJson() {
    return true;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    EarlierReports.discard(invocation, "keys-prove");
    Policy policy = invocation.policy();
    HsmConfig config = HsmOptions.config(invocation);
    KeySet keys = HsmOptions.keys(config);
    TagFreshness tags = TagFreshness.of(KeyBooks.read(config), keys);
    Verdict verdict =
        HsmOptions.withTokens(
            config,
            tokens -> {
              long start = System.nanoTime();
              ProofResult proof = TokenProof.prove(tokens, keys, new SecureRandom());
              return verdict(
                  invocation, keys, proof, tags, Duration.ofNanos(System.nanoTime() - start));
            });
    new Reports(invocation, policy, policy.effective()).write(verdict, "keys-prove");
    return ExitCode.of(verdict.decision());
  }

  static Verdict verdict(
      Invocation invocation, KeySet keys, ProofResult proof, TagFreshness tags, Duration spent)
      throws CommandException {
    return TokenChecks.verdict(
        proof,
        tags,
        keys.zone().toString(),
        HsmOptions.file(invocation).toString(),
        invocation.started(),
        spent);
  }
}
