package io.zonegate.alarm;

import io.zonegate.hsm.file.Sha256;
import io.zonegate.policy.ReceiverSettings;
import io.zonegate.release.Event;
import io.zonegate.release.LoggedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * What a receiver gets of a zone.
 *
 * @param zone apex, absolute, lower case
 * @param receiver who gets it
 */
record Subscription(String zone, ReceiverSettings receiver) {
  /** The word that the log has for a test of the way to a receiver. */
  static final String TEST = "alarm-test";

  private static final String RECEIVER = "receiver";

  /** A test for this receiver alone. */
  Event test(Instant now, String actor) {
    return new Event(now, zone, 0, actor, TEST, Map.of(RECEIVER, receiver.name()));
  }

  /** A test that is sent by somebody's hand; the log has it, and nobody is told of it again. */
  Event testByHand(Instant now, String by) {
    return new Event(now, zone, 0, by, TEST + "-by-hand", Map.of(RECEIVER, receiver.name()));
  }

  static boolean isTest(LoggedEvent logged) {
    return logged.event().kind().equals(TEST);
  }

  boolean wants(LoggedEvent logged) {
    Event event = logged.event();
    return isTest(logged)
        ? receiver.name().equals(event.details().get(RECEIVER))
        : receiver.events().contains(event.kind())
            || Message.level(event).compareTo(receiver.level()) >= 0;
  }

  /** Tells where it is: the same for receivers of several zones that are one. */
  String target() {
    String where =
        receiver.webhook().map(u -> "webhook " + u).orElse("")
            + receiver.webhookFile().map(f -> "file " + f).orElse("")
            + receiver.headers().map(f -> " headers " + f).orElse("")
            + (receiver.command().isEmpty()
                ? ""
                : "command " + String.join("\0", receiver.command()));
    return Sha256.hex(where.getBytes(StandardCharsets.UTF_8));
  }
}
