package io.zonegate.report.monitor;

import io.zonegate.alarm.ReceiverState;
import io.zonegate.alarm.ZoneAlarms;
import io.zonegate.policy.Durations;
import io.zonegate.policy.StageSettings;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.release.WayBack;
import io.zonegate.report.Figures;
import io.zonegate.report.GateStatus;
import io.zonegate.report.VerdictLine;
import io.zonegate.text.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether somebody must look at a gate.
 *
 * @param state how bad it is
 * @param reasons what is wrong, the worst first as it was found; empty if nothing is
 * @param normal what is so where nothing is wrong
 */
public record GateHealth(NagiosState state, List<String> reasons, String normal) {
  /** Whoever runs the gate looks for what waits all the time. */
  private static final Duration TAKEN_UP_WITHIN = Duration.ofHours(1);

  /** Copies the list. */
  public GateHealth {
    reasons = List.copyOf(reasons);
  }

  /** What is wrong, and what is so. */
  public String text() {
    return reasons.isEmpty() ? normal : String.join("; ", reasons) + "; " + normal;
  }

  /** The health of a gate. */
  public static GateHealth of(GateStatus status) {
    Finder finder = new Finder();
    status.live().ifPresentOrElse(l -> finder.live(status.alarms()), () -> finder.none(status));
    status
        .inFlight()
        .ifPresentOrElse(r -> finder.onItsWay(status, r), () -> finder.waiting(status));
    status.releases().stream()
        .filter(r -> r.state() != ReleaseState.RECEIVED)
        .reduce((earlier, later) -> later)
        .ifPresent(finder::newest);
    status
        .freeze()
        .ifPresent(
            f -> finder.found(NagiosState.WARNING, "frozen by " + f.by() + " since " + f.at()));
    status.ways().way().filter(w -> w.trouble().failures() > 0).ifPresent(finder::wayBack);
    status.alarms().receivers().forEach(finder::receiver);
    return new GateHealth(finder.state, finder.reasons, normal(status));
  }

  private static String normal(GateStatus status) {
    String live =
        status
            .live()
            .map(
                r ->
                    "serial "
                        + r.facts().serial()
                        + " is live"
                        + r.facts()
                            .expires()
                            .map(e -> ", " + expiry(Duration.between(status.now(), e)))
                            .orElse(""))
            .orElse("nothing is live");
    return live + status.inFlight().map(r -> "; " + r + " is " + r.state()).orElse("");
  }

  private static String expiry(Duration remaining) {
    return "its first RRSIG " + Figures.expiry(remaining);
  }

  private static final class Finder {
    private NagiosState state = NagiosState.OK;
    private final List<String> reasons = new ArrayList<>();

    private void found(NagiosState bad, String reason) {
      state = state.or(bad);
      reasons.add(Printable.escape(reason));
    }

    private void live(ZoneAlarms alarms) {
      NagiosState bad =
          switch (alarms.expiry().level()) {
            case NONE, GOOD -> NagiosState.OK;
            case WARN -> NagiosState.WARNING;
            case CRITICAL, EXPIRED -> NagiosState.CRITICAL;
          };
      if (bad != NagiosState.OK) {
        found(bad, "the next release is overdue: " + expiry(alarms.expiry().left().orElseThrow()));
      }
    }

    private void receiver(ReceiverState receiver) {
      receiver
          .trouble()
          .ifPresent(
              why ->
                  found(NagiosState.WARNING, "receiver " + receiver.name() + " of alarms: " + why));
    }

    private void none(GateStatus status) {
      found(
          status.inFlight().isPresent() ? NagiosState.WARNING : NagiosState.UNKNOWN,
          "no release has gone through all stages");
    }

    private void onItsWay(GateStatus status, Release release) {
      if (release.state() == ReleaseState.HELD) {
        found(NagiosState.CRITICAL, release + " is HELD: " + release.standing().reason());
        return;
      }
      Duration limit = status.stage(release).map(StageSettings::deadline).orElse(TAKEN_UP_WITHIN);
      Instant since = release.standing().published();
      if (since.plus(limit).isBefore(status.now()) && !waitsForAWord(status, release, limit)) {
        stuck(status, release, since, limit);
      }
    }

    /** Approval has no deadline; probes that go on show that somebody runs the gate. */
    private static boolean waitsForAWord(GateStatus status, Release release, Duration limit) {
      boolean wanted =
          status
              .stage(release)
              .filter(s -> s.approval() && release.standing().good() >= s.goodProbes())
              .isPresent();
      return wanted
          && release.standing().approvedBy().isEmpty()
          && status.probes().stream().anyMatch(p -> p.at().plus(limit).isAfter(status.now()));
    }

    /** The oldest of those that wait says how long nobody has taken up any. */
    private void waiting(GateStatus status) {
      status.waiting().stream()
          .findFirst()
          .ifPresent(
              r -> {
                Instant since = r.standing().since();
                if (since.plus(TAKEN_UP_WITHIN).isBefore(status.now())) {
                  stuck(status, r, since, TAKEN_UP_WITHIN);
                }
              });
    }

    private void stuck(GateStatus status, Release release, Instant since, Duration limit) {
      found(
          NagiosState.WARNING,
          release
              + " is "
              + release.state()
              + " for "
              + Durations.rough(Duration.between(since, status.now()))
              + ", and the limit is "
              + Durations.rough(limit)
              + ": does zonegate gate run run?");
    }

    private void wayBack(WayBack way) {
      found(
          NagiosState.WARNING,
          "the way back from release "
              + way.release()
              + " could not be made: "
              + way.trouble().why());
    }

    private static String reason(Release release) {
      return VerdictLine.reason(release.standing().reason());
    }

    private void newest(Release release) {
      switch (release.state()) {
        case BLOCKED -> found(NagiosState.CRITICAL, release + " is BLOCKED: " + reason(release));
        case UNDECIDED -> found(NagiosState.UNKNOWN, release + " is UNDECIDED: " + reason(release));
        case RECEIVED,
            VERIFYING,
            VERIFIED,
            PUBLISHING,
            SOAKING,
            PROMOTED,
            HELD,
            LIVE,
            RETIRED,
            SUPERSEDED,
            ABANDONED,
            ROLLED_BACK -> {
          // On its way, out, or ended by a word or a successor: nothing is wrong with it.
        }
      }
    }
  }
}
