package io.zonegate.policy;

import io.zonegate.verifier.parent.ServerAddress;
import io.zonegate.verifier.zone.NameText;
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

  static Optional<GateSettings> read(TomlSection gate, Path base) {
    TomlValues values = gate.values();
    Optional<Path> folder = values.text("folder").map(base::resolve);
    Optional<Path> drop = values.text("drop").map(base::resolve);
    SupersedeRule supersede = values.choice("supersede", SupersedeRule.UNPUBLISHED);
    Optional<AttestSettings> attest = attest(gate, values, base);
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
                if (!seen.add(stage.file())) {
                  section.problem(
                      "file",
                      "gate.stage.file "
                          + stage.file()
                          + " is another stage's too; each stage needs a file of its own, or the"
                          + " later servers get what the earlier ones are still trying");
                }
                stages.add(stage);
              });
    }
    gate.refuseUnknownKeys();
    gate.record("stage", literal(stages));
    if (folder.isPresent() && !gate.has("stage")) {
      gate.problem("folder", "gate has no stage; add [[gate.stage]] for each set of servers");
    } else if (folder.isEmpty() && gate.has("stage")) {
      gate.problem("stage", "gate needs folder, for its database and artefacts");
    }
    return folder.isPresent() && !stages.isEmpty()
        ? Optional.of(new GateSettings(folder.get(), drop, supersede, attest, canaries, stages))
        : Optional.empty();
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
    if (gate.has("attest-key") != gate.has("attest-password-file")) {
      gate.problem(
          gate.has("attest-key") ? "attest-key" : "attest-password-file",
          "gate needs both attest-key and attest-password-file, or neither");
    }
    return key.isPresent() && password.isPresent()
        ? Optional.of(new AttestSettings(key.get(), password.get()))
        : Optional.empty();
  }

  private static Optional<StageSettings> stage(TomlSection section, Path base) {
    TomlValues values = section.values();
    Optional<String> name = required(section, "name", values.text("name"));
    Optional<Path> file =
        required(section, "file", values.text("file")).map(base::resolve).map(Path::normalize);
    Reload reload = values.choice("reload", Reload.NONE);
    List<String> command = values.texts("command");
    Duration timeout =
        values.duration("command-timeout", Duration.ofMinutes(1), SECOND, Duration.ofHours(1));
    List<ServerAddress> servers = new ArrayList<>();
    for (String text : values.texts("servers")) {
      Optional<ServerAddress> server = ServerAddress.parse(text);
      server.ifPresentOrElse(
          servers::add,
          () -> section.refuse("servers", text, "SERVER or SERVER:PORT, IPv6 as [ADDRESS]:PORT"));
    }
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
    if (reload != Reload.NONE && !command.isEmpty()) {
      section.problem("command", "gate.stage has both reload and command; keep one");
    }
    Duration least = interval.multipliedBy(good - 1L);
    Duration needed = least.compareTo(soak) > 0 ? least : soak;
    if (deadline.compareTo(needed) <= 0) {
      section.problem(
          section.has("deadline") ? "deadline" : "soak",
          "gate.stage.deadline is %s, must be more than %s, which soak and good probes take"
              .formatted(Durations.format(deadline), Durations.format(needed)));
    }
    return name.isPresent() && file.isPresent()
        ? Optional.of(
            new StageSettings(
                name.get(),
                file.get(),
                reload,
                command,
                timeout,
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
    String told =
        stage.command().isEmpty()
            ? "reload = " + TomlText.quote(TomlValues.word(stage.reload()))
            : "command = "
                + stage.command().stream()
                    .map(TomlText::quote)
                    .collect(Collectors.joining(", ", "[", "]"));
    return "{ name = %s, file = %s, %s, command-timeout = %s, servers = %s, probe-interval = %s, good-probes = %d, soak = %s, deadline = %s, transfer = %s%s, approval = %s }"
        .formatted(
            TomlText.quote(stage.name()),
            TomlText.quote(stage.file().toString()),
            told,
            time(stage.timeout()),
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
