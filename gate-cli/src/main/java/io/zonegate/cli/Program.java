package io.zonegate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Properties;

/** What the program knows of itself and of the machine. */
final class Program {
  private Program() {}

  /** Version, from the build. */
  static String version() {
    try (InputStream in = Program.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new IllegalStateException(
          "version.properties cannot be read from the program's own files", e);
    }
  }

  /** Name of this machine; {@code localhost} if it has none. */
  static String hostname() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
