package io.zonegate.cli;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.generate.KeyGeneration;
import io.zonegate.hsm.generate.KeyRequest;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.KeySetFile;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.register.Bookkeeping;
import io.zonegate.hsm.register.KeyEvent;
import io.zonegate.hsm.register.RegisterException;
import io.zonegate.hsm.register.RegisterTurn;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.Options;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** {@code zonegate keys generate}. */
final class KeysGenerateCommand extends Command {
  private static final int DEFAULT_ALGORITHM = 13;

  KeysGenerateCommand() {
    super(
        "keys generate", "Make keys once, put them on every token, prove that they are there", "");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(SharedOptions.hsm());
    options.addOption(SharedOptions.argument("zone", "ZONE", "the zone that the keys are for"));
    options.addOption(
        SharedOptions.argument("role", "KSK,ZSK", "roles to make a key for; default both"));
    options.addOption(
        SharedOptions.argument(
            "algorithm", "N", "8, 10, 13, 14, 15 or 16; default " + DEFAULT_ALGORITHM));
    options.addOption(
        SharedOptions.argument(
            "group", "NAME", "token group to make the keys for; default one key for each group"));
    options.addOption(KeyBooks.by());
    options.addOption(
        SharedOptions.argument("bits", "N", "RSA modulus, 2048 to 4096; default 2048"));
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    Name zone = zone(invocation);
    List<KeyRequest> wanted = requests(invocation);
    HsmConfig config = HsmOptions.config(invocation);
    List<KeyRequest> requests = inGroups(invocation.value("group"), config, wanted);
    return KeyBooks.withRegister(
        config, register -> generate(invocation, config, register, zone, requests));
  }

  private static ExitCode generate(
      Invocation invocation,
      HsmConfig config,
      RegisterTurn register,
      Name zone,
      List<KeyRequest> requests)
      throws CommandException {
    KeySet existing = Files.exists(config.keys()) ? HsmOptions.keys(config) : KeySet.empty(zone);
    if (!existing.zone().equals(zone)) {
      throw CommandException.usage(
          "--zone: " + config.keys() + " has the keys of " + existing.zone() + ", not of " + zone);
    }
    return HsmOptions.withTokens(
        config,
        tokens -> {
          Bookkeeping lines = KeyBooks.lines(invocation, config, register.content());
          KeyGeneration generation = new KeyGeneration(tokens, new SecureRandom());
          KeySet made =
              generation.generate(existing, register.content().tags(existing.zone()), requests);
          List<ZoneKey> fresh = made.keys().subList(existing.keys().size(), made.keys().size());
          List<KeyEvent> events = new ArrayList<>(lines.adopted(existing));
          events.addAll(lines.all(KeyEvent.Kind.CREATED, made.zone(), fresh));
          try {
            register.append(events);
            KeySetFile.write(config.keys(), made);
          } catch (IOException | RegisterException e) {
            generation.remove(fresh, e);
            throw e;
          }
          PrintStream out = invocation.console().out();
          for (ZoneKey key : fresh) {
            List<String> holders =
                tokens.holding(key.role().name(), key.group()).stream()
                    .map(token -> token.config().toString())
                    .toList();
            out.println(
                "made "
                    + key
                    + " on "
                    + holders.size()
                    + (holders.size() == 1 ? " token" : " tokens")
                    + (key.group().isEmpty() ? "" : " of group " + key.group())
                    + " ("
                    + String.join(", ", holders)
                    + "), proved on each");
          }
          out.println("noted in " + config.register() + ", head " + register.content().head());
          out.println("wrote " + config.keys());
          return ExitCode.PASS;
        });
  }

  /** Each request for the group named, or for every group that hsm.toml gives the role. */
  private static List<KeyRequest> inGroups(
      String named, HsmConfig config, List<KeyRequest> requests) throws CommandException {
    List<KeyRequest> result = new ArrayList<>();
    for (KeyRequest request : requests) {
      List<String> groups = config.groups(request.role().name());
      if (named != null && (named.isEmpty() || !groups.contains(named))) {
        throw CommandException.usage(
            "--group: no token of group '"
                + named
                + "' holds keys of the role "
                + request.role()
                + "; groups of the role: "
                + (groups.contains("") ? "none" : String.join(", ", groups)));
      }
      (named == null ? groups : List.of(named)).forEach(g -> result.add(request.on(g)));
    }
    return result;
  }

  private static Name zone(Invocation invocation) throws CommandException {
    String value = invocation.value("zone");
    if (value == null) {
      throw CommandException.usage("zonegate keys generate needs --zone ZONE");
    }
    try {
      return Name.fromString(value, Name.root);
    } catch (TextParseException e) {
      throw new CommandException(ExitCode.USAGE, "--zone: " + e.getMessage(), e);
    }
  }

  private static List<KeyRequest> requests(Invocation invocation) throws CommandException {
    String named = invocation.value("algorithm");
    DnssecAlgorithm algorithm;
    try {
      algorithm =
          named == null
              ? DnssecAlgorithm.ofNumber(DEFAULT_ALGORITHM)
              : DnssecAlgorithm.parse(named);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "--algorithm: " + e.getMessage(), e);
    }
    Integer bits = invocation.number("bits", 2048, 4096);
    List<String> roles =
        invocation.list("role").isEmpty() ? List.of("KSK", "ZSK") : invocation.list("role");
    List<KeyRequest> requests = new ArrayList<>();
    for (String role : roles) {
      KeyRole wanted =
          Arrays.stream(KeyRole.values())
              .filter(r -> r.name().equals(role.toUpperCase(Locale.ROOT)))
              .findFirst()
              .orElseThrow(
                  () -> CommandException.usage("--role: '" + role + "' is neither KSK nor ZSK"));
      KeyRequest request = KeyRequest.of(wanted, algorithm);
      requests.add(bits == null ? request : new KeyRequest(wanted, algorithm, bits, ""));
    }
    return requests;
  }
}
