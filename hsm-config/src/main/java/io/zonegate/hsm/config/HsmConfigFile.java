package io.zonegate.hsm.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code hsm.toml}, version 1. Commented examples are in the folder {@code examples} of this
 * module.
 */
public final class HsmConfigFile {

  /** CK_TOKEN_INFO.label has 32 octets. */
  private static final int LONGEST_LABEL = 32;

  /** As {@code KeyRole} names them, which the configuration does not know. */
  private static final List<String> ROLES = List.of("KSK", "ZSK");

  /** What tokens hold where KSKs are offline. */
  private static final List<String> ZSK_ALONE = List.of("ZSK");

  private final TomlReader file;

  private HsmConfigFile(Path path) {
    file = new TomlReader(path);
  }

  /**
   * Reads the file. No module is loaded and no PIN is read.
   *
   * @throws ConfigException with every error found, each with file:line:column and what is allowed
   */
  public static HsmConfig read(Path path) {
    return new HsmConfigFile(path).config();
  }

  private HsmConfig config() {
    TableReader root = file.root();
    root.allow("version", "keys", "register", "ksk-bundles", "signing", "replication", "token");
    root.integer("version", 1, 1);
    Path keys = file.folder().resolve(root.text("keys")).normalize();
    Path register =
        root.has("register")
            ? file.folder().resolve(root.text("register")).normalize()
            : HsmConfig.registerBeside(keys);
    if (register.equals(keys)) {
      root.error("register", "register and keys are one file, " + keys + "; name two");
    }
    Optional<Path> bundles =
        root.has("ksk-bundles")
            ? Optional.of(file.folder().resolve(root.text("ksk-bundles")).normalize())
            : Optional.empty();
    Optional<TableReader> signing = root.table("signing");
    signing.ifPresent(table -> table.allow("sessions-per-token", "spread"));
    int sessions =
        signing
            .map(
                t ->
                    t.integer(
                        "sessions-per-token",
                        1,
                        HsmConfig.MOST_SESSIONS,
                        HsmConfig.DEFAULT_SESSIONS))
            .orElse(HsmConfig.DEFAULT_SESSIONS);
    Spread spread =
        signing
            .map(t -> Spread.ofWord(t.word("spread", Spread.words())))
            .orElse(Spread.ROUND_ROBIN);
    Replication replication =
        root.table("replication").map(ReplicationTable::read).orElse(new Replication.Unsaid());
    List<TokenConfig> tokens = tokens(root, sessions, bundles.isPresent() ? ZSK_ALONE : ROLES);
    file.finish();
    return new HsmConfig(keys, register, bundles, sessions, spread, replication, tokens);
  }

  /**
   * The tokens.
   *
   * @param roles of the keys that they hold: a token that says nothing holds all of these
   */
  private List<TokenConfig> tokens(TableReader root, int sessions, List<String> roles) {
    List<TokenConfig> tokens = new ArrayList<>();
    Set<String> labels = new HashSet<>();
    for (TableReader table : root.tables("token")) {
      TokenConfig token = token(table, sessions, roles);
      if (!token.label().isEmpty() && !labels.add(token.label())) {
        table.error(
            "label",
            "label \"" + token.label() + "\" is given twice; every token needs a label of its own");
      }
      tokens.add(token);
    }
    if (tokens.isEmpty() && !file.failed()) {
      root.error("token", "no token; at least one [[token]] with label, module and pin is needed");
    }
    for (String role : roles) {
      List<String> groups =
          tokens.stream().filter(t -> t.holds(role)).map(TokenConfig::group).distinct().toList();
      if (!file.failed() && groups.isEmpty()) {
        root.error("token", "no token holds keys of the role " + role + "; correct \"roles\"");
      }
      if (!file.failed() && groups.size() > 1 && groups.contains("")) {
        root.error(
            "token",
            "some tokens that hold keys of the role "
                + role
                + " are of a group and some of none; give each of them a \"group\", or none");
      }
    }
    return tokens;
  }

  private TokenConfig token(TableReader table, int most, List<String> allowed) {
    table.allow("label", "site", "group", "module", "sessions", "roles", "read-write", "pin");
    String label = table.text("label");
    int octets = label.getBytes(StandardCharsets.UTF_8).length;
    if (octets > LONGEST_LABEL) {
      table.error(
          "label", "label has " + octets + " octets; a token label has at most " + LONGEST_LABEL);
    }
    String module = table.text("module");
    if (!module.isEmpty() && !Path.of(module).isAbsolute()) {
      table.error(
          "module",
          "module \"" + module + "\" is not an absolute path; give the library's full path");
    }
    String site = table.has("site") ? table.text("site") : "";
    // More than the others have would wait for work that nobody hands out.
    int sessions = table.integer("sessions", 1, most, 0);
    boolean readWrite = table.has("read-write") && table.truth("read-write");
    List<String> roles = table.words("roles", ROLES);
    if (!allowed.containsAll(roles)) {
      table.error(
          "roles",
          "roles has KSK, and with ksk-bundles no token here holds KSKs; take one of them out");
    }
    return new TokenConfig(
        label,
        Path.of(module),
        pin(table),
        site,
        group(table),
        sessions,
        roles.isEmpty() && !allowed.equals(ROLES) ? allowed : roles,
        readWrite);
  }

  /** A word, as it is also given on the command line and stands in the key set. */
  private static String group(TableReader token) {
    String group = token.has("group") ? token.text("group") : "";
    if (!group.matches("[A-Za-z0-9._-]{0,32}")) {
      token.error(
          "group",
          "group \""
              + group
              + "\" is no name of a group: 1 to 32 letters, digits, dots, dashes and underscores");
    }
    return group;
  }

  private PinSource pin(TableReader token) {
    Optional<TableReader> table = token.table("pin");
    String forms =
        "{ file = \"PATH\" }, { credential = \"NAME\" }, { env = \"VARIABLE\" } or { prompt = true }";
    if (table.isEmpty()) {
      if (!token.has("pin")) {
        token.error("pin", "\"pin\" is missing in [token]; give one of " + forms);
      }
      return new PinSource.Prompted();
    }
    TableReader pin = table.get();
    List<String> sources = List.of("file", "credential", "env", "prompt");
    pin.allow(sources.toArray(String[]::new));
    long given = sources.stream().filter(pin::has).count();
    if (given != 1) {
      token.error("pin", "pin has " + given + " sources; give exactly one of " + forms);
    } else if (pin.has("file")) {
      return new PinSource.InFile(file.folder().resolve(pin.text("file")).normalize());
    } else if (pin.has("credential")) {
      return credential(pin);
    } else if (pin.has("env")) {
      return new PinSource.InEnvironment(pin.text("env"));
    } else if (!pin.truth("prompt")) {
      pin.error("prompt", "prompt is not true; give prompt = true or another source: " + forms);
    }
    return new PinSource.Prompted();
  }

  /** Systemd's names have no slash; one with it would leave the folder of the credentials. */
  private static PinSource credential(TableReader pin) {
    String name = pin.text("credential");
    if (!name.isEmpty() && !name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
      pin.error(
          "credential",
          "credential is no name that systemd gives: letters, digits, dot, dash and underscore");
    }
    return new PinSource.Credential(name);
  }
}
