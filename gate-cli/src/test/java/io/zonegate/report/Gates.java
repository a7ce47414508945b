package io.zonegate.report;

import io.zonegate.alarm.ExpiryClock;
import io.zonegate.alarm.ZoneAlarms;
import io.zonegate.policy.GateSettings;
import io.zonegate.policy.PolicyException;
import io.zonegate.policy.PolicyReader;
import io.zonegate.release.Freeze;
import io.zonegate.release.ProbeNote;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.release.Rollback;
import io.zonegate.release.Standing;
import io.zonegate.release.WayBack;
import io.zonegate.release.ZoneFacts;
import io.zonegate.rollout.Word;
import io.zonegate.verifier.check.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Gates to show. */
final class Gates {
  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private static final GateWays NO_WAYS =
      new GateWays(
          Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of(), List.of());

  private Gates() {}

  /** Releases of a zone, nobody has frozen it. */
  static GateStatus of(Path folder, Release... releases) throws IOException, PolicyException {
    return new GateStatus(
        "zone.example.",
        settings(folder),
        List.of(releases),
        List.of(),
        Optional.empty(),
        EnumSet.of(Word.FREEZE),
        NO_WAYS,
        alarms(folder, releases),
        NOW);
  }

  /** Something of everything: live, soaking, waiting, blocked and frozen. */
  static GateStatus busy(Path folder, String text) throws IOException, PolicyException {
    Release live = live(1, Duration.ofDays(5));
    Standing soaking =
        Standing.received(NOW)
            .publishing(1, "all", NOW)
            .soaking(NOW.minus(Duration.ofMinutes(7)))
            .probed(3);
    return new GateStatus(
        "zone.example.",
        settings(folder),
        List.of(
            live,
            release(2, ReleaseState.BLOCKED, text),
            release(3, soaking),
            release(4, Standing.received(NOW))),
        List.of(
            new ProbeNote("192.0.2.1:53", NOW, "GOOD", "serial 3 over UDP and TCP"),
            new ProbeNote("192.0.2.2:53", NOW, "MISSING", text)),
        Optional.of(new Freeze(NOW, "anna", text)),
        EnumSet.of(Word.APPROVE, Word.HOLD, Word.ABANDON, Word.THAW),
        new GateWays(
            Optional.of(live),
            Optional.empty(),
            Optional.of("there is none"),
            List.of(),
            List.of(),
            List.of(GateWays.Way.RESIGN)),
        alarms(folder, live),
        NOW);
  }

  private static ZoneAlarms alarms(Path folder, Release... releases)
      throws IOException, PolicyException {
    Optional<Release> live =
        Arrays.stream(releases).filter(r -> r.state() == ReleaseState.LIVE).findFirst();
    return new ZoneAlarms(ExpiryClock.of(live, settings(folder).upkeep().expiry(), NOW), List.of());
  }

  static Release live(long id, Duration remaining) {
    return release(
            id,
            Standing.received(NOW.minus(Duration.ofDays(2)))
                .to(ReleaseState.LIVE, NOW.minus(Duration.ofDays(2)), ""))
        .with(new ZoneFacts(id, "00", List.of(), Optional.of(NOW.plus(remaining)), "c0ffee"));
  }

  /** In this state for so long, in the last stage if it is one of a stage; that has 1 h. */
  static Release since(long id, ReleaseState state, Duration past, int good) {
    Instant then = NOW.minus(past);
    Standing standing = Standing.received(then);
    boolean staged = state == ReleaseState.PUBLISHING || state == ReleaseState.SOAKING;
    return release(
        id,
        (staged ? standing.publishing(1, "all", then) : standing).to(state, then, "").probed(good));
  }

  /** The same release, as one that takes another back. */
  static Release rollback(Release release) {
    return new Release(
        release.id(),
        release.version(),
        release.zone(),
        release.artefact(),
        release.submittedAt(),
        release.submittedBy(),
        release.facts(),
        release.standing(),
        Optional.of(new Rollback(1, 1)));
  }

  /** The same gate, whose servers were probed so long ago. */
  static GateStatus probed(GateStatus status, Duration past) {
    return new GateStatus(
        status.zone(),
        status.settings(),
        status.releases(),
        List.of(new ProbeNote("192.0.2.1:53", NOW.minus(past), "GOOD", "serial 2")),
        status.freeze(),
        status.possible(),
        status.ways(),
        status.alarms(),
        NOW);
  }

  /** The same gate, where making a way back failed. */
  static GateStatus withoutWayBack(GateStatus status, Release from, Release to) {
    WayBack way = WayBack.missing(from, to, NOW).failed("no token answers", NOW);
    return new GateStatus(
        status.zone(),
        status.settings(),
        status.releases(),
        status.probes(),
        status.freeze(),
        status.possible(),
        new GateWays(
            Optional.of(from),
            Optional.of(way),
            Optional.of("no token answers"),
            List.of(),
            List.of(),
            List.of()),
        status.alarms(),
        NOW);
  }

  static Release release(long id, ReleaseState state, String reason) {
    return release(id, Standing.received(NOW).to(state, NOW, reason));
  }

  private static Release release(long id, Standing standing) {
    return new Release(
        id,
        1,
        "zone.example.",
        "0123456789abcdef0123",
        NOW,
        "signer",
        ZoneFacts.NONE,
        standing,
        Optional.empty());
  }

  private static GateSettings settings(Path folder) throws IOException, PolicyException {
    Path file =
        Files.writeString(
            folder.resolve("policy.toml"),
            """
            version = 1
            [zone]
            origin = "zone.example."
            [gate]
            folder = "gate"
            [[gate.stage]]
            name = "hidden"
            file = "hidden"
            servers = ["192.0.2.9"]
            [[gate.stage]]
            name = "all"
            file = "all"
            servers = ["192.0.2.1", "192.0.2.2"]
            soak = "30m"
            deadline = "1h"
            good-probes = 5
            approval = true
            [gate.expiry]
            warn = "24h"
            critical = "12h"
            """);
    return new PolicyReader(Catalogue.descriptions(), NOW).read(file).gate().orElseThrow();
  }
}
