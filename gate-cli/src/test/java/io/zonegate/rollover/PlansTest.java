package io.zonegate.rollover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.hsm.config.ConfigException;
import io.zonegate.policy.Policy;
import io.zonegate.policy.PolicyReader;
import io.zonegate.verifier.check.keys.PlannedKey;
import io.zonegate.verifier.parent.Ds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlansTest {
  private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");

  static Timings timings() {
    Map<Delay, Duration> values = new EnumMap<>(Delay.class);
    values.put(Delay.PROPAGATION, Duration.ofMinutes(30));
    values.put(Delay.PARENT_PROPAGATION, Duration.ofMinutes(20));
    values.put(Delay.REGISTRATION, Duration.ofHours(4));
    values.put(Delay.SIGNING, Duration.ofMinutes(10));
    values.put(Delay.DNSKEY_TTL, Duration.ofHours(1));
    values.put(Delay.DS_TTL, Duration.ofDays(1));
    values.put(Delay.DATA_TTL, Duration.ofHours(2));
    values.put(Delay.NEGATIVE_TTL, Duration.ofMinutes(15));
    return new Timings(values);
  }

  static Plan plan(Rollover rollover) {
    boolean algorithms = rollover.command().equals("algorithm-roll");
    return rollover.plan(
        "example.", timings(), rollover == Rollover.CSK, algorithms ? 15 : 0, DenialWay.NSEC3);
  }

  private static Plan single(Rollover rollover, int algorithm) {
    return rollover.plan("example.", timings(), true, algorithm, DenialWay.NSEC3);
  }

  @Test
  @DisplayName("Where one key does all, it signs ahead and stays behind (RFC 6781, 4.1.4.1)")
  void combinedSigningKeys() {
    Plan plan = single(Rollover.ALGORITHM_CONSERVATIVE, 15);
    assertThat(plan.keys()).extracting(PlanKey::name).containsExactly("ksk-old", "ksk-new");
    assertThat(plan.situations().stream().map(s -> s.uses().get("ksk-new")))
        .containsExactly(Use.ABSENT, Use.AHEAD, Use.SIGNING, Use.SIGNING, Use.SIGNING, Use.SIGNING);
    assertThat(plan.situations().stream().map(s -> s.uses().get("ksk-old")))
        .containsExactly(Use.SIGNING, Use.SIGNING, Use.SIGNING, Use.SIGNING, Use.AHEAD, Use.ABSENT);
    assertThat(single(Rollover.SIGNER_MOVE, 0).keys())
        .extracting(PlanKey::origin)
        .containsExactly(PlanKey.Origin.OLD, PlanKey.Origin.OTHER_SIGNER);
  }

  @Test
  @DisplayName("An emergency names the keys that are compromised; the DS leaves without delay")
  void emergencies() {
    assertThat(compromised(plan(Rollover.EMERGENCY))).containsExactly("ksk-old", "zsk-old");
    assertThat(compromised(plan(Rollover.EMERGENCY_KSK))).containsExactly("ksk-old");
    assertThat(compromised(plan(Rollover.EMERGENCY_ZSK))).containsExactly("zsk-old");
    assertThat(compromised(single(Rollover.EMERGENCY, 0))).containsExactly("ksk-old");
    assertThat(compromised(plan(Rollover.KSK_DOUBLE_DS))).isEmpty();
    // After IpubC = DprpC + TTLkey, although data are in caches for longer.
    assertThat(times(Rollover.EMERGENCY).get(1)).isEqualTo(Duration.ofMinutes(90));
    assertThat(plan(Rollover.EMERGENCY).steps().get(1).ds()).contains(Set.of("ksk-new"));
    // The new ZSK signs at once: Dprp + TTLsig + Dsgn, and no TTLkey before it.
    assertThat(times(Rollover.EMERGENCY_ZSK))
        .containsExactly(Duration.ZERO, Duration.ofMinutes(160));
  }

  private static List<String> compromised(Plan plan) {
    return plan.keys().stream().filter(PlanKey::compromised).map(PlanKey::name).toList();
  }

  @ParameterizedTest
  @EnumSource(Rollover.class)
  @DisplayName("A plan is read back from its file as it was, and with it its digest")
  void planFile(Rollover rollover, @TempDir Path folder) throws IOException {
    Plan plan = plan(rollover);
    Path file = Files.writeString(folder.resolve("plan.toml"), PlanText.of(plan));

    assertThat(PlanFile.read(file)).isEqualTo(plan);
    assertThat(PlanText.digest(PlanFile.read(file))).isEqualTo(PlanText.digest(plan));
  }

  @Test
  @DisplayName("No two plans have one digest, and another wait is another plan")
  void digests() {
    Set<String> digests = new HashSet<>();
    for (Rollover rollover : Rollover.values()) {
      assertThat(digests.add(PlanText.digest(plan(rollover)))).isTrue();
    }
    Plan faster =
        Rollover.KSK_DOUBLE_DS.plan(
            "example.",
            timings().with(Delay.DS_TTL, Duration.ofHours(1)),
            false,
            0,
            DenialWay.NSEC3);
    assertThat(digests.add(PlanText.digest(faster))).isTrue();
  }

  @Test
  @DisplayName("The waits are those of RFC 7583")
  void waits() {
    assertThat(times(Rollover.ZSK_PREPUBLISH))
        // Ipub = Dprp + TTLkey, then Iret = Dsgn + Dprp + TTLsig.
        .containsExactly(Duration.ZERO, Duration.ofMinutes(90), Duration.ofMinutes(90 + 160));
    assertThat(times(Rollover.KSK_DOUBLE_SIGNATURE))
        // IpubC = DprpC + TTLkey, then Dreg + DprpP + TTLds.
        .containsExactly(
            Duration.ZERO,
            Duration.ofMinutes(90),
            Duration.ofMinutes(90).plusHours(28).plusMinutes(20));
    assertThat(times(Rollover.KSK_DOUBLE_RRSET))
        .containsExactly(Duration.ZERO, Duration.ofHours(28).plusMinutes(20));
  }

  private static List<Duration> times(Rollover rollover) {
    return Schedule.of(plan(rollover), START).times().stream()
        .map(t -> Duration.between(START, t))
        .toList();
  }

  @Test
  @DisplayName("Whatever is wrong in a plan file is said at once, with its place")
  void badPlanFile(@TempDir Path folder) throws IOException {
    String text = PlanText.of(plan(Rollover.ZSK_PREPUBLISH));
    Path file =
        Files.writeString(
            folder.resolve("plan.toml"),
            text.replace("dnskey-ttl = \"1h\"", "dnskey-ttl = \"an hour\"")
                .replace("[\"propagation + dnskey-ttl\"]", "[\"propagation + patience\"]")
                .replace("purpose", "porpoise"));

    assertThatThrownBy(() -> PlanFile.read(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("dnskey-ttl is not a duration")
        .hasMessageContaining("'patience' is neither a duration")
        .hasMessageContaining("unknown key \"porpoise\"");
  }

  @Test
  @DisplayName("A plan that names a key it does not have is refused")
  void unknownKey() {
    Plan plan = plan(Rollover.ZSK_PREPUBLISH);
    assertThatThrownBy(
            () ->
                plan.withSteps(
                    List.of(Step.of("one", Wait.NONE, "").with(Use.SIGNING, "zsk-other"))))
        .hasMessageContaining("zsk-other");
  }

  @Test
  @DisplayName("A rollover that does not fit how the keys share the work is refused")
  void rolesOfKeys() {
    assertThatThrownBy(
            () -> Rollover.ZSK_PREPUBLISH.plan("example.", timings(), true, 0, DenialWay.NSEC))
        .hasMessageContaining("csk-roll");
    assertThatThrownBy(() -> single(Rollover.KSK_DOUBLE_DS, 0)).hasMessageContaining("csk-roll");
    assertThatThrownBy(() -> single(Rollover.EMERGENCY_ZSK, 0))
        .hasMessageContaining("--way all-keys");
    assertThatThrownBy(() -> Rollover.CSK.plan("example.", timings(), false, 0, DenialWay.NSEC))
        .hasMessageContaining("ZSKs");
    assertThatThrownBy(
            () -> Rollover.ALGORITHM_LIBERAL.plan("example.", timings(), false, 0, DenialWay.NSEC))
        .hasMessageContaining("new algorithm");
  }

  @Test
  @DisplayName("The key plan has each key while it is to be published, and lets a step be late")
  void plannedKeys() throws Exception {
    Plan plan = plan(Rollover.ZSK_PREPUBLISH);
    Map<String, List<Ds>> ds =
        Map.of("ksk-old", List.of(ds(1)), "zsk-old", List.of(ds(2)), "zsk-new", List.of(ds(3)));
    Duration slack = Duration.ofHours(1);
    List<PlannedKey> entries = PlannedKeys.entries(plan, Schedule.of(plan, START), ds, slack);
    Instant removed = START.plus(Duration.ofMinutes(250));

    assertThat(tags(entries, START.minusSeconds(1), false)).containsExactlyInAnyOrder(1, 2);
    assertThat(tags(entries, START, false)).containsExactlyInAnyOrder(1, 2);
    assertThat(tags(entries, START, true)).containsExactly(3);
    assertThat(tags(entries, START.plus(slack), false)).containsExactlyInAnyOrder(1, 2, 3);
    assertThat(tags(entries, removed.minusSeconds(1), false)).containsExactlyInAnyOrder(1, 2, 3);
    assertThat(tags(entries, removed, true)).containsExactly(2);
    assertThat(tags(entries, removed.plus(slack), true)).isEmpty();
    assertThat(tags(entries, removed.plus(slack), false)).containsExactlyInAnyOrder(1, 3);
  }

  private static Ds ds(int tag) {
    return new Ds(tag, 13, 2, "00".repeat(32));
  }

  private static Stream<Integer> tags(List<PlannedKey> entries, Instant at, boolean optional) {
    return entries.stream()
        .filter(e -> e.holdsAt(at) && e.optional() == optional)
        .map(e -> e.ds().keyTag());
  }

  @Test
  @DisplayName("A policy reads the key plan that a plan yields")
  void policyReadsIt(@TempDir Path folder) throws Exception {
    Plan plan = plan(Rollover.KSK_DOUBLE_DS);
    Map<String, List<Ds>> ds =
        Map.of("ksk-old", List.of(ds(1)), "zsk-old", List.of(ds(2)), "ksk-new", List.of(ds(3)));
    List<PlannedKey> entries =
        PlannedKeys.entries(plan, Schedule.of(plan, START), ds, Duration.ofDays(1));
    Path file =
        Files.writeString(
            folder.resolve("policy.toml"), "version = 1\n" + PlannedKeys.text(entries));
    Policy policy = new PolicyReader(List.of(), START).read(file);

    assertThat(policy.verify().rules().keys().plan()).isEqualTo(entries);
  }
}
