package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.generate.KeyGeneration;
import io.zonegate.hsm.generate.KeyImport;
import io.zonegate.hsm.generate.KeyRequest;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.keyfile.KeyFile;
import io.zonegate.hsm.register.KeyEvent.Kind;
import io.zonegate.hsm.register.RegisterTurn;
import io.zonegate.hsm.register.RegisteredKey;
import io.zonegate.hsm.register.TagFreshness;
import io.zonegate.hsm.token.KeySecrecy;
import io.zonegate.hsm.token.SoftwareKeyPair;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;
import org.xbill.DNS.Name;

/** {@code zonegate keys import FILE}. */
final class KeysImportCommand extends Command {
  KeysImportCommand() {
    super(
        "keys import",
        "Put a private key from a file on SoftHSM2 tokens, for test set-ups only",
        "FILE");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(SharedOptions.hsm());
    options.addOption(NewKeys.zoneOption());
    options.addOption(
        SharedOptions.argument("role", "KSK|ZSK", "its role, which PEM does not tell"));
    options.addOption(
        SharedOptions.argument("algorithm", "8|10", "its algorithm, for an RSA key in PEM"));
    options.addOption(
        SharedOptions.argument("group", "NAME", "token group to put it on, where there are any"));
    options.addOption(NewKeys.extractable());
    options.addOption(KeyBooks.by());
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    Path file = Path.of(invocation.argument());
    Name zone = NewKeys.zone(invocation, "keys import");
    Optional<DnssecAlgorithm> algorithm = NewKeys.algorithm(invocation);
    Optional<KeyRole> role = Optional.empty();
    if (invocation.has("role")) {
      role = Optional.of(NewKeys.role(invocation.value("role")));
    }
    HsmConfig config = HsmOptions.config(invocation);
    KeyFile read;
    try {
      read = KeyFile.read(file, algorithm);
    } catch (KeyFile.FormException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, file + " cannot be read: " + IoReason.of(e), e);
    }
    try (SoftwareKeyPair pair = read.pair()) {
      KeyRequest request = request(invocation, config, zone, role, read);
      return KeyBooks.withRegister(
          config, register -> place(invocation, config, register, zone, request, pair));
    }
  }

  private static KeyRequest request(
      Invocation invocation, HsmConfig config, Name zone, Optional<KeyRole> named, KeyFile read)
      throws CommandException {
    if (read.zone().isPresent() && !read.zone().get().equals(zone)) {
      throw CommandException.usage("--zone: the key is for " + read.zone().get() + ", not " + zone);
    }
    KeyRole role =
        named
            .or(read::role)
            .orElseThrow(
                () ->
                    CommandException.usage(
                        "zonegate keys import needs --role KSK or --role ZSK for PEM"));
    if (read.role().isPresent() && read.role().get() != role) {
      throw CommandException.usage("--role: the key is a " + read.role().get() + ", not a " + role);
    }
    List<String> groups = NewKeys.groups(invocation.value("group"), config, role);
    if (groups.size() > 1) {
      throw CommandException.usage(
          "zonegate keys import needs --group, one of " + String.join(", ", groups));
    }
    KeyRequest request = KeyRequest.of(role, read.algorithm()).on(groups.get(0));
    return invocation.has("extractable") ? request.with(KeySecrecy.READABLE) : request;
  }

  private static ExitCode place(
      Invocation invocation,
      HsmConfig config,
      RegisterTurn register,
      Name zone,
      KeyRequest request,
      SoftwareKeyPair pair)
      throws CommandException {
    KeySet existing = NewKeys.existing(config, zone);
    SecureRandom random = new SecureRandom();
    return HsmOptions.withTokens(
        config,
        tokens -> {
          KeyImport keyImport = new KeyImport(tokens, random);
          ZoneKey key;
          try {
            key = keyImport.key(existing, request, pair);
          } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.UNDECIDED, "the key: " + e.getMessage(), e);
          }
          demandFreshTag(register, existing, key);
          keyImport.place(existing, request, key, pair);
          NewKeys.keep(
              invocation,
              config,
              register,
              tokens,
              new KeyGeneration(tokens, random),
              Kind.IMPORTED,
              existing,
              List.of(key));
          return ExitCode.PASS;
        });
  }

  /** A key that was made elsewhere cannot be made anew until its tag is a fresh one. */
  private static void demandFreshTag(RegisterTurn register, KeySet existing, ZoneKey key)
      throws CommandException {
    if (existing.keys().stream().anyMatch(k -> k.dnskey().equals(key.dnskey()))) {
      throw CommandException.usage(key + " is in the key set already");
    }
    RegisteredKey registered = RegisteredKey.of(existing.zone(), key, List.of());
    for (TagFreshness.Clash clash :
        TagFreshness.of(register.content(), existing.with(List.of(key))).clashes()) {
      if (clash.first().isSame(registered) || clash.second().isSame(registered)) {
        throw new CommandException(
            ExitCode.BLOCK,
            clash.second()
                + " has a key tag of "
                + clash.first()
                + " ["
                + TagFreshness.TAG_FRESH
                + "]; nothing was imported. Make another key.");
      }
    }
  }
}
