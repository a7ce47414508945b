package io.zonegate.testzones.fault;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * One single fault, or a valid near-miss twin (then {@link #expected()} is PASS). Its name is the
 * defect. The place of the fault in the zone is chosen by seed.
 */
public final class Fault {

  /** The clock for callers that do not need a zone that is valid at the real present. */
  public static final Instant DEFAULT_CLOCK = Instant.parse("2026-11-24T12:00:00Z");

  private final String name;
  private final String effect;
  private final Set<String> must;
  private final Set<String> oneOf;
  private final Set<String> may;
  private final Set<String> passing;
  private final Set<String> nearMissOf;
  private final Expectation expected;
  private final Consumer<Workshop> work;

  private Fault(
      String name,
      String effect,
      Set<String> must,
      Set<String> oneOf,
      Set<String> may,
      Set<String> passing,
      Set<String> nearMissOf,
      Expectation expected,
      Consumer<Workshop> work) {
    this.name = name;
    this.effect = effect;
    this.must = must;
    this.oneOf = oneOf;
    this.may = may;
    this.passing = passing;
    this.nearMissOf = nearMissOf;
    this.expected = expected;
    this.work = work;
  }

  /** Starts a fault; {@code effect} is what a validating resolver would do with such a zone. */
  public static Description fault(String name, String effect) {
    return new Description(name, effect, Set.of());
  }

  /** Starts a valid twin that these checks must not take for a fault. */
  public static Description twin(String name, String why, String... nearMissOf) {
    return new Description(name, why, Set.of(nearMissOf));
  }

  /** The defect, lower case with hyphens, unique. */
  public String name() {
    return name;
  }

  /** What a validating resolver does with the zone; for a twin, why it is legal. */
  public String effect() {
    return effect;
  }

  /** Ids of the checks of which each must find something. */
  public Set<String> mustFind() {
    return must;
  }

  /** Ids of checks of which at least one must find something; empty when mustFind says it all. */
  public Set<String> mustFindOneOf() {
    return oneOf;
  }

  /** Ids of further checks that may find something; every other check must be silent. */
  public Set<String> mayFind() {
    return may;
  }

  /** Ids of checks that must pass all the same, which is not to say that the zone is good. */
  public Set<String> mustPass() {
    return passing;
  }

  /** For a twin, the ids of the checks that it nearly sets off; else empty. */
  public Set<String> nearMissOf() {
    return nearMissOf;
  }

  /** Ids of all checks that the case says something of for certain. */
  public Set<String> checks() {
    Set<String> checks = new TreeSet<>(must);
    checks.addAll(oneOf);
    checks.addAll(passing);
    checks.addAll(nearMissOf);
    return checks;
  }

  /** What the verdict must be. */
  public Expectation expected() {
    return expected;
  }

  /**
   * Makes the zone, valid (but for the fault) at {@link #DEFAULT_CLOCK}.
   *
   * @param seed chooses keys, names and the place of the fault
   */
  public FaultCase prepare(long seed) {
    return prepare(seed, DEFAULT_CLOCK);
  }

  /** Makes the zone, valid (but for the fault) at the given time. Equal arguments, equal case. */
  public FaultCase prepare(long seed, Instant clock) {
    Workshop workshop = new Workshop(seed, name, clock);
    work.accept(workshop);
    return workshop.finish();
  }

  @Override
  public String toString() {
    return name;
  }

  /** What is known of a fault before its making; each method ends with or adds to it. */
  public static final class Description {
    private final String name;
    private final String effect;
    private final Set<String> nearMissOf;
    private final Set<String> must = new TreeSet<>();
    private final Set<String> oneOf = new TreeSet<>();
    private final Set<String> may = new TreeSet<>();
    private final Set<String> passing = new TreeSet<>();

    private Description(String name, String effect, Set<String> nearMissOf) {
      this.name = name;
      this.effect = effect;
      this.nearMissOf = nearMissOf;
    }

    /** Each of these checks must find something. */
    public Description must(String... ids) {
      must.addAll(Set.of(ids));
      return this;
    }

    /** One of these checks must find something. */
    public Description oneOf(String... ids) {
      oneOf.addAll(Set.of(ids));
      return this;
    }

    /** These checks may find something too. */
    public Description may(String... ids) {
      may.addAll(Set.of(ids));
      return this;
    }

    /** Each of these checks must look at the zone and find nothing: what a lesser gate trusts. */
    public Description passing(String... ids) {
      passing.addAll(Set.of(ids));
      return this;
    }

    /** An RRset has lost its only valid signature. */
    public Description mayLoseSignature() {
      return may("SIG-VERIFY", "SIG-COVERAGE", "ALG-COMPLETE");
    }

    /** The signatures over the whole zone are in doubt, the DNSKEY RRset's too. */
    public Description mayLoseAllSignatures() {
      return mayLoseSignature().may("SIG-KEY", "DS-CHAIN", "ZONE-SIGNED");
    }

    /** Ends the description: such a zone must be blocked. */
    public Fault blocks(Consumer<Workshop> work) {
      return end(Expectation.BLOCK, work);
    }

    /** Ends the description: no verdict is possible. */
    public Fault undecided(Consumer<Workshop> work) {
      return end(Expectation.UNDECIDED, work);
    }

    /** Ends the description: such a zone must be warned of. */
    public Fault warns(Consumer<Workshop> work) {
      return end(Expectation.WARN, work);
    }

    /** Ends the description of a twin: such a zone must pass. */
    public Fault passes(Consumer<Workshop> work) {
      return end(Expectation.PASS, work);
    }

    private Fault end(Expectation expected, Consumer<Workshop> work) {
      return new Fault(
          name,
          effect,
          Collections.unmodifiableSet(must),
          Collections.unmodifiableSet(oneOf),
          Collections.unmodifiableSet(may),
          Collections.unmodifiableSet(passing),
          nearMissOf,
          expected,
          work);
    }
  }
}
