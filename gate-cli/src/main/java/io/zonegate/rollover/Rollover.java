package io.zonegate.rollover;

import static io.zonegate.rollover.Use.ABSENT;
import static io.zonegate.rollover.Use.AHEAD;
import static io.zonegate.rollover.Use.PUBLISHED;
import static io.zonegate.rollover.Use.SIGNING;

import io.zonegate.hsm.key.KeyRole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rollovers that have a plan of their own. The waits are those of RFC 7583. */
public enum Rollover {
  /** RFC 7583 section 3.3.2 (Double-DS). */
  KSK_DOUBLE_DS("ksk-roll", "double-ds"),
  /** RFC 7583 section 3.3.1 (Double-KSK). */
  KSK_DOUBLE_SIGNATURE("ksk-roll", "double-signature"),
  /** RFC 7583 section 3.3.3 (Double-RRset). */
  KSK_DOUBLE_RRSET("ksk-roll", "double-rrset"),
  /** RFC 7583 section 3.2.1. */
  ZSK_PREPUBLISH("zsk-roll", "pre-publish"),
  /** RFC 7583 section 3.2.2. */
  ZSK_DOUBLE_SIGNATURE("zsk-roll", "double-signature"),
  /** RFC 6781 section 4.1.3: one key does all. */
  CSK("csk-roll", "double-signature"),
  /** RFC 6781 section 4.1.4: signatures come before their DNSKEY and go after it. */
  ALGORITHM_CONSERVATIVE("algorithm-roll", "conservative"),
  /** RFC 6781 section 4.1.4, for validators that RFC 6840 section 5.11 describes. */
  ALGORITHM_LIBERAL("algorithm-roll", "liberal"),
  /** RFC 6781 section 4.2: both keys, as fast as no cache fails. */
  EMERGENCY("emergency", "double-rrset"),
  /** RFC 6781 section 4.1.2 and RFC 4035 section 5.2: DS first. */
  GO_UNSIGNED("go-unsigned", "ds-first"),
  /** DS last. */
  GO_SIGNED("go-signed", "ds-last"),
  /** RFC 5155 section 10.4 and 10.5. */
  NSEC3_CHANGE("nsec3-change", "there-and-back"),
  /** RFC 8901 section 6, RFC 6781 section 4.3.5.1: the signers publish each other's keys. */
  SIGNER_MOVE("signer-move", "cooperating");

  private static final String KSK_OLD = "ksk-old";
  private static final String KSK_NEW = "ksk-new";
  private static final String ZSK_OLD = "zsk-old";
  private static final String ZSK_NEW = "zsk-new";

  private static final Wait KEYS_EVERYWHERE = Wait.of("propagation + dnskey-ttl");
  private static final Wait DS_EVERYWHERE = Wait.of("registration + parent-propagation + ds-ttl");
  private static final Wait SIGNATURES_EVERYWHERE = Wait.of("signing + propagation + data-ttl");
  private static final Wait ZONE_EVERYWHERE =
      Wait.of("propagation + dnskey-ttl", "signing + propagation + data-ttl");

  private final String command;
  private final String way;

  Rollover(String command, String way) {
    this.command = command;
    this.way = way;
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

  /**
   * Its plan.
   *
   * @param zone name of the zone, absolute
   * @param single whether KSKs sign everything, as with combined signing keys
   * @param algorithm algorithm number of new keys; 0 for that of the old ones
   * @param denial how the zone denies existence now
   */
  public Plan plan(String zone, Timings timings, boolean single, int algorithm, DenialWay denial) {
    boolean algorithms = this == ALGORITHM_CONSERVATIVE || this == ALGORITHM_LIBERAL;
    if (algorithms == (algorithm == 0) && (algorithms || algorithm != 0)) {
      throw new IllegalArgumentException(
          algorithms
              ? "an algorithm-roll needs the new algorithm"
              : command + " keeps the algorithm; algorithm-roll changes it");
    }
    if ((this == CSK) != single && (this == CSK || rollsZsk())) {
      throw new IllegalArgumentException(
          single
              ? "by the policy KSKs sign everything: the plan for that is csk-roll"
              : "csk-roll is for combined signing keys, and by the policy there are ZSKs");
    }
    return new Plan(
        command + " " + way,
        zone,
        timings,
        this != GO_SIGNED,
        this == NSEC3_CHANGE ? Optional.of(denial) : Optional.empty(),
        this == ALGORITHM_CONSERVATIVE,
        keys(single, algorithm),
        steps(single, denial));
  }

  private boolean rollsZsk() {
    return switch (this) {
      case ZSK_PREPUBLISH,
          ZSK_DOUBLE_SIGNATURE,
          ALGORITHM_CONSERVATIVE,
          ALGORITHM_LIBERAL,
          EMERGENCY,
          SIGNER_MOVE ->
          true;
      case KSK_DOUBLE_DS,
          KSK_DOUBLE_SIGNATURE,
          KSK_DOUBLE_RRSET,
          CSK,
          GO_UNSIGNED,
          GO_SIGNED,
          NSEC3_CHANGE ->
          false;
    };
  }

  private List<PlanKey> keys(boolean single, int algorithm) {
    List<PlanKey> keys = new ArrayList<>();
    keys.add(new PlanKey(KSK_OLD, KeyRole.KSK, PlanKey.Origin.OLD, 0));
    if (!single) {
      keys.add(new PlanKey(ZSK_OLD, KeyRole.ZSK, PlanKey.Origin.OLD, 0));
    }
    PlanKey.Origin origin = this == SIGNER_MOVE ? PlanKey.Origin.OTHER_SIGNER : PlanKey.Origin.NEW;
    boolean newKsk =
        switch (this) {
          case ZSK_PREPUBLISH, ZSK_DOUBLE_SIGNATURE, GO_UNSIGNED, GO_SIGNED, NSEC3_CHANGE -> false;
          case KSK_DOUBLE_DS,
              KSK_DOUBLE_SIGNATURE,
              KSK_DOUBLE_RRSET,
              CSK,
              ALGORITHM_CONSERVATIVE,
              ALGORITHM_LIBERAL,
              EMERGENCY,
              SIGNER_MOVE ->
              true;
        };
    if (newKsk) {
      keys.add(new PlanKey(KSK_NEW, KeyRole.KSK, origin, algorithm));
    }
    if (rollsZsk()) {
      keys.add(new PlanKey(ZSK_NEW, KeyRole.ZSK, origin, algorithm));
    }
    return keys;
  }

  private List<Step> steps(boolean single, DenialWay denial) {
    return switch (this) {
      case KSK_DOUBLE_DS ->
          List.of(
              Step.of("add-ds", Wait.NONE, "The parent gets the DS of the new KSK beside the old.")
                  .dsOf(KSK_OLD, KSK_NEW),
              Step.of("swap-ksk", DS_EVERYWHERE, "Every cache knows both DS: the KSKs change.")
                  .with(SIGNING, KSK_NEW)
                  .with(ABSENT, KSK_OLD),
              Step.of("remove-ds", KEYS_EVERYWHERE, "No cache has the old KSK: its DS goes.")
                  .dsOf(KSK_NEW));
      case KSK_DOUBLE_SIGNATURE ->
          List.of(
              Step.of("publish-ksk", Wait.NONE, "Both KSKs sign the DNSKEY RRset.")
                  .with(SIGNING, KSK_NEW),
              Step.of("swap-ds", KEYS_EVERYWHERE, "Every cache has both KSKs: the DS changes.")
                  .dsOf(KSK_NEW),
              Step.of("remove-ksk", DS_EVERYWHERE, "No cache has the old DS: the old KSK goes.")
                  .with(ABSENT, KSK_OLD));
      case KSK_DOUBLE_RRSET ->
          List.of(
              Step.of("add-both", Wait.NONE, "The new KSK and its DS come at the same time.")
                  .with(SIGNING, KSK_NEW)
                  .dsOf(KSK_OLD, KSK_NEW),
              Step.of(
                      "remove-both",
                      longest(KEYS_EVERYWHERE, DS_EVERYWHERE),
                      "Every cache has both KSKs and both DS: the old ones go.")
                  .with(ABSENT, KSK_OLD)
                  .dsOf(KSK_NEW));
      case ZSK_PREPUBLISH ->
          List.of(
              Step.of("publish-zsk", Wait.NONE, "The new ZSK is published and does not sign yet.")
                  .with(PUBLISHED, ZSK_NEW),
              Step.of("sign", KEYS_EVERYWHERE, "Every cache has the new ZSK: it signs.")
                  .with(SIGNING, ZSK_NEW)
                  .with(PUBLISHED, ZSK_OLD),
              Step.of(
                      "remove-zsk",
                      SIGNATURES_EVERYWHERE,
                      "No cache has signatures of the old ZSK: it goes.")
                  .with(ABSENT, ZSK_OLD));
      case ZSK_DOUBLE_SIGNATURE ->
          List.of(
              Step.of("double-sign", Wait.NONE, "Both ZSKs are published and sign.")
                  .with(SIGNING, ZSK_NEW),
              Step.of(
                      "remove-zsk",
                      ZONE_EVERYWHERE,
                      "Every cache has both keys and both signatures: the old ones go.")
                  .with(ABSENT, ZSK_OLD));
      case CSK ->
          List.of(
              Step.of("publish-csk", Wait.NONE, "Both keys are published and sign everything.")
                  .with(SIGNING, KSK_NEW),
              Step.of("swap-ds", ZONE_EVERYWHERE, "Every cache has both: the DS changes.")
                  .dsOf(KSK_NEW),
              Step.of("remove-csk", DS_EVERYWHERE, "No cache has the old DS: the old key goes.")
                  .with(ABSENT, KSK_OLD));
      case ALGORITHM_LIBERAL ->
          List.of(
              Step.of("double-sign", Wait.NONE, "The keys of both algorithms sign everything.")
                  .with(SIGNING, KSK_NEW, ZSK_NEW),
              Step.of("swap-ds", ZONE_EVERYWHERE, "Every cache has both: the DS changes.")
                  .dsOf(KSK_NEW),
              Step.of("remove-old", DS_EVERYWHERE, "No cache has the old DS: the old keys go.")
                  .with(ABSENT, KSK_OLD, ZSK_OLD));
      case ALGORITHM_CONSERVATIVE ->
          List.of(
              Step.of(
                      "sign-ahead",
                      Wait.NONE,
                      "The data get signatures of the new algorithm, the DNSKEY RRset no key of it.")
                  .with(AHEAD, ZSK_NEW),
              Step.of(
                      "publish-keys",
                      SIGNATURES_EVERYWHERE,
                      "Every cached RRset has both signatures: the new keys are published.")
                  .with(SIGNING, KSK_NEW, ZSK_NEW),
              Step.of("swap-ds", KEYS_EVERYWHERE, "Every cache has the new keys: the DS changes.")
                  .dsOf(KSK_NEW),
              Step.of(
                      "withdraw-keys",
                      DS_EVERYWHERE,
                      "No cache has the old DS: the old keys go, their signatures stay.")
                  .with(ABSENT, KSK_OLD)
                  .with(AHEAD, ZSK_OLD),
              Step.of(
                      "remove-signatures",
                      KEYS_EVERYWHERE,
                      "No cache has the old DNSKEY RRset: the old signatures go.")
                  .with(ABSENT, ZSK_OLD));
      case EMERGENCY ->
          List.of(
              Step.of(
                      "add-all",
                      Wait.NONE,
                      "New keys come and sign beside the old ones, and the DS with them.")
                  .with(SIGNING, KSK_NEW, ZSK_NEW)
                  .dsOf(KSK_OLD, KSK_NEW),
              Step.of(
                      "remove-all",
                      longest(ZONE_EVERYWHERE, DS_EVERYWHERE),
                      "Every cache has old and new: the compromised keys and their DS go.")
                  .with(ABSENT, KSK_OLD, ZSK_OLD)
                  .dsOf(KSK_NEW));
      case GO_UNSIGNED ->
          List.of(
              Step.of("remove-ds", Wait.NONE, "The parent takes the DS away.").dsOf(),
              Step.of("unsign", DS_EVERYWHERE, "No cache has the DS: the signatures go.")
                  .with(ABSENT, single ? new String[] {KSK_OLD} : new String[] {KSK_OLD, ZSK_OLD})
                  .signed(false));
      case GO_SIGNED ->
          List.of(
              Step.of("sign", Wait.NONE, "The zone is signed; the parent has no DS.")
                  .with(SIGNING, single ? new String[] {KSK_OLD} : new String[] {KSK_OLD, ZSK_OLD})
                  .signed(true),
              Step.of(
                      "add-ds",
                      longest(
                          SIGNATURES_EVERYWHERE, Wait.of("signing + propagation + negative-ttl")),
                      "No cache has unsigned RRsets: the parent gets the DS.")
                  .dsOf(KSK_OLD));
      case NSEC3_CHANGE -> {
        DenialWay other = denial == DenialWay.NSEC ? DenialWay.NSEC3 : DenialWay.NSEC;
        yield List.of(
            Step.of("change", Wait.NONE, "From " + denial.word() + " to " + other.word() + ".")
                .denial(other),
            Step.of("change-back", SIGNATURES_EVERYWHERE, "And back, to show the way back.")
                .denial(denial));
      }
      case SIGNER_MOVE ->
          List.of(
              Step.of(
                      "publish-keys",
                      Wait.NONE,
                      "This signer publishes the other one's keys, the parent gets its DS too.")
                  .with(PUBLISHED, KSK_NEW, ZSK_NEW)
                  .dsOf(KSK_OLD, KSK_NEW),
              Step.of(
                      "move",
                      longest(KEYS_EVERYWHERE, DS_EVERYWHERE),
                      "Every cache knows both signers: the other one signs, and publishes our keys.")
                  .with(SIGNING, KSK_NEW, ZSK_NEW)
                  .with(PUBLISHED, KSK_OLD, ZSK_OLD),
              Step.of(
                      "remove-keys",
                      ZONE_EVERYWHERE,
                      "No cache has anything of the old signer: its keys and its DS go.")
                  .with(ABSENT, KSK_OLD, ZSK_OLD)
                  .dsOf(KSK_NEW));
    };
  }

  private static Wait longest(Wait one, Wait other) {
    List<List<Wait.Term>> sums = new ArrayList<>(one.sums());
    sums.addAll(other.sums());
    return new Wait(sums);
  }
}
