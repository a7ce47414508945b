package io.zonegate.alarm;

import io.zonegate.release.Deliveries;
import io.zonegate.release.Event;
import io.zonegate.release.LoggedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The way to one target, for all zones that have it as a receiver. Events are delivered in their
 * order and at least once: what was delivered is noted after it was. A target that fails is tried
 * again, ever more seldom.
 */
final class Channel {
  /** The word that the log has for a target that fails for long. */
  static final String FAILING = "receiver-failing";

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /** After this time others are told; shorter troubles, as a restart, mend themselves. */
  private static final Duration TELL_AFTER = Duration.ofMinutes(10);

  private static final int AT_ONCE = 100;

  private final List<Subscription> subscriptions;
  private final Receiver receiver;
  private final Deliveries deliveries;
  private final Supplier<Instant> clock;
  private final String gate;
  private final String target;

  /** Up to which event each subscription has looked, so that old ones are not read every time. */
  private final Map<Subscription, Long> seen = new HashMap<>();

  /** When the last test was, as far as is known without asking. */
  private Optional<Instant> tested = Optional.empty();

  private int first;
  private int failures;
  private long triedAt;

  /**
   * @param subscriptions with one target, at least one
   * @param gate name of the machine, for messages
   */
  Channel(
      List<Subscription> subscriptions,
      Receiver receiver,
      Deliveries deliveries,
      Supplier<Instant> clock,
      String gate) {
    this.subscriptions = List.copyOf(subscriptions);
    this.receiver = receiver;
    this.deliveries = deliveries;
    this.clock = clock;
    this.gate = gate;
    this.target = subscriptions.get(0).target();
  }

  /** From now on events are for the receivers; what was before they were known is not. */
  void begin() {
    for (Subscription each : subscriptions) {
      String name = each.receiver().name();
      // To write is slow, with very many zones; most are known.
      seen.put(
          each,
          deliveries.told(each.zone(), name).orElseGet(() -> deliveries.begin(each.zone(), name)));
    }
  }

  /** Puts the test that is due into the log; one for the target, whichever zone it is of. */
  void test(Duration interval) {
    Instant now = clock.get();
    if (tested.filter(t -> t.plus(interval).isAfter(now) && !t.isAfter(now)).isEmpty()) {
      deliveries.test(target, interval, subscriptions.get(0).test(now, "gate"));
      tested = deliveries.target(target).testSent();
    }
  }

  /**
   * Sends a test now, by somebody's hand, past what waits.
   *
   * @return what it failed of; empty if it arrived
   */
  Optional<String> sendTest(String by) throws InterruptedException {
    Instant now = clock.get();
    LoggedEvent logged = deliveries.append(subscriptions.get(0).testByHand(now, by));
    try {
      receiver.send(new Message(logged, gate));
    } catch (Receiver.NotDeliveredException e) {
      deliveries.failed(target, e.getMessage(), now);
      return Optional.of(e.getMessage());
    }
    deliveries.answered(target, true, clock.get());
    return Optional.empty();
  }

  String receiverName() {
    return subscriptions.get(0).receiver().name();
  }

  /**
   * Delivers what there is, until something fails. After a failure does nothing for a while.
   *
   * @param last the number of the last event of the log
   */
  void deliver(long last) throws InterruptedException {
    if (failures > 0 && System.nanoTime() - triedAt < pause().toNanos()) {
      return;
    }
    int begin = first;
    for (int i = 0; i < subscriptions.size(); i++) {
      // An event that cannot be delivered keeps others of its zone, but no other zone.
      first = (begin + i + 1) % subscriptions.size();
      if (!deliver(subscriptions.get((begin + i) % subscriptions.size()), last)) {
        return;
      }
    }
  }

  private Duration pause() {
    Duration grown = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
    return grown.compareTo(LONGEST_PAUSE) < 0 ? grown : LONGEST_PAUSE;
  }

  private boolean deliver(Subscription to, long last) throws InterruptedException {
    long from = seen.get(to);
    while (from < last) {
      List<LoggedEvent> events = deliveries.after(to.zone(), from, AT_ONCE);
      boolean wanted = false;
      for (LoggedEvent logged : events) {
        wanted |= to.wants(logged);
        if (to.wants(logged) && !deliver(to, logged)) {
          return false;
        }
        from = logged.sequence();
        seen.put(to, from);
      }
      if (events.size() < AT_ONCE) {
        // Nothing of this zone is between here and the end that was known.
        from = Math.max(from, last);
        seen.put(to, from);
      } else if (!wanted) {
        deliveries.told(to.zone(), to.receiver().name(), from);
      }
    }
    return true;
  }

  private boolean deliver(Subscription to, LoggedEvent logged) throws InterruptedException {
    triedAt = System.nanoTime();
    try {
      receiver.send(new Message(logged, gate));
    } catch (Receiver.NotDeliveredException e) {
      failures++;
      triedAt = System.nanoTime();
      failed(to, e.getMessage());
      return false;
    }
    failures = 0;
    deliveries.told(to.zone(), to.receiver().name(), logged.sequence());
    deliveries.answered(target, Subscription.isTest(logged), clock.get());
    return true;
  }

  private void failed(Subscription to, String why) {
    Instant now = clock.get();
    deliveries.failed(target, why, now);
    Deliveries.TargetNote note = deliveries.target(target);
    Instant since = note.failingSince().orElse(now);
    if (!note.failingTold() && !since.plus(TELL_AFTER).isAfter(now)) {
      deliveries.tellFailing(
          target,
          new Event(
              now,
              to.zone(),
              0,
              "gate",
              FAILING,
              Map.of("receiver", to.receiver().name(), "since", since.toString(), "reason", why)));
    }
  }
}
