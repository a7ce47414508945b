package io.zonegate.transfer;

import io.zonegate.verifier.parent.ServerAddress;
import io.zonegate.verifier.zone.NameText;
import java.util.Optional;

/**
 * A zone at a server that gives it by transfer: {@code axfr://HOST[:PORT]/ZONE}; IPv6 addresses
 * stand in brackets.
 *
 * @param server where to ask
 * @param zone the zone's name in presentation form, absolute
 */
public record TransferUrl(ServerAddress server, String zone) {
  private static final String SCHEME = "axfr://";

  /** Whether the text means to be one. */
  public static boolean isMeant(String text) {
    return text.startsWith(SCHEME);
  }

  /** Reads one; empty if the text has not the form. */
  public static Optional<TransferUrl> parse(String text) {
    int slash = text.indexOf('/', SCHEME.length());
    if (!isMeant(text) || slash < 0 || slash + 1 == text.length()) {
      return Optional.empty();
    }
    String host = text.substring(SCHEME.length(), slash);
    String zone = text.substring(slash + 1);
    if (host.indexOf(':') != host.lastIndexOf(':') && !host.startsWith("[")) {
      return Optional.empty();
    }
    try {
      String absolute = NameText.present(NameText.wire(zone), 0);
      return ServerAddress.parse(host).map(server -> new TransferUrl(server, absolute));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return SCHEME + server + "/" + zone;
  }
}
