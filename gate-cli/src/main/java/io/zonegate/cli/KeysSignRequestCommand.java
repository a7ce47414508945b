package io.zonegate.cli;

import io.zonegate.hsm.ceremony.Ceremony;
import io.zonegate.hsm.ceremony.CeremonyException;
import io.zonegate.hsm.ceremony.KskRequest;
import io.zonegate.hsm.ceremony.KskResponse;
import io.zonegate.hsm.ceremony.RequestChecks;
import io.zonegate.hsm.ceremony.RequestFile;
import io.zonegate.hsm.ceremony.ResponseFile;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.policy.Policy;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.cli.Options;

/** {@code zonegate keys sign-request REQUEST}, at the machine with the KSKs. */
final class KeysSignRequestCommand extends Command {
  private static final int MOST_TAG = 0xffff;

  KeysSignRequestCommand() {
    super(
        "keys sign-request",
        "At the ceremony: show a request, check it, and sign it with the KSKs",
        "REQUEST");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(SharedOptions.hsm());
    options.addOption(
        SharedOptions.argument(
            "digest", "SHA256", "the request's SHA-256, as it was read aloud; without it, a look"));
    options.addOption(
        SharedOptions.argument(
            "previous", "RESPONSE", "the response before, which this request has to continue"));
    options.addOption(
        SharedOptions.argument(
            "foreign", "TAG,..", "approve of these foreign keys, of which there is no proof"));
    options.addOption(SharedOptions.argument("output", "RESPONSE", "where the signatures go"));
    options.addOption(SharedOptions.at());
    options.addOption(KeyBooks.by());
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    Path file = Invocation.path("REQUEST", invocation.argument());
    // Without a digest it is a look, which needs no output.
    Path output = invocation.has("digest") ? CeremonyOptions.output(invocation) : null;
    Path before = invocation.path("previous");
    Set<Integer> foreign = foreign(invocation);
    Policy policy = invocation.policy();
    HsmConfig config = CeremonyOptions.ceremony(invocation);
    KeySet keys = HsmOptions.keys(config);
    KskRequest request = CeremonyOptions.read(() -> RequestFile.read(file));
    Optional<KskResponse> previous =
        before == null
            ? Optional.empty()
            : Optional.of(CeremonyOptions.read(() -> ResponseFile.read(before)));
    PrintStream out = invocation.console().out();
    CeremonyText text = new CeremonyText(out);
    text.plan("request", request.plan());
    previous.ifPresent(response -> text.changes(request.plan(), response.plan()));
    text.digest(file.toString(), request.digest());
    List<String> problems =
        RequestChecks.atCeremony(
            request, keys, foreign, policy.ceremony().limits(), previous, invocation.now());
    if (!problems.isEmpty()) {
      throw new CommandException(
          ExitCode.UNDECIDED, "nothing was signed: " + String.join("; ", problems));
    }
    confirm(invocation, request);
    return HsmOptions.withTokens(
        config,
        tokens -> {
          try {
            CeremonyOptions.demandProof(invocation, tokens, keys);
            KskResponse response = Ceremony.sign(tokens, keys, request);
            note(invocation, config, keys, request);
            ResponseFile.write(output, response);
            text.digest(output.toString(), response.digest());
            out.println(
                "wrote "
                    + output
                    + ": "
                    + response.rrsigs().size()
                    + " RRSIGs, each verified in software; next, at the signer: zonegate keys"
                    + " import-response");
            return ExitCode.PASS;
          } catch (CeremonyException e) {
            throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
          }
        });
  }

  private static Set<Integer> foreign(Invocation invocation) throws CommandException {
    Set<Integer> tags = new TreeSet<>();
    for (String word : invocation.list("foreign")) {
      if (!word.matches("[0-9]{1,5}") || Integer.parseInt(word) > MOST_TAG) {
        throw CommandException.usage("--foreign: '" + word + "' is no key tag");
      }
      tags.add(Integer.valueOf(word));
    }
    return tags;
  }

  private static void confirm(Invocation invocation, KskRequest request) throws CommandException {
    String said = invocation.value("digest");
    if (said == null) {
      throw new CommandException(
          ExitCode.UNDECIDED,
          "nothing was signed: compare the SHA-256 with that of those who asked, then give it with"
              + " --digest");
    }
    if (!said.replaceAll("\\s", "").toLowerCase(Locale.ROOT).equals(request.digest())) {
      throw new CommandException(
          ExitCode.UNDECIDED,
          "nothing was signed: --digest is not the SHA-256 of this request; it is another one than"
              + " the one that was read aloud");
    }
  }

  /** In the register of the ceremony, the keys that signed and those that stood beside them. */
  private static void note(Invocation invocation, HsmConfig config, KeySet keys, KskRequest request)
      throws CommandException {
    List<ZoneKey> published =
        keys.keys().stream()
            .filter(
                key ->
                    request.plan().keys().stream().anyMatch(k -> k.dnskey().equals(key.dnskey())))
            .toList();
    Set<String> signers =
        keys.active(KeyRole.KSK).stream().map(ZoneKey::toString).collect(Collectors.toSet());
    KeyBooks.signed(invocation, config, new KeySet(keys.zone(), published), signers);
  }
}
