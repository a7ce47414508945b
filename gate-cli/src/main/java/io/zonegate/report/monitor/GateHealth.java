package io.zonegate.report.monitor;

import io.zonegate.alarm.ReceiverState;
import io.zonegate.alarm.ZoneAlarms;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.report.Figures;
import io.zonegate.report.GateStatus;
import io.zonegate.report.Printable;
import java.time.Duration;
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
    status.inFlight().filter(r -> r.state() == ReleaseState.HELD).ifPresent(finder::held);
    status.releases().stream()
        .filter(r -> r.state() != ReleaseState.RECEIVED)
        .reduce((earlier, later) -> later)
        .ifPresent(finder::newest);
    status
        .freeze()
        .ifPresent(
            f -> finder.found(NagiosState.WARNING, "frozen by " + f.by() + " since " + f.at()));
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

    private void held(Release release) {
      found(NagiosState.CRITICAL, release + " is HELD: " + release.standing().reason());
    }

    private void newest(Release release) {
      switch (release.state()) {
        case BLOCKED ->
            found(NagiosState.CRITICAL, release + " is BLOCKED: " + release.standing().reason());
        case UNDECIDED ->
            found(NagiosState.UNKNOWN, release + " is UNDECIDED: " + release.standing().reason());
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
