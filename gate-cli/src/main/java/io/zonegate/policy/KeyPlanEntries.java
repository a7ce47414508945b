package io.zonegate.policy;

import io.zonegate.verifier.check.keys.PlannedKey;
import io.zonegate.verifier.parent.Ds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code plan} of the section {@code [keys]}: a list of tables, one a key. */
final class KeyPlanEntries {
  private static final String FORM =
      "key tag, algorithm, digest type (2 or 4) and digest, as zonegate keys ds prints them";
  private static final Pattern DS =
      Pattern.compile("\\s*([0-9]{1,5})\\s+([0-9]{1,3})\\s+([24])\\s+([0-9A-Fa-f\\s]+)");

  private KeyPlanEntries() {}

  static List<PlannedKey> read(TomlSection keys) {
    List<PlannedKey> plan = new ArrayList<>();
    for (TomlSection entry : keys.sections("plan")) {
      TomlValues values = entry.values();
      Optional<Ds> ds = ds(entry, values);
      Optional<Instant> from = values.moment("from");
      Optional<Instant> until = values.moment("until");
      boolean optional = values.bool("optional", false);
      entry.refuseUnknownKeys();
      if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
        entry.problem("until", "until is not later than from");
      } else if (ds.isPresent()) {
        plan.add(new PlannedKey(ds.get(), from, until, optional));
      }
    }
    if (keys.has("plan") && plan.isEmpty()) {
      keys.problem("plan", "keys.plan names no key; leave it out if there is no plan");
    }
    keys.record("plan", plan.isEmpty() ? "" : PlannedKeyText.list(plan, " "));
    return plan;
  }

  private static Optional<Ds> ds(TomlSection entry, TomlValues values) {
    Optional<String> text = values.text("ds");
    if (text.isEmpty()) {
      entry.problem("ds", "a planned key needs ds = \"...\" with its " + FORM);
      return Optional.empty();
    }
    Matcher fields = DS.matcher(text.get());
    if (fields.matches()) {
      Ds ds =
          new Ds(
              Integer.parseInt(fields.group(1)),
              Integer.parseInt(fields.group(2)),
              Integer.parseInt(fields.group(3)),
              fields.group(4).replaceAll("\\s", "").toUpperCase(Locale.ROOT));
      if (ds.hasRightLength() && ds.keyTag() <= 65_535 && ds.algorithm() <= 255) {
        return Optional.of(ds);
      }
    }
    entry.refuse("ds", text.get(), FORM);
    return Optional.empty();
  }
}
