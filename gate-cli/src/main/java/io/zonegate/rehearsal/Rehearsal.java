package io.zonegate.rehearsal;

import io.zonegate.caching.CacheProof;
import io.zonegate.caching.Caches;
import io.zonegate.caching.Validator;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.policy.Durations;
import io.zonegate.rollover.Delay;
import io.zonegate.rollover.Plan;
import io.zonegate.rollover.PlanText;
import io.zonegate.rollover.PlannedKeys;
import io.zonegate.rollover.Schedule;
import io.zonegate.rollover.Situation;
import io.zonegate.rollover.Step;
import io.zonegate.rollover.Timings;
import io.zonegate.verifier.check.history.AlgorithmRollover;
import io.zonegate.verifier.check.history.Evidence;
import io.zonegate.verifier.check.keys.PlannedKey;
import io.zonegate.verifier.history.SignerSurvey;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.zone.ZoneReadException;
import io.zonegate.verifier.zone.ZoneSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.xbill.DNS.Name;

/** Runs a plan from the zone before it until caches have forgotten that zone. */
public final class Rehearsal {
  /** The rehearsal could not be run; nothing is known of the plan. */
  public static final class FailedException extends Exception {
    private static final long serialVersionUID = 1L;

    FailedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private final Setting setting;
  private final Plan performed;
  private final Timings real;
  private final Schedule schedule;
  private final KeyRack rack;
  private final Workshop workshop;
  private final Signatory signatory;
  private final World world;
  private final Validator validator;
  private final List<Act> acts = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private Assessor assessor;
  private Optional<Path> live = Optional.empty();
  private Instant lastRelease;

  private Rehearsal(Setting setting) {
    this.setting = setting;
    this.performed = Faulty.performed(setting.plan(), setting.faults());
    this.real =
        setting.faults().stream()
            .filter(f -> f.kind() == Fault.Kind.DS_TTL)
            .map(f -> Duration.ofSeconds(Long.parseLong(f.value())))
            .findFirst()
            .map(ttl -> setting.timings().with(Delay.DS_TTL, ttl))
            .orElse(setting.timings());
    this.schedule = Schedule.of(performed, setting.start()).endedBy(real);
    Name zone = Name.fromConstantString(setting.plan().zone());
    this.rack = new KeyRack(zone, setting.random());
    this.workshop = new Workshop(setting, rack);
    this.signatory = new Signatory(setting, workshop);
    var history = setting.verify().rules().history();
    this.world = new World(zone.toWire(), real, history.evidence() == Evidence.SERVED);
    this.validator =
        setting.plan().everyAlgorithm()
                || history.algorithmRollover() == AlgorithmRollover.CONSERVATIVE
            ? Validator.EVERY_ALGORITHM
            : Validator.ANY_PATH;
  }

  /**
   * Runs it.
   *
   * @throws FailedException if zones or tokens cannot be made
   * @throws IllegalArgumentException if the plan does not fit the policy, or a fault the plan
   */
  public static Performance run(Setting setting) throws FailedException {
    return new Rehearsal(setting).run();
  }

  private Performance run() throws FailedException {
    long begin = System.nanoTime();
    boolean isComplete;
    try {
      workshop.makeKeys(performed.keys());
      world.know(workshop.dnskeys(performed.keys()));
      rack.described().forEach(remarks::add);
      tooShort();
      remarks.addAll(setting.notes());
      assessor = new Assessor(setting, world, plannedKeys());
      isComplete = perform();
    } catch (IOException e) {
      throw new FailedException("the rehearsal cannot go on: " + e.getMessage(), e);
    } catch (HsmException e) {
      throw new FailedException("the scratch tokens: " + e.getMessage(), e);
    }
    Caches caches = world.caches(schedule.end());
    remarks.addAll(Compromise.told(performed, rack, caches));
    return new Performance(
        setting.plan(),
        PlanText.digest(setting.plan()),
        setting.faults(),
        setting.sample().names() + " of " + setting.sample().of() + " names below the apex",
        String.join(", ", setting.tokens().tokens().stream().map(t -> t.toString()).toList()),
        acts,
        isComplete,
        caches,
        validator,
        CacheProof.of(caches, validator),
        world.publications(),
        Optional.empty(),
        remarks,
        schedule.end(),
        Duration.ofNanos(System.nanoTime() - begin));
  }

  /** Says what the plan takes to be shorter than it is; whether that harms is proven, not said. */
  private void tooShort() {
    for (Delay delay : Delay.values()) {
      Duration planned = setting.plan().timings().of(delay);
      if (planned.compareTo(real.of(delay)) < 0) {
        remarks.add(
            "the plan takes "
                + delay.word()
                + " for "
                + Durations.format(planned)
                + ", and it is "
                + Durations.format(real.of(delay)));
      }
    }
  }

  /** What the policy would have as its key plan, approved with the plan. */
  private List<PlannedKey> plannedKeys() {
    Map<String, List<Ds>> ds = new TreeMap<>();
    setting.plan().keys().forEach(k -> ds.put(k.name(), rack.ds(k.name())));
    return PlannedKeys.entries(
        setting.plan(), Schedule.of(setting.plan(), setting.start()), ds, setting.slack());
  }

  /** Whether all steps could be done. */
  private boolean perform() throws IOException, FailedException {
    List<Situation> situations = performed.situations();
    Duration before =
        Duration.between(schedule.times().get(schedule.times().size() - 1), schedule.end());
    Instant first = setting.start().minus(before).minus(Duration.ofDays(1));
    world.ask(first.minus(before), ds(situations.get(0)));
    lastRelease = first;
    if (!before(situations.get(0), first)) {
      return false;
    }
    for (int i = 0; i < performed.steps().size(); i++) {
      Instant at = schedule.times().get(i);
      if (!keepAlive(situations.get(i), at) || !step(i, situations.get(i + 1), at)) {
        return false;
      }
    }
    return keepAlive(situations.get(performed.steps().size()), schedule.end());
  }

  /** The zone as it is before the plan, from which caches are full. */
  private boolean before(Situation situation, Instant at) throws IOException, FailedException {
    if (!situation.signed()) {
      // The history has to know a release before the one that is judged.
      workshop.next();
      world.release(at.minus(Duration.ofDays(1)), read(workshop.unsigned()));
    }
    return act(
        Faulty.BEFORE,
        "The zone as it is before the plan.",
        "",
        situation,
        at,
        schedule.times().get(0),
        Optional.empty());
  }

  private boolean step(int index, Situation situation, Instant at)
      throws IOException, FailedException {
    Step step = performed.steps().get(index);
    Instant next =
        index + 1 < performed.steps().size() ? schedule.times().get(index + 1) : schedule.end();
    String waited =
        index == 0
            ? ""
            : Durations.format(step.waiting().duration(performed.timings()))
                + ": "
                + step.waiting().explained(performed.timings());
    return act(step.name(), step.purpose(), waited, situation, at, next, Optional.of(step));
  }

  /** Signs anew in long waits, as production does, so that nothing expires. */
  private boolean keepAlive(Situation situation, Instant until)
      throws IOException, FailedException {
    while (situation.signed() && nextRelease().isBefore(until)) {
      Instant at = nextRelease();
      if (!act("re-sign", "The wait is long.", "", situation, at, until, Optional.empty())) {
        return false;
      }
    }
    return true;
  }

  private Instant nextRelease() {
    return lastRelease.plus(Rhythm.of(setting.signing(), setting.reuse()));
  }

  private boolean act(
      String name,
      String purpose,
      String waited,
      Situation situation,
      Instant at,
      Instant until,
      Optional<Step> step)
      throws IOException, FailedException {
    setting.progress().accept(at + " " + name + ": " + situation.described());
    List<Invariant> invariants = new ArrayList<>();
    workshop.next();
    boolean isMade = true;
    if (situation.signed()) {
      Signatory.Attempt attempt = signatory.sign(name, situation, live, at);
      isMade = attempt.isMade();
      invariants.add(attempt.tokens());
      attempt.lost().ifPresent(lost -> remarks.add("fault: at step " + name + " " + lost));
    }
    long serial = -1;
    boolean published = false;
    if (!isMade && world.live().isEmpty()) {
      remarks.add(
          "the zone before the plan could not be signed, for the reason that TOKENS gives: nothing"
              + " is known of the plan");
      acts.add(new Act(name, purpose, at, waited, situation, serial, published, invariants));
      return false;
    }
    Instant horizon;
    if (isMade) {
      Path file = situation.signed() ? workshop.signed() : workshop.unsigned();
      SignedZone zone = read(file);
      boolean denialChanges = step.flatMap(Step::denial).isPresent();
      serial = zone.state().serial();
      invariants.add(assessor.planned(situation, zone, rack));
      invariants.add(
          assessor.verified(
              zone,
              read(workshop.unsigned()),
              at,
              step.flatMap(Step::ds).map(this::ds),
              denialChanges));
      if (denialChanges && !setting.verify().rules().denial().changeAllowed()) {
        remarks.add(
            "for step " + name + " the policy needs [denial] allow-change = true; taken as given");
      }
      published = step.isEmpty() || !Faulty.loses(performed, step.get(), setting.faults());
      if (published) {
        world.release(at, zone);
        live = Optional.of(file);
        lastRelease = at;
      } else {
        remarks.add(
            "fault: serial " + serial + " of step " + name + " never reached a name server");
      }
      if (step.isPresent() && step.get().ds().isPresent()) {
        world.ask(at, ds(situation));
      }
      horizon = situation.signed() && nextRelease().isBefore(until) ? nextRelease() : until;
    } else {
      horizon = survival(name);
    }
    CacheProof proof = CacheProof.of(world.caches(horizon), validator);
    invariants.add(CachesHeld.invariant(proof, at, horizon, world.otherDenials()));
    acts.add(new Act(name, purpose, at, waited, situation, serial, published, invariants));
    return isMade;
  }

  /** What is left when a step cannot be done, and until when. */
  private Instant survival(String name) {
    SignedZone zone = world.live().orElseThrow();
    Instant until = Instant.ofEpochSecond(zone.validUntil() + 1);
    remarks.add(
        "step "
            + name
            + " could not be done. What survives: serial "
            + zone.state().serial()
            + " stays live, its first signature expires at "
            + until.minusSeconds(1)
            + ", and the proof of this step shows that until then no resolver fails. When the token"
            + " is back the plan goes on; its waits have only become longer");
    return until;
  }

  private List<Ds> ds(Situation situation) {
    return ds(situation.ds());
  }

  private List<Ds> ds(Set<String> names) {
    return names.stream().flatMap(n -> rack.atParent(n, setting.digestTypes()).stream()).toList();
  }

  private SignedZone read(Path file) throws FailedException {
    try {
      return SignedZone.of(
          file,
          ZoneSource.readAlone(file, Name.fromConstantString(setting.plan().zone()).toWire()),
          real.of(Delay.DATA_TTL).toSeconds(),
          real.of(Delay.DNSKEY_TTL).toSeconds());
    } catch (ZoneReadException | SignerSurvey.TooManySetsException e) {
      throw new FailedException(e.getMessage(), e);
    }
  }
}
