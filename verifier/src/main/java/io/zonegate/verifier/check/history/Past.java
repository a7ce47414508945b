package io.zonegate.verifier.check.history;

import io.zonegate.verifier.check.Inputs;
import io.zonegate.verifier.check.ReferenceZone;
import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.crypto.SignatureLedger;
import io.zonegate.verifier.crypto.SignatureStatus;
import io.zonegate.verifier.history.History;
import io.zonegate.verifier.history.Signer;
import io.zonegate.verifier.history.SignerSurvey;
import io.zonegate.verifier.history.ZoneEvent;
import io.zonegate.verifier.history.ZoneState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the candidate has to get on with: zones and DS RRsets that caches may still hold, by the
 * previous zone and the history. Found once, for all checks of the chapter.
 */
public final class Past {
  private final String open;
  private final String absent;
  private final List<PastZone> zones;
  private final List<PastDs> parents;
  private final SignerSurvey survey;
  private final ZoneState candidate;

  private Past(
      String open,
      String absent,
      List<PastZone> zones,
      List<PastDs> parents,
      SignerSurvey survey,
      ZoneState candidate) {
    this.open = open;
    this.absent = absent;
    this.zones = List.copyOf(zones);
    this.parents = List.copyOf(parents);
    this.survey = survey;
    this.candidate = candidate;
  }

  private static Past open(String reason) {
    return new Past(reason, "", List.of(), List.of(), null, null);
  }

  private static Past absent(String reason) {
    return new Past("", reason, List.of(), List.of(), null, null);
  }

  /** Finds the past of a candidate; what cannot be found out is {@link #open}. */
  public static Past of(Inputs inputs, KeyRing keys, SignatureLedger ledger) {
    if (inputs.previous() instanceof ReferenceZone.Unreadable unreadable) {
      return open("the previous zone cannot be read: " + unreadable.reason());
    }
    if (inputs.history() instanceof History.Unreadable unreadable) {
      return open("the history cannot be read: " + unreadable.reason());
    }
    List<ZoneEvent> events =
        inputs.history() instanceof History.Known known ? known.events() : List.of();
    if (events.isEmpty() && inputs.previous() instanceof ReferenceZone.NotGiven) {
      return absent(
          inputs.history() instanceof History.Known known
              ? "no earlier release is known: "
                  + known.file()
                  + " has none; record the zone that is live with zonegate history record"
              : "no previous zone and no history given (--previous, --history)");
    }
    try {
      return of(inputs, keys, ledger, events);
    } catch (SignerSurvey.TooManySetsException e) {
      return open(e.getMessage());
    }
  }

  private static Past of(
      Inputs inputs, KeyRing keys, SignatureLedger ledger, List<ZoneEvent> events)
      throws SignerSurvey.TooManySetsException {
    long now = inputs.now().getEpochSecond();
    if (!events.isEmpty() && events.get(events.size() - 1).time().getEpochSecond() > now) {
      return open(
          "the history has an event of "
              + events.get(events.size() - 1).time()
              + ", later than the clock, "
              + inputs.now());
    }
    Timeline timeline = new Timeline(events, inputs.rules().history());
    List<PastZone> zones = new ArrayList<>(timeline.zones());
    zones.removeIf(z -> Math.max(z.keysForgotten(), z.dataForgotten()) <= now);
    if (inputs.previous() instanceof ReferenceZone.Given given) {
      ZoneState state = ZoneState.of(given.zone());
      // An older release is live again if it was rolled back to and nobody recorded that.
      if (zones.stream().noneMatch(z -> z.isLive() && z.state().equals(state))) {
        zones.add(new PastZone(state, PastZone.STILL, "previous zone, serial " + state.serial()));
      }
    }
    SignerSurvey survey =
        SignerSurvey.of(inputs.zone(), keys, record -> mayVerify(ledger.status(record)));
    ZoneState candidate = ZoneState.of(inputs.zone(), keys, survey);
    return new Past("", "", zones, timeline.parents(), survey, candidate);
  }

  /**
   * Which RRSIGs of the candidate count: those that verify, those by keys that only caches may
   * know, and those that other checks leave undecided.
   */
  private static boolean mayVerify(byte status) {
    return status == SignatureStatus.VALID
        || status == SignatureStatus.NO_KEY
        || status == SignatureStatus.UNSUPPORTED
        || status == SignatureStatus.DISPUTED;
  }

  /** Why nothing can be said of the past although it was given; empty if all is known. */
  String open() {
    return open;
  }

  /** Why there is no past to judge by; empty if there is one. */
  String absent() {
    return absent;
  }

  /** Zones that caches may hold something of. */
  List<PastZone> zones() {
    return zones;
  }

  /** Zones that name servers have now; several if it is not certain which. */
  List<PastZone> live() {
    return zones.stream().filter(PastZone::isLive).toList();
  }

  /** Whether the history says what DS RRset the parent had, or that it had none. */
  public boolean knowsParent() {
    return !parents.isEmpty();
  }

  /** DS RRsets of the history, the oldest first. */
  List<PastDs> parents() {
    return parents;
  }

  /** The candidate, seen as a past zone will be. */
  ZoneState candidate() {
    return candidate;
  }

  /** The candidate's RRsets by the keys that sign them. */
  Map<java.util.Set<Signer>, SignerSurvey.Share> shares() {
    return survey.data();
  }
}
