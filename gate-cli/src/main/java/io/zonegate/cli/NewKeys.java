package io.zonegate.cli;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.generate.KeyGeneration;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.KeySetFile;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.register.Bookkeeping;
import io.zonegate.hsm.register.KeyEvent;
import io.zonegate.hsm.register.RegisterException;
import io.zonegate.hsm.register.RegisterTurn;
import io.zonegate.hsm.token.Tokens;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** Keys that come into a key set: what is asked for, and what is noted and told of them. */
final class NewKeys {
  private NewKeys() {}

  static Option zoneOption() {
    return SharedOptions.argument("zone", "ZONE", "the zone that the keys are for");
  }

  static Option extractable() {
    return SharedOptions.flag(
        "extractable", "let keys export read the key; SoftHSM2 test set-ups only");
  }

  static Name zone(Invocation invocation, String command) throws CommandException {
    String value = invocation.value("zone");
    if (value == null) {
      throw CommandException.usage("zonegate " + command + " needs --zone ZONE");
    }
    try {
      return Name.fromString(value, Name.root);
    } catch (TextParseException e) {
      throw new CommandException(ExitCode.USAGE, "--zone: " + e.getMessage(), e);
    }
  }

  static Optional<DnssecAlgorithm> algorithm(Invocation invocation) throws CommandException {
    try {
      return Optional.ofNullable(invocation.value("algorithm")).map(DnssecAlgorithm::parse);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "--algorithm: " + e.getMessage(), e);
    }
  }

  static KeyRole role(String word) throws CommandException {
    return Arrays.stream(KeyRole.values())
        .filter(r -> r.name().equals(word.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> CommandException.usage("--role: '" + word + "' is neither KSK nor ZSK"));
  }

  /** The group named, or every group that hsm.toml gives the role. */
  static List<String> groups(String named, HsmConfig config, KeyRole role) throws CommandException {
    List<String> groups = config.groups(role.name());
    if (groups.isEmpty()) {
      throw CommandException.usage(
          "no token of hsm.toml holds keys of the role "
              + role
              + "; name another role with --role, or make the key where its tokens are");
    }
    if (named != null && (named.isEmpty() || !groups.contains(named))) {
      throw CommandException.usage(
          "--group: no token of group '"
              + named
              + "' holds keys of the role "
              + role
              + "; groups of the role: "
              + (groups.contains("") ? "none" : String.join(", ", groups)));
    }
    return named == null ? groups : List.of(named);
  }

  /** The key set so far, which must be the zone's. */
  static KeySet existing(HsmConfig config, Name zone) throws CommandException {
    KeySet existing = Files.exists(config.keys()) ? HsmOptions.keys(config) : KeySet.empty(zone);
    if (!existing.zone().equals(zone)) {
      throw CommandException.usage(
          "--zone: " + config.keys() + " has the keys of " + existing.zone() + ", not of " + zone);
    }
    return existing;
  }

  /** Where it is told what was made: standard output belongs to the report, if that is JSON. */
  static PrintStream news(Invocation invocation) {
    return invocation.json() ? invocation.console().err() : invocation.console().out();
  }

  /**
   * Notes the new keys, writes the key set and tells; if that fails, the keys are removed again.
   */
  static void keep(
      Invocation invocation,
      HsmConfig config,
      RegisterTurn register,
      Tokens tokens,
      KeyGeneration generation,
      KeyEvent.Kind kind,
      KeySet existing,
      List<ZoneKey> fresh)
      throws CommandException, IOException {
    PrintStream out = news(invocation);
    Bookkeeping lines = KeyBooks.lines(invocation, config, register.content());
    List<KeyEvent> events = new ArrayList<>(lines.adopted(existing));
    events.addAll(lines.all(kind, existing.zone(), fresh));
    try {
      register.append(events);
      KeySetFile.write(config.keys(), existing.with(fresh));
    } catch (IOException | RegisterException e) {
      generation.remove(fresh).forEach(invocation.console().err()::println);
      throw e;
    }
    for (ZoneKey key : fresh) {
      out.println((kind == KeyEvent.Kind.IMPORTED ? "imported " : "made ") + key + on(tokens, key));
    }
    out.println("noted in " + config.register() + ", head " + register.content().head());
    out.println("wrote " + config.keys());
  }

  /** Which tokens a key is on, for people. */
  static String on(Tokens tokens, ZoneKey key) {
    List<String> holders =
        tokens.holding(key.role().name(), key.group()).stream()
            .map(token -> token.config().toString())
            .toList();
    return " on "
        + holders.size()
        + (holders.size() == 1 ? " token" : " tokens")
        + (key.group().isEmpty() ? "" : " of group " + key.group())
        + " ("
        + String.join(", ", holders)
        + "), proved on each";
  }
}
