package io.zonegate.policy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who is told of events.
 *
 * @param name for people; what was delivered is kept under it
 * @param webhook where events are posted to; empty if that is in a file, or for a command
 * @param webhookFile file whose first line is the URL, for one that is a secret; empty if there is
 *     none
 * @param headers file with further header lines, as for a token; empty for none
 * @param command run for each event, without a shell; empty for a webhook
 * @param level least level of the events that it gets
 * @param events kinds of events that it gets besides, whatever their level
 * @param timeout the longest that one delivery may take
 */
public record ReceiverSettings(
    String name,
    Optional<URI> webhook,
    Optional<Path> webhookFile,
    Optional<Path> headers,
    List<String> command,
    AlarmLevel level,
    Set<String> events,
    Duration timeout) {
  /** Copies the collections. */
  public ReceiverSettings {
    Objects.requireNonNull(name);
    Objects.requireNonNull(webhook);
    Objects.requireNonNull(webhookFile);
    Objects.requireNonNull(headers);
    command = List.copyOf(command);
    Objects.requireNonNull(level);
    events = Set.copyOf(events);
    Objects.requireNonNull(timeout);
  }
}
