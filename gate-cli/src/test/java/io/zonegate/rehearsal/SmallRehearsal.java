package io.zonegate.rehearsal;

import io.zonegate.cli.ScratchHsm;
import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.config.HsmConfigFile;
import io.zonegate.hsm.generate.KeyRequest;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.softhsm.ScratchTokens;
import io.zonegate.policy.VerifySettings;
import io.zonegate.rollover.Delay;
import io.zonegate.rollover.DenialWay;
import io.zonegate.rollover.Plan;
import io.zonegate.rollover.Rollover;
import io.zonegate.rollover.Timings;
import io.zonegate.signer.duty.KeyRoles;
import io.zonegate.signer.sign.SigningPolicy;
import io.zonegate.testzones.make.ZoneMaker;
import io.zonegate.testzones.make.ZoneShape;
import io.zonegate.verifier.check.Selection;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.zone.ZoneSource;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Rehearsals of a sample of few names, on the tokens that all tests share. */
public final class SmallRehearsal {
  public static final String ZONE = "rehearsed.";
  public static final Instant START = Instant.parse("2026-12-01T08:00:00Z");

  private SmallRehearsal() {}

  /** Runs one; its zones stay in the folder. */
  public static Performance of(Path folder, Rollover rollover, String... faults) throws Exception {
    return of(folder, rollover, rollover == Rollover.CSK, faults);
  }

  /** Runs one, with combined signing keys or without. */
  static Performance of(Path folder, Rollover rollover, boolean single, String... faults)
      throws Exception {
    return of(folder, rollover, single, "", plan -> plan, faults);
  }

  /**
   * Runs one with another plan.
   *
   * @param more lines that the zone has too
   */
  static Performance of(
      Path folder,
      Rollover rollover,
      boolean single,
      String more,
      UnaryOperator<Plan> change,
      String... faults)
      throws Exception {
    Path unsigned = folder.resolve("unsigned.zone");
    try (Writer out = Files.newBufferedWriter(unsigned)) {
      ZoneMaker.write(ZoneShape.of(ZONE, 11, 40), out);
      out.write(more);
    }
    Sample sample = Sample.of(ZoneSource.read(unsigned, null), 5);
    Plan plan =
        rollover.plan(
            ZONE,
            timings(sample),
            single,
            rollover.command().equals("algorithm-roll") ? 15 : 0,
            DenialWay.NSEC3_OPT_OUT);
    ScratchHsm hsm = ScratchHsm.tokens();
    Path tokens = Path.of(System.getenv(ScratchTokens.CONFIG_VARIABLE)).getParent();
    SigningPolicy signing = SigningPolicy.DEFAULT;
    return Rehearsal.run(
        new Setting(
            change.apply(plan),
            plan.timings(),
            Arrays.stream(faults).map(Fault::parse).toList(),
            sample,
            HsmConfigFile.read(hsm.config(folder, ScratchHsm.SITES)),
            new ScratchTokens(tokens, new SecureRandom()),
            Set.of(Ds.SHA256),
            Map.of(
                KeyRole.KSK,
                List.of(KeyRequest.of(KeyRole.KSK, DnssecAlgorithm.ECDSAP256SHA256)),
                KeyRole.ZSK,
                List.of(KeyRequest.of(KeyRole.ZSK, DnssecAlgorithm.ECDSAP256SHA256))),
            single ? signing.with(KeyRoles.SINGLE) : signing,
            false,
            VerifySettings.DEFAULT,
            Selection.ALL,
            folder,
            START,
            Duration.ofDays(1),
            new SecureRandom(),
            List.of(),
            line -> {}));
  }

  private static Timings timings(Sample sample) {
    Map<Delay, Duration> values = new EnumMap<>(Delay.class);
    values.put(Delay.PROPAGATION, Duration.ofHours(1));
    values.put(Delay.PARENT_PROPAGATION, Duration.ofHours(1));
    values.put(Delay.REGISTRATION, Duration.ofHours(4));
    values.put(Delay.SIGNING, Duration.ZERO);
    values.put(Delay.DNSKEY_TTL, Duration.ofHours(1));
    values.put(Delay.DS_TTL, Duration.ofHours(1));
    values.put(Delay.DATA_TTL, Duration.ofSeconds(sample.largestTtl()));
    values.put(Delay.NEGATIVE_TTL, Duration.ofSeconds(sample.negativeTtl()));
    return new Timings(values);
  }
}
