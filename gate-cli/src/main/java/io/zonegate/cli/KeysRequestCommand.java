package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.hsm.ceremony.CeremonyException;
import io.zonegate.hsm.ceremony.KskBundles;
import io.zonegate.hsm.ceremony.KskPlan;
import io.zonegate.hsm.ceremony.KskRequest;
import io.zonegate.hsm.ceremony.KskRrset;
import io.zonegate.hsm.ceremony.RequestFile;
import io.zonegate.hsm.ceremony.Requesting;
import io.zonegate.hsm.ceremony.Slot;
import io.zonegate.hsm.ceremony.Slots;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.signer.duty.KeyDuties;
import io.zonegate.signer.sign.KeyRrsets;
import io.zonegate.signer.sign.SigningPolicy;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code zonegate keys request}. */
final class KeysRequestCommand extends Command {
  KeysRequestCommand() {
    super("keys request", "Ask offline KSKs for signatures over a period ahead", "");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(SharedOptions.hsm());
    options.addOption(
        SharedOptions.argument(
            "from", "TIME", "beginning of the period; else where the stored signatures end"));
    options.addOption(SharedOptions.argument("until", "TIME", "end of the period"));
    options.addOption(
        SharedOptions.argument(
            "every", "TIME", "from one bundle to the next; default half of dnskey-validity"));
    options.addOption(SharedOptions.argument("output", "FILE", "where the request goes"));
    options.addOption(SharedOptions.at());
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    Path output = CeremonyOptions.output(invocation);
    HsmConfig config = CeremonyOptions.signer(invocation);
    KeySet keys = HsmOptions.keys(config);
    SigningPolicy signing = Signing.policy(invocation.policy(), config, keys);
    // What is wrong on the command line is to be said before a token is asked.
    KskPlan plan = plan(invocation, config, keys, signing);
    return HsmOptions.withTokens(
        config,
        tokens -> {
          try {
            CeremonyOptions.demandProof(invocation, tokens, keys);
            KskRequest request = Requesting.request(tokens, keys, plan);
            RequestFile.write(output, request);
            PrintStream out = invocation.console().out();
            CeremonyText text = new CeremonyText(out);
            text.plan("request", plan);
            text.digest(output.toString(), request.digest());
            out.println("wrote " + output + "; next, at the ceremony: zonegate keys sign-request");
            return ExitCode.PASS;
          } catch (CeremonyException e) {
            throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
          }
        });
  }

  private static KskPlan plan(
      Invocation invocation, HsmConfig config, KeySet keys, SigningPolicy signing)
      throws CommandException {
    try {
      new KeyDuties(keys, signing.roles()).admit(signing.foreign());
      KskBundles bundles = Bundles.of(config, keys).orElseThrow();
      Instant from = invocation.time("from");
      if (from == null) {
        Instant now = invocation.now().truncatedTo(ChronoUnit.SECONDS);
        from = Bundles.usableUntil(bundles, keys, signing, now).orElse(now);
      }
      Instant until = invocation.time("until");
      if (until == null) {
        throw CommandException.usage("zonegate keys request needs --until TIME");
      }
      List<KskRrset> sets = new KeyRrsets(keys, signing).forKsks();
      return new KskPlan(
          keys.zone(),
          from,
          until,
          signing.dnskeyTtl().toSeconds(),
          Requesting.keys(keys, signing.foreign()),
          sets.subList(1, sets.size()),
          slots(invocation, signing, from, until));
    } catch (CeremonyException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandException(ExitCode.UNDECIDED, "nothing was done: " + IoReason.of(e), e);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.CONFIGURATION, e.getMessage(), e);
    }
  }

  private static List<Slot> slots(
      Invocation invocation, SigningPolicy signing, Instant from, Instant until)
      throws CommandException {
    Duration every = invocation.duration("every");
    return Slots.over(
        from,
        until,
        signing.dnskeyValidity(),
        signing.inceptionOffset(),
        every != null ? every : Duration.ofSeconds(signing.dnskeyValidity().toSeconds() / 2),
        signing.leastKskLife());
  }
}
