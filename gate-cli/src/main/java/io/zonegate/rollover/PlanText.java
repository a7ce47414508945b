package io.zonegate.rollover;

import io.zonegate.hsm.file.Sha256;
import io.zonegate.policy.Durations;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A plan as a TOML file. The same plan always gives the same octets; their digest is what is
 * approved.
 */
public final class PlanText {
  private PlanText() {}

  /** SHA-256 of {@link #of} in lower-case hex. */
  public static String digest(Plan plan) {
    return Sha256.hex(of(plan).getBytes(StandardCharsets.UTF_8));
  }

  /** The file. */
  public static String of(Plan plan) {
    StringBuilder text = new StringBuilder();
    text.append(
        "# Plan of a key rollover. Any change of it changes the digest that is approved.\n");
    text.append("version = 1\n");
    line(text, "plan", quoted(plan.name()));
    line(text, "zone", quoted(plan.zone()));
    line(text, "begins-signed", String.valueOf(plan.beginsSigned()));
    plan.beginsWith().ifPresent(way -> line(text, "begins-with", quoted(way.word())));
    line(text, "every-algorithm", String.valueOf(plan.everyAlgorithm()));
    text.append("\n[timing]\n");
    for (Delay delay : Delay.values()) {
      line(
          text,
          delay.word(),
          quoted(Durations.format(plan.timings().of(delay)))
              + " # "
              + delay.symbol()
              + ": until "
              + delay.reason());
    }
    for (PlanKey key : plan.keys()) {
      text.append("\n[[key]]\n");
      line(text, "name", quoted(key.name()));
      line(text, "role", quoted(key.role().name()));
      line(text, "origin", quoted(word(key.origin())));
      if (key.algorithm() != 0) {
        line(text, "algorithm", String.valueOf(key.algorithm()));
      }
      if (key.compromised()) {
        line(text, "compromised", "true");
      }
    }
    List<Situation> situations = plan.situations();
    for (int i = 0; i < plan.steps().size(); i++) {
      step(text, plan.steps().get(i), situations.get(i + 1), plan.timings());
    }
    return text.toString();
  }

  private static void step(StringBuilder text, Step step, Situation after, Timings timings) {
    text.append("\n[[step]]\n");
    line(text, "name", quoted(step.name()));
    line(text, "purpose", quoted(step.purpose()));
    if (!step.waiting().sums().isEmpty()) {
      text.append("# wait ").append(step.waiting().explained(timings)).append('\n');
      line(text, "wait", list(step.waiting().words()));
    }
    for (Use use : Use.values()) {
      List<String> keys =
          step.uses().entrySet().stream()
              .filter(e -> e.getValue() == use)
              .map(java.util.Map.Entry::getKey)
              .toList();
      if (!keys.isEmpty()) {
        line(text, use.word(), list(keys));
      }
    }
    step.ds().ifPresent(keys -> line(text, "ds", list(keys)));
    step.denial().ifPresent(way -> line(text, "denial", quoted(way.word())));
    step.signed().ifPresent(signed -> line(text, "signed", String.valueOf(signed)));
    text.append("# then: ").append(after.described()).append('\n');
  }

  static String word(PlanKey.Origin origin) {
    return origin.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void line(StringBuilder text, String key, String value) {
    text.append(key).append(" = ").append(value).append('\n');
  }

  private static String list(Collection<String> words) {
    return words.stream().map(PlanText::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** The words that a step can have. */
  static Set<String> stepWords() {
    return Set.of(
        "name",
        "purpose",
        "wait",
        "withdraw",
        "publish",
        "sign",
        "sign-unpublished",
        "ds",
        "denial",
        "signed");
  }
}
