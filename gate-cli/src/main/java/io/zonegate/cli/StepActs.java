package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.generate.KeyGeneration;
import io.zonegate.hsm.generate.KeyRequest;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.KeySetFile;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.proof.ProofResult;
import io.zonegate.hsm.proof.TokenProof;
import io.zonegate.hsm.register.Bookkeeping;
import io.zonegate.hsm.register.KeyEvent;
import io.zonegate.hsm.register.KeyEvent.Kind;
import io.zonegate.hsm.register.RegisterTurn;
import io.zonegate.hsm.register.RegisteredKey;
import io.zonegate.hsm.register.TagFreshness;
import io.zonegate.hsm.replicate.Placements;
import io.zonegate.hsm.token.CkaId;
import io.zonegate.hsm.token.Tokens;
import io.zonegate.rollover.CarriedKeys;
import io.zonegate.rollover.Journal;
import io.zonegate.rollover.JournalFile;
import io.zonegate.rollover.KeysToMake;
import io.zonegate.rollover.Plan;
import io.zonegate.rollover.PlanKey;
import io.zonegate.rollover.Situation;
import io.zonegate.rollover.Use;
import io.zonegate.verifier.verdict.Decision;
import io.zonegate.verifier.verdict.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a step of a plan does to keys: makes the new ones, proves the tokens, and sets in the key
 * set what the zone is to do with each. Every act is on the disk before the next one begins, and
 * each finds out whether it was done: a process that is killed leaves what the same command goes on
 * with.
 */
final class StepActs {
  private final Invocation invocation;
  private final HsmConfig config;
  private final RegisterTurn register;
  private final Plan plan;
  private final JournalFile journal;
  private final SecureRandom random = new SecureRandom();

  /** Set by {@link #perform}; what is in the file. */
  private KeySet keys;

  StepActs(
      Invocation invocation,
      HsmConfig config,
      RegisterTurn register,
      Plan plan,
      JournalFile journal) {
    this.invocation = invocation;
    this.config = config;
    this.register = register;
    this.plan = plan;
    this.journal = journal;
  }

  /**
   * Does a step.
   *
   * @param number how many steps were done before
   * @param known the key set, of which all is noted
   * @throws CommandException if it could not be done; the key set then has the zone signed as
   *     before
   */
  void perform(int number, StepKeys known) throws CommandException {
    keys = known.carried().orElseThrow().set();
    Situation before = plan.situations().get(number);
    Situation after = plan.situations().get(number + 1);
    if (config.kskBundles().isPresent()) {
      throw new CommandException(
          ExitCode.UNDECIDED,
          "by "
              + HsmOptions.file(invocation)
              + " the KSKs are offline, and a changed DNSKEY RRset needs their signatures; do the step"
              + " with a ceremony (docs/hsm.md, Rollovers) and note it with --done");
    }
    demandKeySet(before, after);
    try {
      noteMade();
      if (plan.keys().stream().anyMatch(key -> isBrought(key, before, after))) {
        HsmOptions.withTokens(
            config,
            tokens -> {
              for (PlanKey key : plan.keys()) {
                if (known.isToMake(key, number)) {
                  make(tokens, key);
                }
              }
              prove(tokens, number + 1);
              return keys;
            });
      }
      set(number + 1);
    } catch (IOException e) {
      throw failed(e);
    } catch (UncheckedIOException e) {
      throw failed(e.getCause());
    }
  }

  private static CommandException failed(IOException reason) {
    return new CommandException(
        ExitCode.UNDECIDED,
        "the step is not done: " + IoReason.of(reason) + "; mend that and start it again",
        reason);
  }

  private CarriedKeys carried() {
    return new CarriedKeys(plan, journal.journal(), keys);
  }

  /** The key set is that of before, or already that of after, where a process was killed. */
  private void demandKeySet(Situation before, Situation after) throws CommandException {
    List<String> differences = carried().unlike(before);
    if (!differences.isEmpty() && !carried().isAt(after)) {
      throw new CommandException(
          ExitCode.UNDECIDED,
          config.keys()
              + " is not as the plan has left it: "
              + String.join("; ", differences)
              + "; find out who changed it");
    }
  }

  /**
   * Whether the step relies on a key of ours more than before: then its tokens are to be proved.
   */
  private static boolean isBrought(PlanKey key, Situation before, Situation after) {
    String name = key.name();
    Use was = before.uses().get(name);
    Use then = after.uses().get(name);
    boolean used = (then.isPublished() && !was.isPublished()) || (then.signs() && !was.signs());
    boolean named = after.ds().contains(name) && !before.ds().contains(name);
    return key.origin() != PlanKey.Origin.OTHER_SIGNER && (used || named);
  }

  /** Notes keys that came into the key set and not into the register, because the process ended. */
  private void noteMade() throws CommandException, IOException {
    List<CkaId> announced =
        plan.keys().stream().flatMap(k -> journal.journal().announced(k.name()).stream()).toList();
    List<ZoneKey> made =
        keys.keys().stream()
            .filter(key -> announced.contains(key.id()))
            .filter(key -> !register.content().knows(RegisteredKey.of(keys.zone(), key, List.of())))
            .toList();
    register.append(lines().all(Kind.CREATED, keys.zone(), made));
  }

  private Bookkeeping lines() throws CommandException, IOException {
    return KeyBooks.lines(invocation, config, register.content());
  }

  /** Makes a key of the plan on all its tokens; it comes into the key set held back. */
  private void make(Tokens tokens, PlanKey key) throws CommandException {
    List<KeyRequest> like = keys.active(key.role()).stream().map(KeysToMake::like).toList();
    List<KeyRequest> requests = like.isEmpty() ? List.of() : KeysToMake.of(key, like, config);
    if (requests.isEmpty()) {
      throw new CommandException(
          ExitCode.CONFIGURATION,
          key.name()
              + " cannot be made: "
              + (like.isEmpty()
                  ? config.keys() + " has no active " + key.role() + " to make it like"
                  : "no token of hsm.toml holds keys of the role " + key.role()));
    }
    KeyGeneration generation =
        new KeyGeneration(
            tokens,
            Placements.of(config, random, KeysGenerateCommand.runner(config), this::say),
            random,
            id -> announce(key, id));
    clear(generation, key);
    KeySet made = generation.generate(keys, register.content().tags(keys.zone()), requests);
    List<ZoneKey> fresh =
        made.keys().subList(keys.keys().size(), made.keys().size()).stream()
            .map(k -> k.with(false, false))
            .toList();
    KeySet next = keys.with(fresh);
    try {
      // First the key set: what only the register has would be made a second time.
      KeySetFile.write(config.keys(), next);
      keys = next;
      register.append(lines().all(Kind.CREATED, keys.zone(), fresh));
    } catch (IOException e) {
      throw failed(e);
    }
    fresh.forEach(k -> say("  made " + key.name() + ": " + k + NewKeys.on(tokens, k)));
  }

  private void announce(PlanKey key, CkaId id) {
    try {
      journal.add(List.of(Journal.Key.announced(id, key.name(), invocation.now())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CommandException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What was announced and is in neither book was being made when a process was killed. */
  private void clear(KeyGeneration generation, PlanKey key) {
    for (CkaId id : journal.journal().announced(key.name())) {
      boolean known =
          register.content().events().stream().anyMatch(event -> event.key().id().equals(id))
              || keys.keys().stream().anyMatch(k -> k.id().equals(id));
      int objects = known ? 0 : generation.clear(id);
      if (objects > 0) {
        say(
            "  removed "
                + objects
                + " key objects under CKA_ID "
                + id
                + ", which an earlier try has left unfinished");
      }
    }
  }

  /** Before a key is relied on, every token proves that it has the keys of the key set. */
  private void prove(Tokens tokens, int situation) throws CommandException {
    KeySet next = carried().in(situation);
    long start = System.nanoTime();
    ProofResult proof = TokenProof.prove(tokens, next, random);
    TagFreshness tags = TagFreshness.of(register.content(), next);
    Verdict verdict =
        KeysProveCommand.verdict(
            invocation, next, proof, tags, Duration.ofNanos(System.nanoTime() - start));
    if (verdict.decision() != Decision.PASS) {
      String reason =
          proof.allPassed()
              ? tags.clashes().get(0).text() + " [" + TagFreshness.TAG_FRESH + "]"
              : proof.firstNotPassed().text() + " [" + proof.firstNotPassed().checkId() + "]";
      throw CommandException.of(verdict, "the step is not done: " + reason);
    }
    say("  proved " + next.keys().size() + " keys on " + config.tokens().size() + " tokens");
  }

  /** Sets what the zone does with each key from now on. */
  private void set(int situation) throws CommandException, IOException {
    KeySet next = carried().in(situation);
    if (next.equals(keys)) {
      return;
    }
    List<ZoneKey> retired = new ArrayList<>();
    List<ZoneKey> withdrawn = new ArrayList<>();
    for (ZoneKey key : keys.keys()) {
      Optional<ZoneKey> then =
          next.keys().stream().filter(k -> k.id().equals(key.id())).findFirst();
      if (key.active() && then.filter(ZoneKey::active).isEmpty()) {
        retired.add(key);
      }
      if (key.published() && then.filter(ZoneKey::published).isEmpty()) {
        withdrawn.add(key);
      }
    }
    Bookkeeping lines = lines();
    List<KeyEvent> events = new ArrayList<>(lines.adopted(keys));
    events.addAll(lines.all(Kind.RETIRED, keys.zone(), retired));
    events.addAll(lines.all(Kind.WITHDRAWN, keys.zone(), withdrawn));
    // First the register: a retirement that is noted and did not happen does no harm.
    register.append(events);
    KeySetFile.write(config.keys(), next);
    keys = next;
    say("  wrote " + config.keys() + "; head of the register " + register.content().head());
  }

  private void say(String line) {
    PrintStream out = invocation.console().out();
    out.println(line);
  }
}
