package io.zonegate.rehearsal;

import io.zonegate.hsm.key.KeyRole;
import io.zonegate.rehearsal.Invariant.Kind;
import io.zonegate.rehearsal.Invariant.Outcome;
import io.zonegate.rollover.Plan;
import io.zonegate.rollover.PlanKey;
import io.zonegate.rollover.Situation;
import io.zonegate.rollover.Use;
import io.zonegate.signer.duty.KeyRoles;
import io.zonegate.verifier.check.Inputs;
import io.zonegate.verifier.check.Judge;
import io.zonegate.verifier.check.ReferenceZone;
import io.zonegate.verifier.check.Rules;
import io.zonegate.verifier.check.Workers;
import io.zonegate.verifier.check.denial.DenialRules;
import io.zonegate.verifier.check.keys.KeyRules;
import io.zonegate.verifier.check.keys.PlannedKey;
import io.zonegate.verifier.history.PublishedKey;
import io.zonegate.verifier.history.Signer;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Holds the zones of a rehearsal against the plan and puts them to the verifier. */
final class Assessor {
  private static final int MOST_FINDINGS = 2;

  private final Setting setting;
  private final World world;
  private final Rules policy;
  private final Rules allowingChange;

  /**
   * @param plan what the policy's key plan says while the plan is performed
   */
  Assessor(Setting setting, World world, List<PlannedKey> plan) {
    this.setting = setting;
    this.world = world;
    Rules given = setting.verify().rules();
    KeyRules keys = given.keys();
    KeyRules planned =
        new KeyRules(
            keys.responseSize(),
            keys.mostKeys(),
            keys.dsDigests(),
            keys.cdsDelete(),
            keys.roles(),
            // The parent of a rehearsal has no servers.
            KeyRules.DsOrigin.ANY,
            plan);
    this.policy = with(planned, given.denial());
    this.allowingChange = with(planned, new DenialRules(given.denial().drillNames(), true));
  }

  private Rules with(KeyRules keys, DenialRules denial) {
    Rules given = setting.verify().rules();
    return new Rules(keys, given.signatures(), denial, given.content(), given.history());
  }

  /** Whether the zone has what the plan says of it. */
  Invariant planned(Situation situation, SignedZone zone, KeyRack rack) {
    List<String> wrong = new ArrayList<>();
    Set<String> published = names(situation, rack, zone.state().keys()::contains);
    Set<String> due = new TreeSet<>(situation.keys(Use.PUBLISHED));
    due.addAll(situation.keys(Use.SIGNING));
    if (!published.equals(due) || zone.state().keys().size() != count(due, rack)) {
      wrong.add("the DNSKEY RRset has " + published + ", planned " + due);
    }
    Set<String> signers =
        names(
            situation,
            rack,
            key -> zone.state().dnskeySigners().stream().anyMatch(s -> s.isBy(key)));
    Set<String> dueSigners = new TreeSet<>(situation.keys(Use.SIGNING));
    dueSigners.removeIf(name -> role(name) == KeyRole.ZSK);
    if (!signers.equals(dueSigners)) {
      wrong.add("the DNSKEY RRset is signed by " + signers + ", planned " + dueSigners);
    }
    Set<String> makers = new TreeSet<>(situation.keys(Use.SIGNING));
    makers.addAll(situation.keys(Use.AHEAD));
    makers.removeIf(
        name -> (role(name) == KeyRole.KSK) == (setting.signing().roles() != KeyRoles.SINGLE));
    for (Set<Signer> together : zone.state().data()) {
      Set<String> found =
          names(situation, rack, key -> together.stream().anyMatch(s -> s.isBy(key)));
      if (!found.equals(makers) && !setting.reuse()) {
        wrong.add("RRsets are signed by " + found + ", planned " + makers);
      }
    }
    if (situation.signed()) {
      zone.denials()
          .differs(situation.denial().orElseGet(() -> Denials.by(setting.signing().denial())))
          .ifPresent(wrong::add);
    }
    return wrong.isEmpty()
        ? new Invariant(Kind.PLANNED, Outcome.HOLDS, situation.described(), List.of())
        : new Invariant(
            Kind.PLANNED, Outcome.BROKEN, "not as planned: " + situation.described(), wrong);
  }

  private static Set<String> names(
      Situation situation, KeyRack rack, Predicate<PublishedKey> test) {
    Set<String> names = new TreeSet<>();
    for (String name : situation.uses().keySet()) {
      if (rack.published(name).stream().anyMatch(test)) {
        names.add(name);
      }
    }
    return names;
  }

  private static int count(Set<String> names, KeyRack rack) {
    return names.stream().mapToInt(n -> rack.published(n).size()).sum();
  }

  private KeyRole role(String name) {
    Plan plan = Faulty.performed(setting.plan(), setting.faults());
    return plan.keys().stream()
        .filter(k -> k.name().equals(name))
        .map(PlanKey::role)
        .findFirst()
        .orElseThrow();
  }

  /**
   * Whether the verifier passes it, and whether it would with the DS RRset that the parent is to be
   * asked for.
   *
   * @param denialChanges whether the plan has the denial of existence change now, which the policy
   *     then has to allow
   */
  Invariant verified(
      SignedZone zone,
      SignedZone unsigned,
      Instant at,
      Optional<List<Ds>> nextDs,
      boolean denialChanges) {
    List<String> wrong = new ArrayList<>();
    Rules rules = denialChanges ? allowingChange : policy;
    Verdict verdict = judge(zone, unsigned, world.parent(at), at, rules);
    Outcome outcome = weigh(verdict, "", wrong);
    String text = summary(verdict);
    if (nextDs.isPresent() && !nextDs.get().isEmpty()) {
      Verdict with = judge(zone, unsigned, world.trust(nextDs.get(), at), at, rules);
      Outcome second = weigh(with, "with the new DS RRset: ", wrong);
      text += "; with the new DS RRset " + with.decision();
      outcome = second == Outcome.HOLDS || outcome == Outcome.BROKEN ? outcome : second;
    }
    return new Invariant(Kind.VERIFIED, outcome, text, wrong);
  }

  private Verdict judge(
      SignedZone zone, SignedZone unsigned, ParentTrust parent, Instant at, Rules rules) {
    Inputs inputs =
        Inputs.of(zone.zone(), parent, at)
            .withUnsigned(new ReferenceZone.Given(unsigned.zone()))
            .withPrevious(
                world
                    .live()
                    .<ReferenceZone>map(live -> new ReferenceZone.Given(live.zone()))
                    .orElse(new ReferenceZone.NotGiven()))
            .withHistory(world.history(at))
            .judgedBy(setting.verify().limits(), rules);
    int threads =
        setting.verify().threads() > 0
            ? setting.verify().threads()
            : Runtime.getRuntime().availableProcessors();
    Duration deadline = setting.verify().deadline();
    try (Workers workers = new Workers(threads, deadline)) {
      return Judge.judge(inputs, setting.selection(), workers);
    }
  }

  private static Outcome weigh(Verdict verdict, String prefix, List<String> wrong) {
    for (CheckResult result : verdict.results()) {
      result.findings().stream()
          .filter(f -> f.severity() == Severity.BLOCK)
          .limit(MOST_FINDINGS)
          .forEach(f -> wrong.add(prefix + result.check().id() + ": " + f.text()));
      if (result.outcome() == io.zonegate.verifier.verdict.Outcome.UNDECIDED) {
        wrong.add(prefix + result.check().id() + " is undecided: " + result.reason());
      }
    }
    return switch (verdict.decision()) {
      case PASS -> Outcome.HOLDS;
      case BLOCK -> Outcome.BROKEN;
      case UNDECIDED -> Outcome.UNDECIDED;
    };
  }

  private static String summary(Verdict verdict) {
    long checks =
        verdict.results().stream()
            .filter(
                r ->
                    r.outcome() == io.zonegate.verifier.verdict.Outcome.PASS
                        || r.outcome() == io.zonegate.verifier.verdict.Outcome.FINDINGS)
            .count();
    long signatures = verdict.signatures().stream().mapToLong(s -> s.total()).sum();
    long blocking = verdict.results().stream().filter(r -> r.blocks() > 0).count();
    return verdict.decision()
        + " by "
        + checks
        + " checks over "
        + signatures
        + " RRSIGs"
        + (blocking == 0 ? "" : ", " + blocking + " of them block");
  }
}
