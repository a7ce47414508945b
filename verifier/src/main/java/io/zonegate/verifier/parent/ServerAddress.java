package io.zonegate.verifier.parent;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/**
 * A name server as it is named on the command line: {@code 192.0.2.1}, {@code ns.example:5353},
 * {@code 2001:db8::1}, {@code [2001:db8::1]:5353}.
 *
 * @param host address or host name, without brackets
 * @param port 1 to 65535
 */
public record ServerAddress(String host, int port) {
  private static final int DNS = 53;

  /** Reads one; empty if the text has not the form. */
  public static Optional<ServerAddress> parse(String text) {
    String host = text.strip();
    String port = "";
    int colon = host.lastIndexOf(':');
    if (host.startsWith("[")) {
      int end = host.indexOf(']');
      if (end < 0 || (end + 1 < host.length() && colon != end + 1)) {
        return Optional.empty();
      }
      port = end + 1 < host.length() ? host.substring(end + 2) : "53";
      host = host.substring(1, end);
    } else if (colon >= 0 && host.indexOf(':') == colon) {
      port = host.substring(colon + 1);
      host = host.substring(0, colon);
    } else {
      port = Integer.toString(DNS);
    }
    boolean sound =
        host.matches("[A-Za-z0-9._-]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*") && port.matches("[0-9]{1,5}");
    if (!sound || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535) {
      return Optional.empty();
    }
    return Optional.of(new ServerAddress(host.toLowerCase(Locale.ROOT), Integer.parseInt(port)));
  }

  /** The address that a text is, in brackets or not; empty if it is a name or no address. */
  public static Optional<InetAddress> literal(String text) {
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    try {
      // Nothing else is given to the library, which would look names up.
      if (bare.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
        return Optional.of(InetAddress.getByName(bare));
      }
      return Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** The address to send to; a host name is looked up, and its first address taken. */
  public InetSocketAddress socket() {
    return new InetSocketAddress(host, port);
  }

  /** For messages, in a form that reads back. */
  @Override
  public String toString() {
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return port == DNS ? shown : shown + ":" + port;
  }
}
