package io.zonegate.cli;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.key.DsText;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.rollover.Plan;
import io.zonegate.rollover.PlanKey;
import io.zonegate.rollover.Situation;
import io.zonegate.rollover.Step;
import io.zonegate.rollover.Use;
import io.zonegate.verifier.parent.Ds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** A step of a plan in words: what becomes of keys, and what of it is left to people. */
final class StepWords {
  private static final String INDENT = "    ";

  private final Plan plan;
  private final StepKeys keys;
  private final Step step;
  private final int number;
  private final Situation before;
  private final Situation after;

  /**
   * A step.
   *
   * @param number how many steps come before it
   */
  StepWords(StepKeys keys, int number) {
    this.plan = keys.plan();
    this.keys = keys;
    this.step = plan.steps().get(number);
    this.number = number;
    this.before = plan.situations().get(number);
    this.after = plan.situations().get(number + 1);
  }

  /** What becomes of the keys of this signer, one line each. */
  List<String> acts() {
    List<String> lines = new ArrayList<>();
    for (PlanKey key : plan.keys()) {
      String name = key.name();
      if (key.origin() == PlanKey.Origin.OTHER_SIGNER) {
        continue;
      }
      if (keys.isToMake(key, number)) {
        lines.add("  make " + name + ", a new " + key.role());
      }
      if (after.uses().get(name) != before.uses().get(name)) {
        lines.add("  " + after.uses().get(name).word() + " " + called(name));
      }
    }
    return lines;
  }

  private String called(String name) {
    List<String> ours =
        keys.carried().stream()
            .flatMap(c -> c.named(name).stream())
            .map(ZoneKey::toString)
            .toList();
    return ours.isEmpty() ? name : name + ", " + String.join(" and ", ours);
  }

  /** What zonegate does not do, one line each. */
  List<String> forPeople() {
    List<String> lines = new ArrayList<>();
    for (PlanKey key : plan.keys()) {
      Use use = after.uses().get(key.name());
      if (key.origin() == PlanKey.Origin.OTHER_SIGNER && use != before.uses().get(key.name())) {
        lines.add(
            "the other signer's "
                + key.name()
                + ": "
                + use.word()
                + " ([signing] foreign-dnskeys in the policy of this one)");
      }
    }
    step.denial()
        .ifPresent(way -> lines.add("[signing] denial = \"" + way.word() + "\" in the policy"));
    zone().ifPresent(lines::add);
    if (!after.ds().equals(before.ds())) {
      lines.addAll(parent());
    }
    return lines;
  }

  private Optional<String> zone() {
    if (!after.signed()) {
      return before.signed()
          ? Optional.of("publish the zone unsigned; do not sign it any more")
          : Optional.empty();
    }
    boolean changes =
        !after.uses().equals(before.uses())
            || !after.denial().equals(before.denial())
            || !before.signed();
    return changes
        ? Optional.of("sign, judge and publish the zone now: zonegate run, or sign")
        : Optional.empty();
  }

  private List<String> parent() {
    List<String> lines = new ArrayList<>();
    if (after.ds().isEmpty()) {
      return List.of("have the parent take all DS records away");
    }
    lines.add("have the parent set these DS records, and no others:");
    for (String name : after.ds()) {
      List<DnskeyRdata> ours = keys.dnskeys(name);
      if (!ours.isEmpty()) {
        ours.forEach(key -> lines.add(INDENT + DsText.of(zoneName(), key)));
      } else {
        List<Ds> files = keys.ds(name).orElse(List.of());
        lines.add(
            INDENT + (files.isEmpty() ? "that of " + name : "those of " + name + ": " + files));
      }
    }
    return lines;
  }

  private Name zoneName() {
    try {
      return Name.fromString(plan.zone(), Name.root);
    } catch (TextParseException e) {
      throw new IllegalStateException("the zone's name was read before", e);
    }
  }
}
