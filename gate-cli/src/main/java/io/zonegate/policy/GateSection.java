package io.zonegate.policy;

import io.zonegate.verifier.parent.ServerAddress;
import io.zonegate.verifier.zone.NameText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the section {@code [gate]} and its stages {@code [[gate.stage]]}. */
final class GateSection {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration WEEK = Duration.ofDays(7);

  private GateSection() {}

  static Optional<GateSettings> read(TomlSection gate, Path base, SigningSettings signing) {
    TomlValues values = gate.values();
    Optional<Path> folder = values.text("folder").map(base::resolve);
    Optional<Path> drop = values.text("drop").map(base::resolve);
    SupersedeRule supersede = values.choice("supersede", SupersedeRule.UNPUBLISHED);
    Optional<AttestSettings> attest = attest(gate, values, base);
    WaySettings ways = WaySettings.read(gate, base);
    List<InetSocketAddress> listen = listen(gate, values);
    List<String> canaries = canaries(gate, values);
    List<StageSettings> stages = new ArrayList<>();
    Set<Object> seen = new HashSet<>();
    for (TomlSection section : gate.sections("stage")) {
      stage(section, base)
          .ifPresent(
              stage -> {
                if (!seen.add(stage.name())) {
                  section.problem("name", "gate.stage.name " + stage.name() + " is given twice");
                }
                if (stage.publication() instanceof Publication.ByFile byFile
                    && !seen.add(byFile.file())) {
                  section.problem(
                      "file",
                      "gate.stage.file "
                          + byFile.file()
                          + " is another stage's too; each stage needs a file of its own, or the"
                          + " later servers get what the earlier ones are still trying");
                }
                if (stage.publication() instanceof Publication.ByTransfer byTransfer) {
                  transfer(gate, section, byTransfer, stages);
                }
                stages.add(stage);
              });
    }
    UpkeepSections sections = new UpkeepSections(gate, base);
    RetentionSettings retention = sections.retention();
    gate.record("stage", literal(stages));
    List<ReceiverSettings> receivers = sections.receivers();
    // From here on sections of their own, which follow all keys of [gate] when it is printed.
    Optional<PrimarySettings> primary = PrimarySection.read(gate.section("primary"), base);
    UpkeepSettings upkeep =
        new UpkeepSettings(
            sections.expiry(signing), sections.alarm(), receivers, sections.metrics(), retention);
    gate.refuseUnknownKeys();
    if (folder.isPresent() && !gate.has("stage")) {
      gate.problem("folder", "gate has no stage; add [[gate.stage]] for each set of servers");
    } else if (folder.isEmpty() && gate.has("stage")) {
      gate.problem("stage", "gate needs folder, for its database and artefacts");
    }
    return folder.isPresent() && !stages.isEmpty()
        ? Optional.of(
            new GateSettings(
                folder.get(),
                drop,
                supersede,
                attest,
                canaries,
                listen,
                primary,
                ways,
                stages,
                upkeep))
        : Optional.empty();
  }

  private static List<InetSocketAddress> listen(TomlSection gate, TomlValues values) {
    List<InetSocketAddress> found = new ArrayList<>();
    for (ServerAddress server : PublicationKeys.servers(gate, values, "transfer-listen")) {
      Optional<InetAddress> address = ServerAddress.literal(server.host());
      address.ifPresentOrElse(
          a -> found.add(new InetSocketAddress(a, server.port())),
          () ->
              gate.refuse(
                  "transfer-listen", server.toString(), "ADDRESS or ADDRESS:PORT, no name"));
    }
    return found;
  }

  /** Who gets which version is known by address and key alone. */
  private static void transfer(
      TomlSection gate,
      TomlSection section,
      Publication.ByTransfer publication,
      List<StageSettings> before) {
    String key = section.has("allow") ? "allow" : "allow-tsig";
    if (!gate.has("transfer-listen")) {
      section.problem(
          key, "gate.stage." + key + " needs gate.transfer-listen, where its servers can ask");
    }
    for (StageSettings other : before) {
      if (other.publication() instanceof Publication.ByTransfer byTransfer
          && publication.overlaps(byTransfer)) {
        section.problem(
            key,
            "the servers of this stage cannot be told from those of stage "
                + other.name()
                + ", and would get what it gets; give each stage a TSIG key of its own, or"
                + " addresses that no other has");
      }
    }
  }

  private static List<String> canaries(TomlSection gate, TomlValues values) {
    List<String> names = new ArrayList<>();
    for (String text : values.texts("canaries")) {
      try {
        names.add(NameText.present(NameText.wire(text), 0));
      } catch (IllegalArgumentException e) {
        gate.refuse("canaries", text, "a name: " + e.getMessage());
      }
    }
    return names;
  }

  private static Optional<AttestSettings> attest(TomlSection gate, TomlValues values, Path base) {
    Optional<Path> key = values.text("attest-key").map(base::resolve);
    Optional<Path> password = values.text("attest-password-file").map(base::resolve);
    Optional<Path> hsm = values.text("attest-hsm").map(base::resolve);
    if (gate.has("attest-key") != gate.has("attest-password-file")) {
      gate.problem(
          gate.has("attest-key") ? "attest-key" : "attest-password-file",
          "gate needs both attest-key and attest-password-file, or neither");
    }
    if (gate.has("attest-hsm") && gate.has("attest-key")) {
      gate.problem("attest-hsm", "gate has both attest-hsm and attest-key; keep one");
    }
    if (hsm.isPresent()) {
      return Optional.of(new AttestSettings.OnToken(hsm.get()));
    }
    return key.isPresent() && password.isPresent()
        ? Optional.of(new AttestSettings.InFile(key.get(), password.get()))
        : Optional.empty();
  }

  private static Optional<StageSettings> stage(TomlSection section, Path base) {
    TomlValues values = section.values();
    Optional<String> name = required(section, "name", values.text("name"));
    List<ServerAddress> servers = PublicationKeys.servers(section, values, "servers");
    Optional<Publication> publication = PublicationKeys.read(section, base, servers);
    if (!section.has("servers")) {
      section.problem("servers", "gate.stage.servers is missing; nobody could be probed");
    }
    Duration interval = values.duration("probe-interval", Duration.ofSeconds(10), SECOND, HOUR);
    int good = (int) values.integer("good-probes", 3, 1, 1_000);
    Duration soak = values.duration("soak", Duration.ofMinutes(10), Duration.ZERO, WEEK);
    Duration deadline = values.duration("deadline", HOUR, SECOND, WEEK);
    boolean transfer = values.bool("transfer", true);
    Optional<Path> tsig = values.text("tsig").map(base::resolve);
    boolean approval = values.bool("approval", false);
    section.refuseUnknownKeys();
    Duration least = interval.multipliedBy(good - 1L);
    Duration needed = least.compareTo(soak) > 0 ? least : soak;
    if (deadline.compareTo(needed) <= 0) {
      section.problem(
          section.has("deadline") ? "deadline" : "soak",
          "gate.stage.deadline is %s, must be more than %s, which soak and good probes take"
              .formatted(Durations.format(deadline), Durations.format(needed)));
    }
    return name.isPresent() && publication.isPresent()
        ? Optional.of(
            new StageSettings(
                name.get(),
                publication.get(),
                servers,
                interval,
                good,
                soak,
                deadline,
                transfer,
                tsig,
                approval))
        : Optional.empty();
  }

  private static <T> Optional<T> required(TomlSection section, String key, Optional<T> value) {
    if (!section.has(key)) {
      section.problem(key, "gate.stage." + key + " is missing");
    }
    return value;
  }

  /** The stages as a TOML list in one spelling; empty if there are none. */
  private static String literal(List<StageSettings> stages) {
    return stages.isEmpty()
        ? ""
        : stages.stream().map(GateSection::literal).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String literal(StageSettings stage) {
    return "{ name = %s, %s, servers = %s, probe-interval = %s, good-probes = %d, soak = %s, deadline = %s, transfer = %s%s, approval = %s }"
        .formatted(
            TomlText.quote(stage.name()),
            PublicationKeys.literal(stage.publication()),
            stage.servers().stream()
                .map(server -> TomlText.quote(server.toString()))
                .collect(Collectors.joining(", ", "[", "]")),
            time(stage.interval()),
            stage.goodProbes(),
            time(stage.soak()),
            time(stage.deadline()),
            stage.transfer(),
            stage.tsig().map(f -> ", tsig = " + TomlText.quote(f.toString())).orElse(""),
            stage.approval());
  }

  private static String time(Duration duration) {
    return TomlText.quote(Durations.format(duration));
  }
}
