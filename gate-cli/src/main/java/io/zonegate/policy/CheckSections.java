package io.zonegate.policy;

import io.zonegate.verifier.verdict.CheckDescription;
import io.zonegate.verifier.verdict.Severity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the sections that name checks: severity and suppress. */
final class CheckSections {
  /** A suppression is an exception, not a way of life: somebody decides again within a year. */
  private static final int MOST_DAYS = 366;

  private final TomlSection root;
  private final Map<String, CheckDescription> catalogue;
  private final LocalDate today;

  CheckSections(TomlSection root, List<CheckDescription> catalogue, Instant now) {
    this.root = root;
    this.catalogue =
        catalogue.stream()
            .collect(
                Collectors.toMap(
                    CheckDescription::id, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  Map<String, Severity> severities() {
    TomlSection section = root.section("severity");
    Map<String, Severity> result = new LinkedHashMap<>();
    for (String id : section.keys()) {
      Optional<CheckDescription> check = find(section, id, id);
      if (check.isEmpty()) {
        continue;
      }
      Severity own = check.get().severity();
      // Severities are declared from heavy to light.
      Severity given = section.values().choice(id, own);
      if (!check.get().suppressible() && given.compareTo(own) > 0) {
        section.problem(id, id + " cannot be lowered: without it no verdict means anything");
      }
      result.put(id, given);
    }
    return result;
  }

  List<Suppression> suppressions(List<EffectiveValue> effective) {
    Map<String, Suppression> result = new LinkedHashMap<>();
    for (TomlSection section : root.sections("suppress")) {
      Optional<String> id = required(section, "check", section.values().text("check"));
      Optional<String> reason = required(section, "reason", section.values().text("reason"));
      Optional<LocalDate> until = required(section, "until", section.values().date("until"));
      section.refuseUnknownKeys();
      until.ifPresent(date -> checkDate(section, date));
      Optional<CheckDescription> check = id.flatMap(i -> find(section, "check", i));
      if (check.isEmpty() || reason.isEmpty() || until.isEmpty()) {
        continue;
      }
      if (!check.get().suppressible()) {
        section.problem(
            "check", id.get() + " cannot be suppressed: without it no verdict means anything");
      }
      Suppression suppression =
          new Suppression(id.get(), reason.get(), until.get(), section.origin("check"));
      Suppression earlier = result.putIfAbsent(id.get(), suppression);
      if (earlier != null) {
        section.problem("check", id.get() + " is suppressed already by " + earlier.origin());
      }
    }
    for (Suppression s : result.values()) {
      String value = "{ reason = %s, until = %s }".formatted(TomlText.quote(s.reason()), s.until());
      effective.add(new EffectiveValue("suppress", s.check(), value, s.origin()));
    }
    return new ArrayList<>(result.values());
  }

  private void checkDate(TomlSection section, LocalDate until) {
    if (until.isBefore(today)) {
      section.problem("until", "suppression expired on " + until + ", decide again");
    } else if (until.isAfter(today.plusDays(MOST_DAYS))) {
      section.problem(
          "until",
          "suppress.until is %s, must be at most %s days away; the last allowed day is %s"
              .formatted(until, MOST_DAYS, today.plusDays(MOST_DAYS)));
    }
  }

  private Optional<CheckDescription> find(TomlSection section, String key, String id) {
    CheckDescription check = catalogue.get(id);
    if (check == null) {
      section.problem(
          key, "unknown check " + TomlText.shown(id) + Suggestion.among(id, catalogue.keySet()));
    }
    return Optional.ofNullable(check);
  }

  private static <T> Optional<T> required(TomlSection section, String key, Optional<T> value) {
    if (!section.has(key)) {
      section.problem(key, "suppress." + key + " is missing");
    }
    return value;
  }
}
