package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.register.RegisterTurn;
import io.zonegate.rollover.Journal;
import io.zonegate.rollover.JournalFile;
import io.zonegate.rollover.Plan;
import io.zonegate.rollover.PlanKey;
import io.zonegate.rollover.PlannedKeys;
import io.zonegate.rollover.Schedule;
import io.zonegate.rollover.Situation;
import io.zonegate.rollover.Step;
import io.zonegate.verifier.parent.Ds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One call of {@code keys step}: sees what the step before has brought, then goes to the next. */
final class StepRun {
  private final Invocation invocation;
  private final Plan plan;
  private final JournalFile journal;
  private final Optional<HsmConfig> config;

  /**
   * A call for a plan that is approved.
   *
   * @param config tokens and keys; empty where everything is done by hand
   */
  StepRun(Invocation invocation, Plan plan, Path journal, Optional<HsmConfig> config)
      throws CommandException {
    this.invocation = invocation;
    this.plan = plan;
    this.config = config;
    try {
      this.journal = new JournalFile(journal, plan);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.CONFIGURATION, journal + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw notNoted(journal.toString(), e);
    }
  }

  private static CommandException notNoted(String journal, IOException reason) {
    return new CommandException(ExitCode.UNDECIDED, journal + ": " + IoReason.of(reason), reason);
  }

  private void note(List<? extends Journal.Line> lines) throws CommandException {
    try {
      journal.add(lines);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.UNDECIDED, journal + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw notNoted(journal.toString(), e);
    }
  }

  /** Sees what there is to be seen; then says what is next, or notes it or does it. */
  ExitCode run() throws CommandException {
    Journal.Due due = due();
    boolean wasSeen = due.awaited().isEmpty();
    if (!wasSeen) {
      see(keys(), due);
      due = due();
    }
    if (due.step().isEmpty()) {
      say("the plan is carried out");
      return ExitCode.PASS;
    }
    demandDue(due);
    if (wasSeen) {
      demandStill(due);
    }
    Step step = due.step().get();
    if (!invocation.has("done") && invocation.has("policy")) {
      StepPolicy.demand(invocation.policy(), plan, plan.situations().get(due.done() + 1));
    }
    if (invocation.has("do")) {
      int number = due.done();
      return KeyBooks.withRegister(
          config.orElseThrow(), register -> perform(register, step, number));
    }
    StepKeys keys = keys();
    if (invocation.has("done")) {
      note(keys.found());
      noteDone(step);
    } else {
      describe(new StepWords(keys, due.done()), step);
    }
    return ExitCode.PASS;
  }

  private StepKeys keys() throws CommandException {
    Optional<KeySet> set = config.isPresent() ? Optional.of(set(config.get())) : Optional.empty();
    return StepKeys.of(invocation, plan, journal.journal(), set);
  }

  /**
   * Prints what KEY-PLAN is to judge by: the keys that there are, the times that were and may be.
   */
  ExitCode keyPlan() throws CommandException {
    StepKeys keys = keys();
    Map<String, List<Ds>> records = new TreeMap<>();
    for (PlanKey key : plan.keys()) {
      records.put(
          key.name(),
          keys.ds(key.name()).orElse(List.of()).stream()
              .filter(ds -> ds.digestType() == Ds.SHA256)
              .toList());
      boolean comes =
          plan.situations().subList(due().done(), plan.situations().size()).stream()
              .anyMatch(situation -> situation.uses().get(key.name()).isPublished());
      if (comes && records.get(key.name()).isEmpty()) {
        invocation
            .console()
            .err()
            .println(
                "zonegate: "
                    + key.name()
                    + " is not known and not in the key plan; print it again when it is made, or"
                    + " give --key");
      }
    }
    Schedule schedule = Schedule.of(plan, journal.journal(), invocation.now());
    invocation
        .console()
        .out()
        .print(
            PlannedKeys.text(PlannedKeys.entries(plan, schedule, records, RehearsalOptions.SLACK)));
    return ExitCode.PASS;
  }

  private Journal.Due due() {
    return journal.journal().due(plan);
  }

  private KeySet set(HsmConfig hsm) throws CommandException {
    KeySet set = HsmOptions.keys(hsm);
    if (!set.zone().toString().equalsIgnoreCase(plan.zone())) {
      throw new CommandException(
          ExitCode.CONFIGURATION,
          hsm.keys() + " has the keys of " + set.zone() + ", and the plan is of " + plan.zone());
    }
    return set;
  }

  /** Looks whether there is what must be before anything else is done, and notes it. */
  private void see(StepKeys keys, Journal.Due due) throws CommandException {
    Situation awaited = due.awaited().orElseThrow();
    String step = due.done() == 0 ? "" : plan.steps().get(due.done() - 1).name();
    List<String> missing = new ArrayList<>();
    keys.carried()
        .ifPresent(
            c ->
                c.unlike(awaited)
                    .forEach(what -> missing.add(config.orElseThrow().keys() + ": " + what)));
    missing.addAll(new StepSighting(invocation, keys).missing(awaited));
    if (!missing.isEmpty()) {
      throw new CommandException(
          ExitCode.UNDECIDED,
          (step.isEmpty()
                  ? "the plan begins with what is not seen ("
                  : "step " + step + " is done and not seen to be in effect (")
              + awaited.described()
              + "): "
              + String.join("; ", missing));
    }
    List<Journal.Line> lines = new ArrayList<>(keys.found());
    lines.add(
        step.isEmpty()
            ? Journal.Entry.begun(invocation.now())
            : new Journal.Entry(Journal.Event.SEEN, step, invocation.now()));
    note(lines);
    say(
        (step.isEmpty()
                ? "seen: what the plan begins with: "
                : "seen: step " + step + " is in effect: ")
            + awaited.described());
  }

  private void demandDue(Journal.Due due) throws CommandException {
    if (!due.isDue(invocation.now())) {
      Step next = due.step().orElseThrow();
      throw new CommandException(
          ExitCode.UNDECIDED,
          "step "
              + next.name()
              + " may not be done before "
              + due.notBefore()
              + ": "
              + next.waiting().explained(plan.timings()));
    }
  }

  /** What was seen and is not there any more bears no step, however long ago it was seen. */
  private void demandStill(Journal.Due due) throws CommandException {
    Situation seen = plan.situations().get(due.done());
    List<String> missing = new StepSighting(invocation, keys()).gone(seen);
    if (!missing.isEmpty()) {
      Step next = due.step().orElseThrow();
      throw new CommandException(
          ExitCode.UNDECIDED,
          (due.done() == 0
                  ? "what the plan begins with"
                  : "step " + plan.steps().get(due.done() - 1).name())
              + " was seen to be in effect and is not any more ("
              + seen.described()
              + "): "
              + String.join("; ", missing)
              + "; when it is there again, caches may hold what was there meanwhile: wait anew"
              + " before step "
              + next.name()
              + ", "
              + next.waiting().explained(plan.timings()));
    }
  }

  /** Nobody else changes the key set meanwhile: whoever does, takes the register before. */
  private ExitCode perform(RegisterTurn register, Step step, int number) throws CommandException {
    StepKeys keys = keys();
    note(keys.found());
    say("step " + step.name() + ": " + step.purpose());
    new StepWords(keys, number).acts().forEach(this::say);
    new StepActs(invocation, config.orElseThrow(), register, plan, journal).perform(number, keys);
    noteDone(step);
    remaining(new StepWords(keys(), number));
    return ExitCode.PASS;
  }

  private void noteDone(Step step) throws CommandException {
    Instant now = invocation.now();
    note(List.of(new Journal.Entry(Journal.Event.DONE, step.name(), now)));
    say("noted: step " + step.name() + " done at " + now);
    Journal.Due next = due();
    say(
        next.step()
            .map(
                then ->
                    "step "
                        + then.name()
                        + " not before "
                        + next.notBefore()
                        + ", and not before this one is seen to be in effect")
            .orElse("it was the last one; have it seen to be in effect"));
  }

  private void describe(StepWords words, Step step) {
    say("step " + step.name() + " may be done now: " + step.purpose());
    words.acts().forEach(this::say);
    remaining(words);
    say("then: zonegate keys step --do, or --done when you did it");
  }

  private void remaining(StepWords words) {
    List<String> lines = words.forPeople();
    if (!lines.isEmpty()) {
      say("left to you:");
      lines.forEach(line -> say("  " + line));
    }
  }

  private void say(String line) {
    invocation.console().out().println(line);
  }
}
