package io.zonegate.alarm;

import io.zonegate.policy.GateSettings;
import io.zonegate.policy.ReceiverSettings;
import io.zonegate.release.ReleaseStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Delivers the events of a gate's log to the receivers that its zones' policies name, and tests the
 * ways there. Does nothing by itself: each call of {@link Way#look} does what is due.
 */
public final class Notifier {
  private final ReleaseStore store;
  private final Supplier<Instant> clock;
  private final String gate;
  private final Http http = new Http();
  private final Map<String, List<Subscription>> subscriptions = new LinkedHashMap<>();
  private final Map<String, Duration> tests = new LinkedHashMap<>();

  /**
   * Prepares for a gate without zones.
   *
   * @param gate name of this machine, for messages
   */
  public Notifier(ReleaseStore store, Supplier<Instant> clock, String gate) {
    this.store = store;
    this.clock = clock;
    this.gate = gate;
  }

  /** Adds the receivers of a zone. */
  public void add(String zone, GateSettings settings) {
    for (ReceiverSettings receiver : settings.upkeep().receivers()) {
      Subscription subscription = new Subscription(zone, receiver);
      String target = subscription.target();
      subscriptions.computeIfAbsent(target, t -> new ArrayList<>()).add(subscription);
      Duration test = settings.upkeep().alarm().selfTest();
      // Of zones that want it at other intervals the shortest counts.
      tests.merge(
          target, test, (a, b) -> a.isZero() || (!b.isZero() && b.compareTo(a) < 0) ? b : a);
    }
  }

  /** The way to one target. One thread at a time may use it. */
  public final class Way {
    private final Channel channel;
    private final Duration test;

    private Way(Channel channel, Duration test) {
      this.channel = channel;
      this.test = test;
    }

    /** The receiver's name in the first zone's policy. */
    public String name() {
      return channel.receiverName();
    }

    /**
     * Sends a test now.
     *
     * @param by who wants it, for the log
     * @return what it failed of; empty if it arrived
     */
    public Optional<String> sendTest(String by) throws InterruptedException {
      return channel.sendTest(by);
    }

    /** Puts a test into the log if one is due, and delivers what there is. */
    public void look() throws InterruptedException {
      if (!test.isZero()) {
        channel.test(test);
      }
      channel.deliver(store.lastEvent());
    }
  }

  /**
   * The ways to all targets.
   *
   * @param folder where commands run
   */
  public List<Way> ways(Path folder) {
    List<Way> ways = new ArrayList<>();
    subscriptions.forEach(
        (target, list) -> {
          Channel channel =
              new Channel(
                  list, receiver(list.get(0).receiver(), folder), store.deliveries(), clock, gate);
          channel.begin();
          ways.add(new Way(channel, tests.get(target)));
        });
    return ways;
  }

  private Receiver receiver(ReceiverSettings settings, Path folder) {
    return settings.command().isEmpty()
        ? new Webhook(settings, http)
        : new CommandReceiver(settings, folder);
  }
}
