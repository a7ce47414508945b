package io.zonegate.policy;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/** URLs that something is posted to or asked for. */
public final class WebAddress {
  /** What is allowed, for messages. */
  public static final String FORM = "a URL that begins with https:// or http://, without a user";

  private static final List<String> SCHEMES = List.of("https", "http");

  private WebAddress() {}

  /** Reads one; empty if it is not one that can be posted to. */
  public static Optional<URI> parse(String text) {
    try {
      URI url = new URI(text.strip());
      boolean sound =
          url.getScheme() != null
              && SCHEMES.contains(url.getScheme())
              && url.getHost() != null
              && url.getUserInfo() == null;
      return sound ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      // Not a URL at all: the caller says what is allowed.
      return Optional.empty();
    }
  }
}
