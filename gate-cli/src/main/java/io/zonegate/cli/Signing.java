package io.zonegate.cli;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.ceremony.CeremonyException;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.register.TagFreshness;
import io.zonegate.policy.Policy;
import io.zonegate.policy.SigningSettings;
import io.zonegate.signer.denial.DenialMode;
import io.zonegate.signer.duty.KeyRoles;
import io.zonegate.signer.reuse.KeptSignatures;
import io.zonegate.signer.reuse.KeyChange;
import io.zonegate.signer.reuse.NotKept;
import io.zonegate.signer.reuse.ReusePolicy;
import io.zonegate.signer.sign.ParentRequest;
import io.zonegate.signer.sign.ProofNotPassedException;
import io.zonegate.signer.sign.SafetyChecks;
import io.zonegate.signer.sign.SerialPolicy;
import io.zonegate.signer.sign.SigningException;
import io.zonegate.signer.sign.SigningPolicy;
import io.zonegate.signer.sign.SigningReport;
import io.zonegate.signer.sign.ZoneSigner;
import io.zonegate.signer.zone.ForeignKeys;
import io.zonegate.signer.zone.ZoneInputException;
import io.zonegate.tokens.AdvanceCheck;
import io.zonegate.tokens.TokenChecks;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Signs a zone as a command does: with the policy, the tokens, and the proof before it. */
final class Signing {
  private Signing() {}

  /**
   * What is to be signed.
   *
   * @param previous the signed zone of which good signatures are kept
   * @param at the signing time
   */
  record Work(Path unsigned, Optional<Path> previous, Path output, Instant at) {}

  /**
   * Signs.
   *
   * @param previous the signed zone of which good signatures are kept
   * @throws CommandException BLOCK, with a verdict, if a token holds a wrong key or made a bad
   *     signature; UNDECIDED if it could not be done; no output then
   */
  static SigningReport sign(
      Invocation invocation, Policy policy, Path unsigned, Optional<Path> previous, Path output)
      throws CommandException {
    HsmConfig config = HsmOptions.config(invocation);
    HsmOptions.protect(output, invocation, config);
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
    Work work = new Work(unsigned, previous, output, invocation.now());
    return sign(invocation, config, keys, policy(policy, config, keys), work);
  }

  /**
   * Signs content whose serial servers have, so that the signed zone's serial is after it: the
   * signing time or the day's number where the policy has those and they are, else the next one.
   *
   * @param hsm tokens and keys
   * @throws CommandException as above
   */
  static SigningReport after(Invocation invocation, Policy policy, Path hsm, Work work)
      throws CommandException {
    HsmConfig config = HsmOptions.config(hsm);
    KeySet keys = HsmOptions.keys(config);
    SigningPolicy signing = policy(policy, config, keys);
    if (signing.serial() == SerialPolicy.DATE_COUNTER) {
      return sign(invocation, config, keys, signing, work);
    }
    if (signing.serial() == SerialPolicy.UNIXTIME) {
      try {
        return sign(invocation, config, keys, signing, work);
      } catch (CommandException e) {
        if (e.exitCode() != ExitCode.CONFIGURATION) {
          throw e;
        }
        // The serial that servers have is ahead of the clock: one more, as below.
      }
    }
    return sign(invocation, config, keys, signing.with(SerialPolicy.INCREMENT), work);
  }

  private static SigningReport sign(
      Invocation invocation, HsmConfig config, KeySet keys, SigningPolicy signing, Work work)
      throws CommandException {
    Path unsigned = work.unsigned();
    Instant at = work.at();
    // A register that is damaged is to be said before a token is asked for signatures.
    TagFreshness tags = TagFreshness.of(KeyBooks.read(config), keys);
    demandFreshTags(tags, keys, unsigned, invocation.now());
    return HsmOptions.withTokens(
        config,
        tokens -> {
          try {
            ZoneSigner signer =
                new ZoneSigner(
                    tokens,
                    keys,
                    signing,
                    Bundles.of(config, keys),
                    SafetyChecks.ON,
                    new SecureRandom());
            SigningReport report = signer.sign(unsigned, work.previous(), work.output(), at);
            KeyBooks.signed(invocation, config, keys, report.perKey().keySet());
            return report;
          } catch (ProofNotPassedException e) {
            throw CommandException.of(
                KeysProveCommand.verdict(invocation, keys, e.result(), tags, Duration.ZERO), e);
          } catch (SigningException e) {
            String zone = keys.zone().toString();
            throw CommandException.of(TokenChecks.verdict(e, zone, unsigned.toString(), at), e);
          } catch (CeremonyException e) {
            String zone = keys.zone().toString();
            throw CommandException.of(AdvanceCheck.verdict(e, zone, unsigned.toString(), at), e);
          } catch (ZoneInputException e) {
            throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
          } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.CONFIGURATION, e.getMessage(), e);
          }
        });
  }

  /** Whoever validates cannot tell keys with one tag apart, and nor can those who look for it. */
  private static void demandFreshTags(TagFreshness tags, KeySet keys, Path unsigned, Instant at)
      throws CommandException {
    Optional<TagFreshness.Clash> clash =
        tags.clashes().stream().filter(TagFreshness.Clash::inKeySet).findFirst();
    if (clash.isPresent()) {
      throw CommandException.of(
          TokenChecks.verdict(tags, keys.zone().toString(), unsigned.toString(), at),
          clash.get().text() + " [" + TagFreshness.TAG_FRESH + "]; nothing was signed");
    }
  }

  private static List<DnskeyRdata> foreign(SigningSettings settings, KeySet keys)
      throws CommandException {
    try {
      return settings
          .foreignDnskeys()
          .map(file -> ForeignKeys.read(file, keys.zone()))
          .orElse(List.of());
    } catch (ZoneInputException e) {
      throw new CommandException(
          ExitCode.CONFIGURATION, "[signing] foreign-dnskeys: " + e.getMessage(), e);
    }
  }

  /** The signing policy for the keys of a zone, its foreign keys included. */
  static SigningPolicy policy(Policy policy, HsmConfig config, KeySet keys)
      throws CommandException {
    SigningSettings settings = policy.signing();
    SigningPolicy signing = policy(settings).with(foreign(settings, keys));
    if (config.kskBundles().isEmpty()) {
      return signing;
    }
    if (signing.roles() == KeyRoles.SINGLE) {
      throw new CommandException(
          ExitCode.CONFIGURATION,
          "[signing] roles = \"single\" has KSKs sign everything, and with ksk-bundles in hsm.toml"
              + " they are offline; take one of the two out");
    }
    return signing.with(KeyRoles.OFFLINE_KSK);
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
          case DATE_COUNTER -> SerialPolicy.DATE_COUNTER;
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
          serial,
          switch (settings.cds()) {
            case AS_GIVEN -> ParentRequest.AS_GIVEN;
            case ACTIVE_KSKS -> ParentRequest.ACTIVE_KSKS;
            case ALL_KSKS -> ParentRequest.ALL_KSKS;
            case DELETE -> ParentRequest.DELETE;
          },
          switch (settings.roles()) {
            case SPLIT -> KeyRoles.SPLIT;
            case SINGLE -> KeyRoles.SINGLE;
          },
          List.of(),
          new ReusePolicy(
              settings.refresh(),
              switch (settings.keyChange()) {
                case AT_ONCE -> KeyChange.AT_ONCE;
                case GRADUAL -> KeyChange.GRADUAL;
              }));
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
    text.append(kept(report.reuse()));
    report
        .inAdvance()
        .ifPresent(
            signatures ->
                text.append(
                    String.format(
                        "  %d RRSIGs by offline KSKs, made in advance, valid %s; there are some until %s%n",
                        signatures.rrsigs(), signatures.slot(), signatures.usableUntil())));
    report
        .foreign()
        .forEach(
            key ->
                text.append(
                    String.format(
                        "  foreign DNSKEY %d %d alg %d published%n",
                        key.keyTag(), key.flags(), key.algorithm().number())));
    report
        .verifiedBy()
        .forEach(
            (library, n) ->
                text.append(String.format("  verified by %-15s %,d RRSIGs%n", library, n)));
    report
        .perToken()
        .forEach((token, n) -> text.append(String.format("  token %-20s %,d RRSIGs%n", token, n)));
    report.perKey().forEach((key, n) -> text.append(String.format("  %-26s %,d RRSIGs%n", key, n)));
    report.failOvers().forEach(f -> text.append("  FAIL-OVER: ").append(f).append('\n'));
    return text.toString();
  }

  private static String kept(KeptSignatures reuse) {
    if (reuse.previous() == 0) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "  kept %,d of %,d RRSIGs of the previous zone, all verified in software%n",
            reuse.kept(), reuse.previous()));
    if (reuse.byRetiredKeys() > 0) {
      text.append(
          String.format(
              "    %,d of them by keys that are no longer active; keep these published%n",
              reuse.byRetiredKeys()));
    }
    reuse
        .notKept()
        .forEach(
            (reason, n) ->
                text.append(String.format("    %,d not, because %s%n", n, reason.reason())));
    if (reuse.notKept().containsKey(NotKept.DAMAGED)) {
      text.append("    DAMAGED: the previous zone is bogus there; judge it with zonegate verify\n");
    }
    return text.toString();
  }
}
