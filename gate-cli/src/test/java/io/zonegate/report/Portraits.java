package io.zonegate.report;

import io.zonegate.verifier.check.Progress;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.portrait.Expirations;
import io.zonegate.verifier.portrait.Portrait;
import io.zonegate.verifier.portrait.TrustChain;
import io.zonegate.verifier.portrait.TrustChain.DsNode;
import io.zonegate.verifier.portrait.TrustChain.DsState;
import io.zonegate.verifier.portrait.TrustChain.KeyNode;
import io.zonegate.verifier.portrait.TrustChain.KeyState;
import io.zonegate.verifier.verdict.SignatureCount;
import io.zonegate.verifier.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Judged zones to draw. */
final class Portraits {
  private static final String MARKUP = "<script>alert(1)</script><b>\" onload=\"x";

  private Portraits() {}

  static JudgedZone pass() {
    return zone(Verdicts.pass(), portrait(Verdicts.pass(), Duration.ofDays(9), KeyState.OK));
  }

  /** The fault of .de, and signatures that expire too soon. */
  static JudgedZone block() {
    return zone(Verdicts.block(), portrait(Verdicts.block(), Duration.ofHours(3), KeyState.BROKEN));
  }

  static JudgedZone hostile() {
    String text = Verdicts.CONTROL + MARKUP;
    SortedMap<Long, Long> spread = new TreeMap<>();
    spread.put(0L, 1L);
    spread.put(1_200_000L, Long.MAX_VALUE / 4);
    Expirations expirations =
        new Expirations(
            spread,
            Optional.of(Instant.EPOCH),
            Optional.of(Instant.ofEpochSecond(1_200_000L * 3600)),
            Duration.ofSeconds(-5),
            Duration.ofSeconds(Integer.MAX_VALUE),
            Duration.ZERO,
            Duration.ofSeconds(0xffffffffL));
    List<KeyNode> keys =
        java.util.stream.IntStream.range(0, 60)
            .mapToObj(
                i ->
                    new KeyNode(
                        i,
                        250,
                        0,
                        KeyState.UNUSABLE,
                        false,
                        2,
                        List.of(new SignatureCount(i, 250, text, 1, 0))))
            .toList();
    TrustChain chain =
        new TrustChain(
            text,
            List.of(new DsNode(new Ds(1, 8, 9, "00"), DsState.UNKNOWN_DIGEST, -1)),
            keys,
            List.of(new SignatureCount(7, 8, text, 1, 0)));
    Portrait portrait =
        new Portrait(
            expirations, chain, Optional.of(new Portrait.Previous(text, 1, 2, Map.of(text, 2L))));
    return new JudgedZone(
        Verdicts.hostile(), Verdicts.hostileContext(), Optional.of(portrait), Map.of());
  }

  /** Of a zone that is not drawn. */
  static JudgedZone without(Verdict verdict) {
    return new JudgedZone(verdict, Verdicts.CONTEXT, Optional.empty(), Map.of());
  }

  private static JudgedZone zone(Verdict verdict, Portrait portrait) {
    Map<Progress.Stage, Duration> durations = new EnumMap<>(Progress.Stage.class);
    durations.put(Progress.Stage.READING, Duration.ofMillis(1_234));
    durations.put(Progress.Stage.SIGNATURES, Duration.ofMillis(9_876));
    durations.put(Progress.Stage.CHECKS, Duration.ofMillis(345));
    return new JudgedZone(verdict, Verdicts.CONTEXT, Optional.of(portrait), durations);
  }

  private static Portrait portrait(Verdict verdict, Duration first, KeyState zsk) {
    Instant now = verdict.judgedAt();
    SortedMap<Long, Long> byHour = new TreeMap<>();
    long hour = now.plus(first).getEpochSecond() / 3600;
    for (int i = 0; i < 60; i++) {
      byHour.put(hour + 2L * i, 100L + 7L * i);
    }
    Expirations expirations =
        new Expirations(
            byHour,
            Optional.of(now.plus(first)),
            Optional.of(now.plus(first).plus(Duration.ofHours(118))),
            Duration.ofDays(14),
            Duration.ofDays(19),
            Duration.ofHours(36),
            Duration.ofDays(7));
    List<SignatureCount> counts = verdict.signatures();
    TrustChain chain =
        new TrustChain(
            "from dsset-demo.",
            List.of(
                new DsNode(new Ds(12345, 13, 2, "AB"), DsState.OK, 0),
                new DsNode(new Ds(999, 13, 2, "CD"), DsState.NO_KEY, -1)),
            List.of(
                new KeyNode(12345, 13, 257, KeyState.OK, true, 1, counts.subList(0, 1)),
                new KeyNode(33834, 13, 256, zsk, false, 1, counts.subList(1, 3)),
                new KeyNode(4711, 13, 256, KeyState.IDLE, false, 1, List.of())),
            List.of());
    return new Portrait(
        expirations,
        chain,
        Optional.of(
            new Portrait.Previous(
                "live/demo.zone", 2026112301, 41_230, Map.of("NS", 20_000L, "CNAME", 1L))));
  }
}
