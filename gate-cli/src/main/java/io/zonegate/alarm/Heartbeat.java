package io.zonegate.alarm;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * A dead man's switch: an URL that is asked for while all is well, so that somebody else's watch
 * alarms when it no longer is. One thread at a time may use it.
 */
public final class Heartbeat {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Http http = new Http();
  private final URI url;
  private final Duration every;
  private boolean asked;
  private long askedAt;

  /**
   * Prepares it.
   *
   * @param every time between two questions
   */
  public Heartbeat(URI url, Duration every) {
    this.url = url;
    this.every = every;
  }

  /**
   * Asks if it is time to.
   *
   * @return what went wrong; empty if nothing did
   */
  public Optional<String> beat() throws InterruptedException {
    if (asked && System.nanoTime() - askedAt < every.toNanos()) {
      return Optional.empty();
    }
    asked = true;
    askedAt = System.nanoTime();
    try {
      HttpRequest request = HttpRequest.newBuilder(url).header("User-Agent", "zonegate").build();
      http.ask(request, LIMIT);
      return Optional.empty();
    } catch (Http.FailedException e) {
      return Optional.of("heartbeat to " + url.getHost() + ": it " + e.getMessage());
    }
  }
}
