package io.zonegate.parent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** NSD or Knot DNS with one zone, in a folder of its own, on a free port of the loopback. */
final class RealServer implements AutoCloseable {
  private static final int TRIES = 100;

  private final Process process;
  private final int port;

  private RealServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts NSD. */
  static RealServer nsd(Path folder, Name origin, String zone) throws Exception {
    int port = freePort();
    Path home = Files.createDirectories(folder.resolve("nsd-" + port));
    Files.writeString(home.resolve("zone"), zone);
    Path configuration =
        Files.writeString(
            home.resolve("nsd.conf"),
            """
            server:
              ip-address: 127.0.0.1@%1$d
              server-count: 1
              username: ""
              database: ""
              zonesdir: "%2$s"
              pidfile: "%2$s/nsd.pid"
              xfrdfile: "%2$s/xfrd.state"
              zonelistfile: "%2$s/zone.list"
            remote-control:
              control-enable: no
            zone:
              name: "%3$s"
              zonefile: "zone"
            """
                .formatted(port, home, origin));
    return start(home, port, origin, "/usr/sbin/nsd", "-d", "-c", configuration.toString());
  }

  /** Starts Knot DNS. */
  static RealServer knot(Path folder, Name origin, String zone) throws Exception {
    int port = freePort();
    Path home = Files.createDirectories(folder.resolve("knot-" + port));
    Files.writeString(home.resolve("zone"), zone);
    Path configuration =
        Files.writeString(
            home.resolve("knot.conf"),
            """
            server:
                rundir: "%2$s"
                listen: 127.0.0.1@%1$d
            database:
                storage: "%2$s"
            log:
              - target: stderr
                any: info
            template:
              - id: default
                storage: "%2$s"
                journal-content: none
            zone:
              - domain: "%3$s"
                file: "zone"
            """
                .formatted(port, home, origin));
    return start(home, port, origin, "/usr/sbin/knotd", "-c", configuration.toString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static RealServer start(Path home, int port, Name origin, String... command)
      throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("log").toFile())
            .start();
    RealServer server = new RealServer(process, port);
    SimpleResolver resolver = new SimpleResolver("127.0.0.1");
    resolver.setPort(port);
    resolver.setTimeout(Duration.ofSeconds(1));
    for (int i = 0; i < TRIES && process.isAlive(); i++) {
      try {
        Message answer =
            resolver.send(Message.newQuery(Record.newRecord(origin, Type.SOA, DClass.IN)));
        if (answer.getRcode() == Rcode.NOERROR) {
          return server;
        }
      } catch (IOException e) {
        // Not up yet.
      }
      Thread.sleep(50);
    }
    server.close();
    throw new IllegalStateException(
        command[0] + " does not serve " + origin + ": " + Files.readString(home.resolve("log")));
  }

  /** {@code ADDRESS:PORT}. */
  String address() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
