package io.zonegate.cli;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.config.ConfigException;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.generate.KeyRequest;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.softhsm.ScratchTokens;
import io.zonegate.hsm.softhsm.SoftHsmLibrary;
import io.zonegate.policy.Policy;
import io.zonegate.policy.RoleRule;
import io.zonegate.rehearsal.Fault;
import io.zonegate.rehearsal.Sample;
import io.zonegate.rehearsal.ScratchTopology;
import io.zonegate.rehearsal.Setting;
import io.zonegate.rollover.DenialWay;
import io.zonegate.rollover.KeysToMake;
import io.zonegate.rollover.Plan;
import io.zonegate.rollover.PlanFile;
import io.zonegate.rollover.PlanKey;
import io.zonegate.rollover.PlannedKeys;
import io.zonegate.rollover.Rollover;
import io.zonegate.rollover.Schedule;
import io.zonegate.rollover.Situation;
import io.zonegate.verifier.history.SeenDs;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.ZoneReadException;
import io.zonegate.verifier.zone.ZoneSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.commons.cli.Options;

/** Turns options, policy and zone into a plan and what it is rehearsed with. */
final class RehearsalOptions {
  private static final int NAMES = 1_000;
  private static final int MOST_NAMES = 10_000_000;
  static final Duration SLACK = Duration.ofDays(1);

  private final Invocation invocation;
  private final Policy policy;
  private final String planWord;
  private final HsmConfig config;
  private final Sample sample;
  private final String zone;
  private final RealTimings real;

  RehearsalOptions(Invocation invocation, Policy policy, List<String> arguments)
      throws CommandException {
    this.invocation = invocation;
    this.policy = policy;
    this.planWord = arguments.get(0);
    this.config = HsmOptions.config(invocation);
    Path file = Invocation.path("UNSIGNED", arguments.get(1));
    String named = invocation.value("origin");
    Optional<String> origin =
        named == null ? policy.origin() : Optional.of(ZoneName.absolute("--origin", named));
    Integer names = invocation.number("names", 0, MOST_NAMES);
    try {
      this.sample =
          Sample.of(
              ZoneSource.read(file, origin.map(NameText::wire).orElse(null)),
              names == null ? NAMES : names);
    } catch (ZoneReadException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    }
    this.zone = sample.zone().apexName();
    this.real = new RealTimings(invocation, policy, sample);
  }

  static void add(Options options) {
    options.addOption(
        SharedOptions.argument("way", "WAY", "which way of the rollover; else the usual one"));
    options.addOption(
        SharedOptions.argument("new-algorithm", "N", "algorithm of new keys, for algorithm-roll"));
    options.addOption(
        SharedOptions.argument(
            "names", "N", "names below the apex to take; default " + NAMES + ", 0 for all"));
    options.addOption(
        SharedOptions.argument("ds", "FILE", "the parent's DS records, of which the TTL counts"));
    options.addOption(
        SharedOptions.argument(
            "parent-ds-from",
            "SERVER[:PORT],..",
            "ask the parent's servers for the TTL of the DS"));
    options.addOption(
        SharedOptions.argument(
            "trust-anchor", "FILE", "with it: keys of the parent zone, DS or DNSKEY records"));
    options.addOption(
        SharedOptions.argument(
            "previous", "FILE", "the signed zone that is live, of which the TTLs count"));
    options.addOption(SharedOptions.history());
    options.addOption(
        SharedOptions.argument(
            "ds-ttl", "TIME", "TTL of the DS at the parent; a longer one seen counts"));
    options.addOption(
        SharedOptions.argument(
            "registration", "TIME", "how long the parent takes to put a DS in; default 1h"));
    options.addOption(
        SharedOptions.argument(
            "signing-delay", "TIME", "until all RRsets have new signatures; else by the policy"));
  }

  /** The plan: a file, or one of the rollovers with the timings of policy and zone. */
  Plan plan() throws CommandException {
    List<Rollover> ways = Rollover.ways(planWord);
    try {
      if (ways.isEmpty()) {
        refuseBesideFile("way");
        refuseBesideFile("new-algorithm");
        Plan plan = PlanFile.read(Invocation.path("PLAN", planWord));
        if (!plan.zone().equalsIgnoreCase(zone)) {
          throw new CommandException(
              ExitCode.CONFIGURATION, planWord + " is a plan of " + plan.zone() + ", not " + zone);
        }
        return known(plan);
      }
      String way = invocation.value("way");
      Rollover rollover =
          ways.stream()
              .filter(r -> way == null || r.way().equals(way))
              .findFirst()
              .orElseThrow(
                  () ->
                      CommandException.usage(
                          "--way: "
                              + planWord
                              + " is done "
                              + String.join(", ", ways.stream().map(Rollover::way).toList())));
      return known(rollover.plan(zone, real.timings(), isSingle(), newAlgorithm(), denial()));
    } catch (ConfigException e) {
      throw new CommandException(ExitCode.CONFIGURATION, e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    }
  }

  /** What a zone that was not signed has in caches is what a plan waits for that signs it. */
  private Plan known(Plan plan) throws CommandException {
    if (!plan.beginsSigned() && real.untold().isPresent() && !invocation.has("previous")) {
      throw new CommandException(ExitCode.UNDECIDED, real.untold().get());
    }
    return plan;
  }

  /**
   * What of the policy contradicts the plan, a sentence for the first step that it does so at.
   * {@code keys step} would refuse that step.
   */
  Optional<CommandException> contradiction(Plan plan) {
    List<Situation> situations = plan.situations();
    for (int i = 0; i < plan.steps().size(); i++) {
      try {
        StepPolicy.demand(policy, plan, situations.get(i + 1));
      } catch (CommandException e) {
        return Optional.of(
            new CommandException(
                e.exitCode(), "step " + plan.steps().get(i).name() + ": " + e.getMessage(), e));
      }
    }
    return Optional.empty();
  }

  private void refuseBesideFile(String option) throws CommandException {
    if (invocation.has(option)) {
      throw CommandException.usage(
          "--"
              + option
              + " is for "
              + String.join(", ", Rollover.commands())
              + "; the plan file "
              + planWord
              + " says itself what is done");
    }
  }

  private boolean isSingle() {
    return policy.signing().roles() == RoleRule.SINGLE;
  }

  private int newAlgorithm() throws CommandException {
    String word = invocation.value("new-algorithm");
    return word == null ? 0 : DnssecAlgorithm.parse(word).number();
  }

  private DenialWay denial() {
    return switch (policy.signing().denial()) {
      case NSEC -> DenialWay.NSEC;
      case NSEC3 -> DenialWay.NSEC3;
      case NSEC3_OPT_OUT -> DenialWay.NSEC3_OPT_OUT;
    };
  }

  /** What is to be said of the timings, a sentence each. */
  List<String> notes() {
    return real.notes();
  }

  /**
   * The plan as the policy's key plan, if its first step is done at {@code --at}.
   *
   * @throws CommandException if {@code --key-plan} does not name a file for each key of the plan
   */
  String keyPlan(Plan plan) throws CommandException {
    Map<String, List<Ds>> keys = new TreeMap<>();
    for (String word : invocation.list("key-plan")) {
      String name = word.replaceFirst("=.*", "");
      if (!word.contains("=") || plan.keys().stream().noneMatch(k -> k.name().equals(name))) {
        throw CommandException.usage("--key-plan: '" + word + "' " + keyPlanForm(plan));
      }
      try {
        Path file = Invocation.path("--key-plan", word.substring(name.length() + 1));
        keys.put(name, SeenDs.read(file, sample.zone().apex()).records());
      } catch (ZoneReadException e) {
        throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
      }
    }
    if (keys.size() < plan.keys().size()) {
      throw CommandException.usage(
          "--key-plan names " + keys.keySet() + "; it " + keyPlanForm(plan));
    }
    return PlannedKeys.text(PlannedKeys.entries(plan, Schedule.of(plan, begin()), keys, SLACK));
  }

  /**
   * DNS counts in whole seconds, and each side rounds what lies between them its own way: a step
   * that is taken to the second would come a part of one too early.
   */
  private Instant begin() throws CommandException {
    return invocation.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private static String keyPlanForm(Plan plan) {
    return "must be NAME=FILE for each of "
        + String.join(", ", plan.keys().stream().map(PlanKey::name).toList())
        + ", each file with DNSKEY or DS records of these keys";
  }

  /** The faults that are to be put in. */
  List<Fault> faults() throws CommandException {
    List<Fault> faults = new ArrayList<>();
    for (String word : invocation.list("fault")) {
      try {
        faults.add(Fault.parse(word));
      } catch (IllegalArgumentException e) {
        throw CommandException.usage("--fault: " + e.getMessage());
      }
    }
    return faults;
  }

  /** What the plan is rehearsed with, in a folder with scratch tokens. */
  Setting setting(Plan plan, Path folder) throws CommandException, IOException {
    ScratchTokens scratch = new ScratchTokens(folder, new SecureRandom());
    Path zones = Files.createDirectories(folder.resolve("zones"));
    Consumer<String> progress =
        invocation.has("quiet") || invocation.json()
            ? line -> {}
            : invocation.console().err()::println;
    notes().forEach(note -> progress.accept("note: " + note));
    return new Setting(
        plan,
        // A plan that is read from a file waits for what it says, and is held to this.
        real.timings(),
        faults(),
        sample,
        ScratchTopology.of(
            config, scratch, SoftHsmLibrary.find(invocation.console().environment())),
        scratch,
        real.digests().types(),
        keysLikeProduction(),
        Signing.policy(policy.signing()),
        policy.signing().reuse(),
        policy.verify(),
        policy.selection(),
        zones,
        begin(),
        SLACK,
        new SecureRandom(),
        notes(),
        progress);
  }

  /** As many keys of each role as production has that sign, of the same algorithms and sizes. */
  private Map<KeyRole, List<KeyRequest>> keysLikeProduction() throws CommandException {
    KeySet keys = HsmOptions.keys(config);
    Map<KeyRole, List<KeyRequest>> like = new EnumMap<>(KeyRole.class);
    for (KeyRole role : KeyRole.values()) {
      like.put(role, keys.active(role).stream().map(KeysToMake::like).toList());
    }
    if (like.get(KeyRole.KSK).isEmpty() || (like.get(KeyRole.ZSK).isEmpty() && !isSingle())) {
      throw new CommandException(
          ExitCode.CONFIGURATION, config.keys() + ": no active KSK and ZSK in it to rehearse with");
    }
    return like;
  }
}
