package io.zonegate.rollover;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rollovers that have a plan of their own. The waits are those of RFC 7583. */
public enum Rollover {
  /** RFC 7583 section 3.3.2 (Double-DS). */
  KSK_DOUBLE_DS("ksk-roll", "double-ds", Roles.SPLIT),
  /** RFC 7583 section 3.3.1 (Double-KSK). */
  KSK_DOUBLE_SIGNATURE("ksk-roll", "double-signature", Roles.SPLIT),
  /** RFC 7583 section 3.3.3 (Double-RRset). */
  KSK_DOUBLE_RRSET("ksk-roll", "double-rrset", Roles.SPLIT),
  /** RFC 7583 section 3.2.1. */
  ZSK_PREPUBLISH("zsk-roll", "pre-publish", Roles.SPLIT),
  /** RFC 7583 section 3.2.2. */
  ZSK_DOUBLE_SIGNATURE("zsk-roll", "double-signature", Roles.SPLIT),
  /** RFC 6781 section 4.1.3: one key does all. */
  CSK("csk-roll", "double-signature", Roles.SINGLE),
  /** RFC 6781 section 4.1.4: signatures come before their DNSKEY and go after it. */
  ALGORITHM_CONSERVATIVE("algorithm-roll", "conservative", Roles.ANY),
  /** RFC 6781 section 4.1.4, for validators that RFC 6840 section 5.11 describes. */
  ALGORITHM_LIBERAL("algorithm-roll", "liberal", Roles.ANY),
  /** RFC 6781 section 4.2: someone else has all keys. */
  EMERGENCY("emergency", "all-keys", Roles.ANY),
  /** RFC 6781 section 4.2.1.1: someone else has the KSK. */
  EMERGENCY_KSK("emergency", "ksk", Roles.SPLIT),
  /** RFC 6781 section 4.2.2: someone else has the ZSK. */
  EMERGENCY_ZSK("emergency", "zsk", Roles.SPLIT),
  /** RFC 6781 section 4.1.2 and RFC 4035 section 5.2: DS first. */
  GO_UNSIGNED("go-unsigned", "ds-first", Roles.ANY),
  /** DS last. */
  GO_SIGNED("go-signed", "ds-last", Roles.ANY),
  /** RFC 5155 section 10.4 and 10.5. */
  NSEC3_CHANGE("nsec3-change", "there-and-back", Roles.ANY),
  /** RFC 8901 section 6, RFC 6781 section 4.3.5.1: the signers publish each other's keys. */
  SIGNER_MOVE("signer-move", "cooperating", Roles.ANY);

  /** How keys share the work where a rollover makes sense. */
  private enum Roles {
    SPLIT,
    SINGLE,
    ANY
  }

  private final String command;
  private final String way;
  private final Roles roles;

  Rollover(String command, String way, Roles roles) {
    this.command = command;
    this.way = way;
    this.roles = roles;
  }

  /** The word that chooses it. */
  public String command() {
    return command;
  }

  /** The way, where there are several. */
  public String way() {
    return way;
  }

  /** The ways of a rollover, the usual one first; empty if there is none of this name. */
  public static List<Rollover> ways(String command) {
    return Arrays.stream(values()).filter(r -> r.command.equals(command)).toList();
  }

  /** All names of rollovers. */
  public static List<String> commands() {
    return Arrays.stream(values()).map(Rollover::command).distinct().collect(Collectors.toList());
  }

  /** Whether it is for zones whose keys share the work so. */
  public boolean fits(boolean single) {
    return roles == Roles.ANY || (roles == Roles.SINGLE) == single;
  }

  /**
   * Its plan.
   *
   * @param zone name of the zone, absolute
   * @param single whether KSKs sign everything, as with combined signing keys
   * @param algorithm algorithm number of new keys; 0 for that of the old ones
   * @param denial how the zone denies existence now
   * @throws IllegalArgumentException if the rollover is not for such a zone, or wants another
   *     algorithm
   */
  public Plan plan(String zone, Timings timings, boolean single, int algorithm, DenialWay denial) {
    boolean algorithms = this == ALGORITHM_CONSERVATIVE || this == ALGORITHM_LIBERAL;
    if (algorithms == (algorithm == 0)) {
      throw new IllegalArgumentException(
          algorithms
              ? "an algorithm-roll needs the new algorithm"
              : command + " keeps the algorithm; algorithm-roll changes it");
    }
    if (!fits(single)) {
      throw new IllegalArgumentException(unfit(single));
    }
    Cast cast = new Cast(single);
    List<Step> steps = steps(cast, denial);
    return new Plan(
        command + " " + way,
        zone,
        timings,
        this != GO_SIGNED,
        this == NSEC3_CHANGE ? Optional.of(denial) : Optional.empty(),
        this == ALGORITHM_CONSERVATIVE,
        cast.keys(
            steps,
            this == SIGNER_MOVE ? PlanKey.Origin.OTHER_SIGNER : PlanKey.Origin.NEW,
            algorithm,
            compromised(cast)),
        steps);
  }

  private String unfit(boolean single) {
    String other =
        Arrays.stream(values())
            .filter(r -> r.fits(single) && r.command.equals(command))
            .map(r -> "--way " + r.way)
            .findFirst()
            .orElse(single ? "csk-roll" : "ksk-roll or zsk-roll");
    return single
        ? "by the policy KSKs sign everything: the plan for that is " + other
        : command + " is for combined signing keys, and by the policy there are ZSKs: " + other;
  }

  private Set<String> compromised(Cast cast) {
    return switch (this) {
      case EMERGENCY -> Set.of(cast.old());
      case EMERGENCY_KSK -> Set.of(Cast.KSK_OLD);
      case EMERGENCY_ZSK -> Set.of(Cast.ZSK_OLD);
      default -> Set.of();
    };
  }

  private List<Step> steps(Cast cast, DenialWay denial) {
    return switch (this) {
      case KSK_DOUBLE_DS -> KeySteps.doubleDs();
      case KSK_DOUBLE_SIGNATURE -> KeySteps.doubleKsk();
      case KSK_DOUBLE_RRSET -> KeySteps.doubleRrset();
      case ZSK_PREPUBLISH -> KeySteps.prepublish();
      case ZSK_DOUBLE_SIGNATURE -> KeySteps.doubleZsk();
      case CSK -> KeySteps.doubleCsk();
      case ALGORITHM_CONSERVATIVE -> AlgorithmSteps.conservative(cast);
      case ALGORITHM_LIBERAL -> AlgorithmSteps.liberal(cast);
      case EMERGENCY -> EmergencySteps.allKeys(cast);
      case EMERGENCY_KSK -> EmergencySteps.ksk();
      case EMERGENCY_ZSK -> EmergencySteps.zsk();
      case GO_UNSIGNED -> ZoneSteps.goUnsigned(cast);
      case GO_SIGNED -> ZoneSteps.goSigned(cast);
      case NSEC3_CHANGE -> ZoneSteps.changeDenial(denial);
      case SIGNER_MOVE -> ZoneSteps.moveSigner(cast);
    };
  }
}
