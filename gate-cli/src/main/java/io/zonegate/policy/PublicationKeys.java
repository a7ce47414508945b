package io.zonegate.policy;

import io.zonegate.verifier.parent.ServerAddress;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys of a stage {@code [[gate.stage]]} that say how its servers get the zone. */
final class PublicationKeys {
  private PublicationKeys() {}

  /**
   * Reads them; empty if there is no way, or more than one.
   *
   * @param servers those of the stage, who are told unless others are named
   */
  static Optional<Publication> read(TomlSection section, Path base, List<ServerAddress> servers) {
    TomlValues values = section.values();
    Optional<Publication> file = file(section, values, base);
    Optional<Publication> transfer = transfer(section, values, base, servers);
    boolean byFile = section.has("file");
    boolean byTransfer = section.has("allow") || section.has("allow-tsig");
    if (byFile && byTransfer) {
      section.problem(
          "file",
          "gate.stage has both file and "
              + (section.has("allow") ? "allow" : "allow-tsig")
              + "; its servers load a file, or they take the zone by transfer: keep one");
    } else if (!byFile && !byTransfer) {
      section.problem(
          "file",
          "gate.stage.file is missing, which its servers load; or allow and allow-tsig, who may"
              + " take the zone by transfer");
    }
    refuseOthers(section, byFile, "notify");
    refuseOthers(section, byTransfer, "reload", "command", "command-timeout");
    return byFile ? file : transfer;
  }

  private static void refuseOthers(TomlSection section, boolean other, String... keys) {
    for (String key : keys) {
      if (other && section.has(key)) {
        section.problem(
            key,
            "gate.stage."
                + key
                + " is of no use here: its servers "
                + (key.equals("notify") ? "load a file" : "take the zone by transfer"));
      }
    }
  }

  private static Optional<Publication> file(TomlSection section, TomlValues values, Path base) {
    Optional<Path> file = values.text("file").map(base::resolve).map(Path::normalize);
    Reload reload = values.choice("reload", Reload.NONE);
    List<String> command = values.texts("command");
    Duration timeout =
        values.duration(
            "command-timeout", Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofHours(1));
    if (reload != Reload.NONE && !command.isEmpty()) {
      section.problem("command", "gate.stage has both reload and command; keep one");
    }
    return file.map(path -> new Publication.ByFile(path, reload, command, timeout));
  }

  private static Optional<Publication> transfer(
      TomlSection section, TomlValues values, Path base, List<ServerAddress> servers) {
    Set<InetAddress> addresses = addresses(section, values, "allow");
    Optional<Path> keys = values.text("allow-tsig").map(base::resolve).map(Path::normalize);
    List<ServerAddress> named = servers(section, values, "notify");
    if (addresses.isEmpty() && keys.isEmpty()) {
      // Without either the zone would be everybody's.
      return Optional.empty();
    }
    return Optional.of(
        new Publication.ByTransfer(addresses, keys, named.isEmpty() ? servers : named));
  }

  /** Servers as {@code SERVER[:PORT]}. */
  static List<ServerAddress> servers(TomlSection section, TomlValues values, String key) {
    return values.texts(key).stream()
        .flatMap(
            text -> {
              Optional<ServerAddress> server = ServerAddress.parse(text);
              if (server.isEmpty()) {
                section.refuse(key, text, "SERVER or SERVER:PORT, IPv6 as [ADDRESS]:PORT");
              }
              return server.stream();
            })
        .toList();
  }

  /** Addresses without ports; names are refused, since they may have others tomorrow. */
  static Set<InetAddress> addresses(TomlSection section, TomlValues values, String key) {
    Set<InetAddress> found = new LinkedHashSet<>();
    for (String text : values.texts(key)) {
      Optional<InetAddress> address = ServerAddress.literal(text);
      address.ifPresentOrElse(
          found::add, () -> section.refuse(key, text, "an IPv4 or IPv6 address, without a port"));
    }
    return found;
  }

  /** The keys with their values as in a TOML table. */
  static String literal(Publication publication) {
    if (publication instanceof Publication.ByFile byFile) {
      String told =
          byFile.command().isEmpty()
              ? "reload = " + TomlText.quote(TomlValues.word(byFile.reload()))
              : "command = " + list(byFile.command().stream());
      return "file = %s, %s, command-timeout = %s"
          .formatted(
              TomlText.quote(byFile.file().toString()),
              told,
              TomlText.quote(Durations.format(byFile.timeout())));
    }
    Publication.ByTransfer byTransfer = (Publication.ByTransfer) publication;
    Set<String> addresses =
        byTransfer.addresses().stream()
            .map(InetAddress::getHostAddress)
            .collect(Collectors.toCollection(TreeSet::new));
    return (addresses.isEmpty() ? "" : "allow = " + list(addresses.stream()) + ", ")
        + byTransfer
            .keys()
            .map(file -> "allow-tsig = " + TomlText.quote(file.toString()) + ", ")
            .orElse("")
        + "notify = "
        + list(byTransfer.notified().stream().map(ServerAddress::toString));
  }

  private static String list(Stream<String> texts) {
    return texts.map(TomlText::quote).collect(Collectors.joining(", ", "[", "]"));
  }
}
