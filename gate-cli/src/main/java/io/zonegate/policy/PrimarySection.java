package io.zonegate.policy;

import io.zonegate.verifier.parent.ServerAddress;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Reads the section {@code [gate.primary]}. */
final class PrimarySection {
  private PrimarySection() {}

  static Optional<PrimarySettings> read(TomlSection section, Path base) {
    TomlValues values = section.values();
    Optional<ServerAddress> server = values.text("server").flatMap(text -> server(section, text));
    Optional<Path> tsig = values.text("tsig").map(base::resolve);
    Set<InetAddress> from = PublicationKeys.addresses(section, values, "notify-from");
    Optional<Duration> poll =
        values.durationOr("poll", "soa", Duration.ofSeconds(1), Duration.ofDays(7));
    Duration deadline =
        values.duration(
            "deadline", Duration.ofMinutes(30), Duration.ofSeconds(1), Duration.ofDays(1));
    long octets = values.integer("most-octets", 8_000_000_000L, 1_000_000, 16_000_000_000L);
    section.refuseUnknownKeys();
    if (!section.has("server")) {
      for (String key : new String[] {"tsig", "notify-from"}) {
        if (section.has(key)) {
          section.problem(key, "gate.primary." + key + " needs gate.primary.server");
        }
      }
    }
    return server.map(
        s ->
            new PrimarySettings(
                s,
                tsig,
                from.isEmpty()
                    ? ServerAddress.literal(s.host()).map(Set::of).orElse(Set.of())
                    : from,
                poll,
                deadline,
                octets));
  }

  private static Optional<ServerAddress> server(TomlSection section, String text) {
    Optional<ServerAddress> server = ServerAddress.parse(text);
    if (server.isEmpty()) {
      section.refuse("server", text, "SERVER or SERVER:PORT, IPv6 as [ADDRESS]:PORT");
    }
    return server;
  }
}
