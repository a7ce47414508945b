package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.hsm.ceremony.CeremonyException;
import io.zonegate.hsm.ceremony.ImportChecks;
import io.zonegate.hsm.ceremony.KskBundles;
import io.zonegate.hsm.ceremony.KskPlan;
import io.zonegate.hsm.ceremony.KskRequest;
import io.zonegate.hsm.ceremony.KskResponse;
import io.zonegate.hsm.ceremony.RequestFile;
import io.zonegate.hsm.ceremony.ResponseFile;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.policy.Policy;
import io.zonegate.signer.sign.KeyRrsets;
import io.zonegate.signer.sign.SigningPolicy;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code zonegate keys import-response RESPONSE}. */
final class KeysImportResponseCommand extends Command {
  KeysImportResponseCommand() {
    super(
        "keys import-response",
        "Verify the signatures of offline KSKs and keep them for signing",
        "RESPONSE");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(SharedOptions.hsm());
    options.addOption(
        SharedOptions.argument("request", "REQUEST", "the request that this is the response to"));
    options.addOption(SharedOptions.at());
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    Path file = Invocation.path("RESPONSE", invocation.argument());
    Path asked = invocation.path("request");
    if (asked == null) {
      throw CommandException.usage("zonegate keys import-response needs --request REQUEST");
    }
    HsmConfig config = CeremonyOptions.signer(invocation);
    KeySet keys = HsmOptions.keys(config);
    Policy policy = invocation.policy();
    SigningPolicy signing = Signing.policy(policy, config, keys);
    KskResponse response = CeremonyOptions.read(() -> ResponseFile.read(file));
    KskRequest request = CeremonyOptions.read(() -> RequestFile.read(asked));
    List<String> problems =
        ImportChecks.problems(
            response,
            request,
            new KeyRrsets(keys, signing).forKsks(),
            Bundles.activeKsks(keys),
            signing.leastKskLife(),
            invocation.now());
    if (!problems.isEmpty()) {
      throw new CommandException(
          ExitCode.UNDECIDED, file + ": nothing was imported: " + String.join("; ", problems));
    }
    try {
      KskBundles bundles = Bundles.of(config, keys).orElseThrow();
      Path kept = bundles.add(response);
      PrintStream out = invocation.console().out();
      CeremonyText text = new CeremonyText(out);
      text.plan("response", response.plan());
      text.digest(file.toString(), response.digest());
      out.println(
          "kept as "
              + kept
              + ": "
              + response.rrsigs().size()
              + " RRSIGs, each verified in software");
      Bundles.print(out, policy, config, keys, invocation.now());
      warnOfGap(invocation, response.plan(), Bundles.of(config, keys).orElseThrow(), keys, signing);
      return ExitCode.PASS;
    } catch (CeremonyException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandException(ExitCode.UNDECIDED, "nothing was imported: " + IoReason.of(e), e);
    }
  }

  /** What was imported for a later time may leave the time before it without signatures. */
  private static void warnOfGap(
      Invocation invocation, KskPlan plan, KskBundles bundles, KeySet keys, SigningPolicy signing)
      throws CommandException {
    Optional<Instant> end = Bundles.usableUntil(bundles, keys, signing, invocation.now());
    if (end.isPresent() && end.get().isBefore(plan.from())) {
      invocation
          .console()
          .err()
          .println(
              "zonegate: from "
                  + end.get()
                  + " until "
                  + plan.from()
                  + " there are no KSK signatures for these keys; ask for them, too");
    }
  }
}
