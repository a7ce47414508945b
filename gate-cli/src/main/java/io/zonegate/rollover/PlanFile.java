package io.zonegate.rollover;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.config.TableReader;
import io.zonegate.hsm.config.TomlReader;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.policy.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a plan file, one that {@link PlanText} wrote or one of one's own. */
public final class PlanFile {
  private final TomlReader file;

  private PlanFile(TomlReader file) {
    this.file = file;
  }

  /**
   * Reads it.
   *
   * @throws io.zonegate.hsm.config.ConfigException with every error found, each with
   *     file:line:column
   */
  public static Plan read(Path path) {
    return new PlanFile(new TomlReader(path)).plan();
  }

  private Plan plan() {
    TableReader root = file.root();
    root.allow(
        "version",
        "plan",
        "zone",
        "begins-signed",
        "begins-with",
        "every-algorithm",
        "timing",
        "key",
        "step");
    root.integer("version", 1, 1);
    String name = root.text("plan");
    String zone = root.text("zone");
    boolean beginsSigned = !root.has("begins-signed") || root.truth("begins-signed");
    Optional<DenialWay> beginsWith = denial(root, "begins-with");
    boolean everyAlgorithm = root.has("every-algorithm") && root.truth("every-algorithm");
    Timings timings = timings(root);
    List<PlanKey> keys = root.tables("key").stream().map(this::key).toList();
    List<Step> steps = new ArrayList<>();
    for (TableReader table : root.tables("step")) {
      steps.add(step(table));
    }
    file.finish();
    try {
      return new Plan(name, zone, timings, beginsSigned, beginsWith, everyAlgorithm, keys, steps);
    } catch (IllegalArgumentException e) {
      root.error("step", e.getMessage());
      file.finish();
      throw e;
    }
  }

  private static Timings timings(TableReader root) {
    Map<Delay, Duration> values = new EnumMap<>(Delay.class);
    Optional<TableReader> table = root.table("timing");
    if (table.isEmpty()) {
      root.error("timing", "[timing] is missing; zonegate rehearse --print-plan shows one");
    }
    table.ifPresent(
        t -> t.allow(Arrays.stream(Delay.values()).map(Delay::word).toArray(String[]::new)));
    for (Delay delay : Delay.values()) {
      values.put(
          delay,
          table
              .map(t -> Durations.parse(t.text(delay.word())).orElseGet(() -> wrong(t, delay)))
              .orElse(Duration.ZERO));
    }
    return new Timings(values);
  }

  private static Duration wrong(TableReader table, Delay delay) {
    if (table.has(delay.word())) {
      table.error(delay.word(), delay.word() + " is not a duration such as \"3600s\" or \"2h\"");
    }
    return Duration.ZERO;
  }

  private PlanKey key(TableReader table) {
    table.allow("name", "role", "origin", "algorithm", "compromised");
    String name = table.text("name");
    KeyRole role =
        KeyRole.valueOf(
            table.word("role", Arrays.stream(KeyRole.values()).map(Enum::name).toList()));
    String origin =
        table.word("origin", Arrays.stream(PlanKey.Origin.values()).map(PlanText::word).toList());
    int algorithm = table.integer("algorithm", 1, 255, 0);
    if (algorithm != 0) {
      try {
        DnssecAlgorithm.ofNumber(algorithm);
      } catch (IllegalArgumentException e) {
        table.error("algorithm", e.getMessage());
      }
    }
    return new PlanKey(
        name,
        role,
        Arrays.stream(PlanKey.Origin.values())
            .filter(o -> PlanText.word(o).equals(origin))
            .findFirst()
            .orElseThrow(),
        algorithm,
        table.has("compromised") && table.truth("compromised"));
  }

  private static Step step(TableReader table) {
    table.allow(PlanText.stepWords().toArray(String[]::new));
    Wait wait = Wait.NONE;
    try {
      wait = Wait.of(table.texts("wait"));
    } catch (IllegalArgumentException e) {
      table.error("wait", "wait: " + e.getMessage());
    }
    Step step =
        Step.of(table.text("name"), wait, table.has("purpose") ? table.text("purpose") : "");
    for (Use use : Use.values()) {
      step = step.with(use, table.texts(use.word()).toArray(String[]::new));
    }
    if (table.has("ds")) {
      step = step.dsOf(Set.copyOf(keys(table)).toArray(String[]::new));
    }
    Optional<DenialWay> way = denial(table, "denial");
    if (way.isPresent()) {
      step = step.denial(way.get());
    }
    return table.has("signed") ? step.signed(table.truth("signed")) : step;
  }

  /** The keys of a DS RRset, which may be none. */
  private static List<String> keys(TableReader table) {
    return table.isEmptyList("ds") ? List.of() : table.texts("ds");
  }

  private static Optional<DenialWay> denial(TableReader table, String key) {
    if (!table.has(key)) {
      return Optional.empty();
    }
    List<String> words = Arrays.stream(DenialWay.values()).map(DenialWay::word).toList();
    String word = table.word(key, words);
    return Arrays.stream(DenialWay.values()).filter(w -> w.word().equals(word)).findFirst();
  }
}
