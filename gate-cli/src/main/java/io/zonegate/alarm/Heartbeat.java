package io.zonegate.alarm;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * A dead man's switch: an URL that is asked for while all is well, so that somebody else's watch
 * alarms when it no longer is.
 */
public final class Heartbeat {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Http http = new Http();
  private final URI url;

  /** Prepares it. */
  public Heartbeat(URI url) {
    this.url = url;
  }

  /**
   * Asks once.
   *
   * @return what went wrong; empty if nothing did
   */
  public Optional<String> beat() throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(url).header("User-Agent", "zonegate").build();
      http.ask(request, LIMIT);
      return Optional.empty();
    } catch (Http.FailedException e) {
      return Optional.of("heartbeat to " + url.getHost() + ": it " + e.getMessage());
    }
  }
}
