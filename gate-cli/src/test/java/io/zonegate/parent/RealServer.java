package io.zonegate.parent;

import static java.time.ZoneOffset.UTC;

import io.zonegate.process.Daemon;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * NSD or Knot DNS with one zone, or Unbound or BIND that validates it, in a folder of its own, on a
 * free port of the loopback.
 */
public final class RealServer implements AutoCloseable {
  private static final int FIRST_PORT = 10_000;

  /** Of Linux, by default (ip_local_port_range). */
  private static final int FIRST_CLIENT_PORT = 32_768;

  private static final int TRIES = 200;

  private static final Set<Integer> BIND_DIGESTS = Set.of(1, 2, 4);

  private static final DateTimeFormatter OVERRIDE = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

  private final Daemon daemon;
  private final Path home;
  private final int port;

  private RealServer(Daemon daemon, Path home, int port) {
    this.daemon = daemon;
    this.home = home;
    this.port = port;
  }

  /** Starts NSD. */
  public static RealServer nsd(Path folder, Name origin, String zone) throws Exception {
    int port = freePort();
    Path home = Files.createDirectories(folder.resolve("nsd-" + port));
    Files.writeString(home.resolve("zone"), zone);
    Path configuration =
        Files.writeString(
            home.resolve("nsd.conf"),
            nsdServer(home, port)
                + """
                zone:
                  name: "%s"
                  zonefile: "zone"
                  provide-xfr: 127.0.0.1 NOKEY
                """
                    .formatted(origin));
    return start(home, port, origin, "/usr/sbin/nsd", "-d", "-c", configuration.toString());
  }

  /**
   * The clauses of nsd.conf that have one NSD beside others: one process, all files in its home.
   */
  public static String nsdServer(Path home, int port) {
    return """
    server:
      ip-address: 127.0.0.1@%1$d
      server-count: 1
      username: ""
      database: ""
      verbosity: 2
      xfrd-reload-timeout: 0
      zonesdir: "%2$s"
      pidfile: "%2$s/nsd.pid"
      xfrdfile: "%2$s/xfrd.state"
      xfrdir: "%2$s"
      zonelistfile: "%2$s/zone.list"
    remote-control:
      control-enable: no
    """
        .formatted(port, home);
  }

  /** Starts Knot DNS. */
  public static RealServer knot(Path folder, Name origin, String zone) throws Exception {
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
            acl:
              - id: loopback
                address: 127.0.0.1
                action: transfer
            template:
              - id: default
                storage: "%2$s"
                journal-content: none
            zone:
              - domain: "%3$s"
                file: "zone"
                acl: loopback
            """
                .formatted(port, home, origin));
    return start(home, port, origin, "/usr/sbin/knotd", "-c", configuration.toString());
  }

  /**
   * Starts Unbound as a validator of this one zone, which it asks the server for. It has another
   * clock, no cache that outlives it, and nobody else to ask: whatever else is asked ends at the
   * same server.
   *
   * @param anchors DS or DNSKEY records of the zone
   */
  public static RealServer unbound(
      Path folder, Name origin, String anchors, Instant clock, RealServer server) throws Exception {
    int port = freePort();
    Path home = Files.createDirectories(folder.resolve("unbound-" + port));
    Files.writeString(home.resolve("anchors"), anchors);
    Path configuration =
        Files.writeString(
            home.resolve("unbound.conf"),
            """
            server:
              interface: 127.0.0.1@%1$d
              outgoing-interface: 127.0.0.1
              do-not-query-localhost: no
              do-ip6: no
              num-threads: 1
              chroot: ""
              username: ""
              directory: "%2$s"
              pidfile: ""
              use-syslog: no
              logfile: ""
              do-daemonize: no
              module-config: "validator iterator"
              trust-anchor-file: "%2$s/anchors"
              val-override-date: "%5$s"
              qname-minimisation: no
              aggressive-nsec: no
              infra-cache-max-rtt: 1000
              unblock-lan-zones: yes
              insecure-lan-zones: no
            remote-control:
              control-enable: no
            stub-zone:
              name: "%3$s"
              stub-addr: 127.0.0.1@%4$d
            forward-zone:
              name: "."
              forward-addr: 127.0.0.1@%4$d
            """
                .formatted(port, home, origin, server.port, OVERRIDE.withZone(UTC).format(clock)));
    return start(home, port, null, "/usr/sbin/unbound", "-d", "-c", configuration.toString());
  }

  /**
   * Starts BIND as a validator of this one zone, at the present time. It asks nobody but the
   * server.
   *
   * @param anchors DS records of the zone; those of digest types that BIND has not are left out
   */
  public static RealServer named(Path folder, Name origin, String anchors, RealServer server)
      throws Exception {
    int port = freePort();
    Path home = Files.createDirectories(folder.resolve("named-" + port));
    Files.writeString(home.resolve("hints"), ". 60 NS a.invalid.\na.invalid. 60 A 127.0.0.1\n");
    Path configuration =
        Files.writeString(
            home.resolve("named.conf"),
            """
            options {
              directory "%2$s";
              listen-on port %1$d { 127.0.0.1; };
              listen-on-v6 { none; };
              port %4$d;
              pid-file none;
              session-keyfile none;
              empty-zones-enable no;
              qname-minimization off;
              synth-from-dnssec no;
              servfail-ttl 0;
              max-cache-size 16M;
            };
            controls {};
            logging { channel here { stderr; }; category default { here; }; };
            zone "." { type hint; file "hints"; };
            zone "%3$s" { type static-stub; server-addresses { 127.0.0.1; }; };
            trust-anchors {
            %5$s};
            """
                .formatted(port, home, origin, server.port, staticDs(origin, anchors)));
    return start(
        home, port, null, "/usr/sbin/named", "-f", "-4", "-n", "1", "-c", configuration.toString());
  }

  private static String staticDs(Name origin, String anchors) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] file = anchors.getBytes(StandardCharsets.ISO_8859_1);
    try (Master master = new Master(new ByteArrayInputStream(file), origin)) {
      for (Record r = master.nextRecord(); r != null; r = master.nextRecord()) {
        if (r instanceof DSRecord ds && BIND_DIGESTS.contains(ds.getDigestID())) {
          text.append(
              "\"%s\" static-ds %d %d %d \"%s\";\n"
                  .formatted(
                      origin,
                      ds.getFootprint(),
                      ds.getAlgorithm(),
                      ds.getDigestID(),
                      HexFormat.of().formatHex(ds.getDigest())));
        }
      }
    }
    return text.toString();
  }

  /** How Knot's log says that it does not load a zone: no need to wait for it any longer. */
  private static final String ZONE_REFUSED = "error: [";

  /**
   * A port of the loopback address that nobody has, over UDP or TCP. It lies below those that the
   * system gives to clients, so that none of these takes it before the server has started.
   */
  public static int freePort() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    for (int tries = 0; tries < 1000; tries++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, FIRST_CLIENT_PORT);
      try (ServerSocket tcp = new ServerSocket(port, 1, loopback);
          DatagramSocket udp = new DatagramSocket(port, loopback)) {
        assert tcp.isBound() && udp.isBound();
        return port;
      } catch (BindException e) {
        // Somebody has it: the next one.
      }
    }
    throw new IOException("no port is free");
  }

  /**
   * Starts a server and waits until it answers.
   *
   * @param home folder for its log
   * @param origin the zone that it must have; null if it is to have none yet
   */
  public static RealServer start(Path home, int port, Name origin, String... command)
      throws Exception {
    Daemon daemon = Daemon.start(List.of(command), home, home.resolve("log"), environment -> {});
    RealServer server = new RealServer(daemon, home, port);
    SimpleResolver resolver = new SimpleResolver("127.0.0.1");
    resolver.setPort(port);
    resolver.setTimeout(Duration.ofSeconds(1));
    for (int i = 0; i < TRIES && daemon.isRunning(); i++) {
      try {
        Message answer =
            resolver.send(
                Message.newQuery(
                    Record.newRecord(origin == null ? Name.root : origin, Type.SOA, DClass.IN)));
        if (origin == null || answer.getRcode() == Rcode.NOERROR) {
          return server;
        }
      } catch (IOException e) {
        // Not up yet.
      }
      if (daemon.output().contains(ZONE_REFUSED)) {
        break;
      }
      Thread.sleep(20);
    }
    server.close();
    throw new IllegalStateException(
        command[0] + " does not serve " + origin + ": " + daemon.output());
  }

  /** The process; NSD and Knot DNS load their zone file anew when they get SIGHUP. */
  public long pid() {
    return daemon.pid();
  }

  /** The file that the zone is loaded from. */
  public Path zoneFile() {
    return home.resolve("zone");
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** {@code ADDRESS:PORT}. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    daemon.close();
  }
}
