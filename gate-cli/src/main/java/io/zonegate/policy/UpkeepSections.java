package io.zonegate.policy;

import io.zonegate.verifier.parent.ServerAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what {@code [gate]} has of alarms, metrics and retention, in sections of their own. */
final class UpkeepSections {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration YEAR = Duration.ofDays(366);

  private final TomlSection gate;
  private final Path base;

  UpkeepSections(TomlSection gate, Path base) {
    this.gate = gate;
    this.base = base;
  }

  /** What becomes of old octets: keys of {@code [gate]} itself. */
  RetentionSettings retention() {
    RetentionSettings standard = RetentionSettings.DEFAULT;
    TomlValues values = gate.values();
    return new RetentionSettings(
        (int) values.integer("keep", standard.keep(), 2, 1_000_000),
        values.duration("keep-for", standard.keepFor(), Duration.ZERO, YEAR.multipliedBy(10)));
  }

  /** Section {@code [gate.expiry]}. */
  ExpirySettings expiry(SigningSettings signing) {
    TomlSection section = gate.section("expiry");
    TomlValues values = section.values();
    ExpirySettings computed = ExpirySettings.computed(signing);
    Duration warn = values.durationOr("warn", "computed", MINUTE, YEAR).orElse(computed.warn());
    Duration critical =
        values.durationOr("critical", "computed", MINUTE, YEAR).orElse(computed.critical());
    Duration stalled = values.duration("stalled", computed.stalled(), Duration.ZERO, YEAR);
    section.refuseUnknownKeys();
    boolean set = section.has("critical") || section.has("warn");
    if (set && critical.compareTo(warn) >= 0) {
      section.problem(
          section.has("critical") ? "critical" : "warn",
          "gate.expiry.critical is %s, must be less than gate.expiry.warn, which is %s"
              .formatted(Durations.format(critical), Durations.format(warn)));
    }
    return new ExpirySettings(warn, critical, stalled);
  }

  /** Section {@code [gate.alarm]}. */
  AlarmSettings alarm() {
    TomlSection section = gate.section("alarm");
    TomlValues values = section.values();
    AlarmSettings standard = AlarmSettings.DEFAULT;
    Duration selfTest = values.duration("self-test", standard.selfTest(), Duration.ZERO, YEAR);
    Optional<URI> heartbeat =
        values.text("heartbeat").flatMap(text -> url(section, "heartbeat", text));
    Duration every = values.duration("heartbeat-every", standard.heartbeatEvery(), SECOND, DAY);
    section.refuseUnknownKeys();
    return new AlarmSettings(selfTest, heartbeat, every);
  }

  /** Section {@code [gate.metrics]}. */
  MetricsSettings metrics() {
    TomlSection section = gate.section("metrics");
    TomlValues values = section.values();
    Optional<Path> file = values.text("file").map(base::resolve);
    Duration every = values.duration("every", MetricsSettings.NONE.every(), SECOND, HOUR);
    Optional<String> listen = values.text("listen");
    Optional<ServerAddress> address = listen.flatMap(ServerAddress::parse);
    // A port is never the one of DNS by default here.
    if (listen.isPresent() && (address.isEmpty() || address.get().port() == 53)) {
      section.refuse("listen", listen.get(), "ADDRESS:PORT, IPv6 as [ADDRESS]:PORT");
    }
    section.refuseUnknownKeys();
    return new MetricsSettings(file, every, address);
  }

  /** Sections {@code [[gate.notify]]}. */
  List<ReceiverSettings> receivers() {
    List<ReceiverSettings> receivers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (TomlSection section : gate.sections("notify")) {
      receiver(section)
          .ifPresent(
              receiver -> {
                if (!names.add(receiver.name())) {
                  section.problem(
                      "name", "gate.notify.name " + receiver.name() + " is given twice");
                }
                receivers.add(receiver);
              });
    }
    gate.record(
        "notify",
        receivers.isEmpty()
            ? ""
            : receivers.stream()
                .map(UpkeepSections::literal)
                .collect(Collectors.joining(", ", "[", "]")));
    return receivers;
  }

  private Optional<ReceiverSettings> receiver(TomlSection section) {
    TomlValues values = section.values();
    Optional<String> name = values.text("name");
    if (!section.has("name")) {
      section.problem("name", "gate.notify.name is missing");
    }
    Optional<URI> webhook = values.text("webhook").flatMap(t -> url(section, "webhook", t));
    Optional<Path> webhookFile = values.text("webhook-file").map(base::resolve);
    Optional<Path> headers = values.text("headers").map(base::resolve);
    List<String> command = values.texts("command");
    AlarmLevel level = values.choice("level", AlarmLevel.WARN);
    List<String> events = values.texts("events");
    Duration timeout = values.duration("timeout", Duration.ofSeconds(10), SECOND, HOUR);
    section.refuseUnknownKeys();
    long ways = List.of("webhook", "webhook-file", "command").stream().filter(section::has).count();
    if (ways != 1) {
      section.problem(
          "name", "gate.notify needs one of webhook, webhook-file and command, has " + ways);
    }
    if (section.has("headers") && section.has("command")) {
      section.problem("headers", "gate.notify.headers is for a webhook, not for a command");
    }
    return name.map(
        n ->
            new ReceiverSettings(
                n, webhook, webhookFile, headers, command, level, Set.copyOf(events), timeout));
  }

  private static Optional<URI> url(TomlSection section, String key, String text) {
    Optional<URI> url = WebAddress.parse(text);
    if (url.isEmpty()) {
      section.refuse(key, text, WebAddress.FORM);
    }
    return url;
  }

  private static String literal(ReceiverSettings receiver) {
    StringBuilder text = new StringBuilder("{ name = " + TomlText.quote(receiver.name()));
    receiver.webhook().ifPresent(u -> text.append(", webhook = ").append(quote(u)));
    receiver.webhookFile().ifPresent(f -> text.append(", webhook-file = ").append(quote(f)));
    receiver.headers().ifPresent(f -> text.append(", headers = ").append(quote(f)));
    if (!receiver.command().isEmpty()) {
      text.append(", command = ").append(list(receiver.command()));
    }
    text.append(", level = ").append(TomlText.quote(TomlValues.word(receiver.level())));
    if (!receiver.events().isEmpty()) {
      text.append(", events = ").append(list(receiver.events().stream().sorted().toList()));
    }
    return text.append(", timeout = ")
        .append(TomlText.quote(Durations.format(receiver.timeout())))
        .append(" }")
        .toString();
  }

  private static String list(List<String> texts) {
    return texts.stream().map(TomlText::quote).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String quote(Object value) {
    return TomlText.quote(value.toString());
  }
}
