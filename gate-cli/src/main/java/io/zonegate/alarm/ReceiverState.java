package io.zonegate.alarm;

import io.zonegate.policy.GateSettings;
import io.zonegate.policy.ReceiverSettings;
import io.zonegate.release.Deliveries;
import io.zonegate.release.ReleaseStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the way to a receiver of a zone is.
 *
 * @param name the receiver's
 * @param undelivered events that it is to get and has not got
 * @param target how its target has answered
 * @param trouble why somebody must look at it; empty if nobody must
 */
public record ReceiverState(
    String name, int undelivered, Deliveries.TargetNote target, Optional<String> trouble) {
  /** How late a test may be: a gate looks every few seconds, and a receiver may be restarted. */
  private static final Duration LATE = Duration.ofHours(1);

  /** The receivers that the policy names, as they are now. */
  public static List<ReceiverState> of(
      String zone, GateSettings settings, ReleaseStore store, Instant now) {
    List<ReceiverState> states = new ArrayList<>();
    for (ReceiverSettings receiver : settings.upkeep().receivers()) {
      Subscription subscription = new Subscription(zone, receiver);
      Deliveries.TargetNote target = store.deliveries().target(subscription.target());
      Optional<Long> told = store.deliveries().told(zone, receiver.name());
      int undelivered = 0;
      if (told.isPresent()) {
        undelivered =
            (int)
                store.deliveries().after(zone, told.get(), Integer.MAX_VALUE).stream()
                    .filter(subscription::wants)
                    .count();
      }
      states.add(
          new ReceiverState(
              receiver.name(),
              undelivered,
              target,
              trouble(told, target, settings.upkeep().alarm().selfTest(), now)));
    }
    return states;
  }

  private static Optional<String> trouble(
      Optional<Long> told, Deliveries.TargetNote target, Duration selfTest, Instant now) {
    if (told.isEmpty()) {
      return Optional.of(
          "zonegate gate run has not been started with it, nobody is told of anything");
    }
    if (target.failingSince().isPresent()) {
      return Optional.of(
          "deliveries fail since " + target.failingSince().get() + ": " + target.failure());
    }
    if (selfTest.isZero()) {
      return Optional.empty();
    }
    Instant due = now.minus(selfTest).minus(LATE);
    if (target.testSent().filter(t -> t.isAfter(due)).isEmpty()) {
      return Optional.of(
          "the last self-test was "
              + target.testSent().map(t -> "at " + t).orElse("never")
              + ", [gate.alarm] self-test wants one every "
              + selfTest.toHours()
              + " h; is zonegate gate run at work?");
    }
    boolean arrived =
        target.testArrived().filter(t -> !t.isBefore(target.testSent().get())).isPresent();
    return arrived || target.testSent().get().plus(LATE).isAfter(now)
        ? Optional.empty()
        : Optional.of("the self-test of " + target.testSent().get() + " has not arrived");
  }
}
