package io.zonegate.cli;

import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.policy.Policy;
import io.zonegate.policy.SigningSettings;
import io.zonegate.signer.denial.DenialMode;
import io.zonegate.signer.sign.ProofNotPassedException;
import io.zonegate.signer.sign.SafetyChecks;
import io.zonegate.signer.sign.SerialPolicy;
import io.zonegate.signer.sign.SigningException;
import io.zonegate.signer.sign.SigningPolicy;
import io.zonegate.signer.sign.SigningReport;
import io.zonegate.signer.sign.ZoneSigner;
import io.zonegate.signer.zone.ZoneInputException;
import io.zonegate.tokens.TokenChecks;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;

/** Signs a zone as a command does: with the policy, the tokens, and the proof before it. */
final class Signing {
  private Signing() {}

  /**
   * Signs.
   *
   * @throws CommandException BLOCK, with a verdict, if a token holds a wrong key or made a bad
   *     signature; UNDECIDED if it could not be done; no output then
   */
  static SigningReport sign(Invocation invocation, Policy policy, Path unsigned, Path output)
      throws CommandException {
    HsmConfig config = HsmOptions.config(invocation);
    KeySet keys = HsmOptions.keys(config);
    String origin = invocation.value("origin");
    if (origin != null
        && !ZoneName.absolute("--origin", origin).equalsIgnoreCase(keys.zone().toString())) {
      throw new CommandException(
          ExitCode.CONFIGURATION,
          "--origin "
              + origin
              + ": the keys that "
              + HsmOptions.file(invocation)
              + " names are those of "
              + keys.zone());
    }
    SigningPolicy signing = policy(policy.signing());
    // A register that is damaged is to be said before a token is asked for signatures.
    KeyBooks.read(config);
    return HsmOptions.withTokens(
        config,
        tokens -> {
          try {
            ZoneSigner signer =
                new ZoneSigner(tokens, keys, signing, SafetyChecks.ON, new SecureRandom());
            SigningReport report = signer.sign(unsigned, output, invocation.now());
            KeyBooks.signed(invocation, config, keys, report.perKey().keySet());
            return report;
          } catch (ProofNotPassedException e) {
            throw CommandException.of(
                KeysProveCommand.verdict(invocation, keys, e.result(), Duration.ZERO), e);
          } catch (SigningException e) {
            String zone = keys.zone().toString();
            throw CommandException.of(
                TokenChecks.verdict(e, zone, unsigned.toString(), invocation.now()), e);
          } catch (ZoneInputException e) {
            throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
          } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.CONFIGURATION, e.getMessage(), e);
          }
        });
  }

  static SigningPolicy policy(SigningSettings settings) throws CommandException {
    DenialMode denial =
        switch (settings.denial()) {
          case NSEC -> new DenialMode.Nsec();
          case NSEC3 ->
              new DenialMode.Nsec3(false, settings.nsec3Iterations(), settings.nsec3Salt());
          case NSEC3_OPT_OUT ->
              new DenialMode.Nsec3(true, settings.nsec3Iterations(), settings.nsec3Salt());
        };
    SerialPolicy serial =
        switch (settings.serial()) {
          case KEEP -> SerialPolicy.KEEP;
          case INCREMENT -> SerialPolicy.INCREMENT;
          case UNIXTIME -> SerialPolicy.UNIXTIME;
        };
    try {
      return new SigningPolicy(
          settings.validity(),
          settings.dnskeyValidity(),
          settings.inceptionOffset(),
          settings.jitter(),
          Duration.ofSeconds(settings.dnskeyTtl()),
          denial,
          settings.zonemd(),
          serial);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.CONFIGURATION, "[signing]: " + e.getMessage(), e);
    }
  }

  /** What was done, for people. */
  static String describe(SigningReport report) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "signed %s serial %d: %,d RRSIGs over %,d RRsets in %.1f s, all verified in software; expire %s to %s%n",
            report.zone(),
            report.serial(),
            report.rrsigs(),
            report.rrsets(),
            report.signing().toMillis() / 1000.0,
            report.earliestExpiration(),
            report.latestExpiration()));
    report
        .perToken()
        .forEach((token, n) -> text.append(String.format("  token %-20s %,d RRSIGs%n", token, n)));
    report.perKey().forEach((key, n) -> text.append(String.format("  %-26s %,d RRSIGs%n", key, n)));
    report.failOvers().forEach(f -> text.append("  FAIL-OVER: ").append(f).append('\n'));
    return text.toString();
  }
}
