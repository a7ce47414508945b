package io.zonegate.replay;

import io.zonegate.process.Execution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** An Unbound on the virtual clock. It asks whom it is told to, and nobody else. */
final class Unbound implements AutoCloseable {
  private static final Record VERSION =
      Record.newRecord(Name.fromConstantString("version.bind."), Type.TXT, DClass.CH);

  /** The first one that has infra-cache-max-rtt; ede came with 1.16.0. */
  private static final String OLDEST = "1.16.2";

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** How the log has the virtual clock. */
  private static final Pattern STARTED =
      Pattern.compile("^\\[([0-9]+)\\] unbound.* start of service \\((.*)\\)", Pattern.MULTILINE);

  /** Nothing is done that shortens or lengthens what is in the cache, or looks elsewhere. */
  private static final String ALWAYS =
      """
      remote-control:
        control-enable: yes
        control-interface: 127.0.0.1
        control-port: %4$d
        control-use-cert: no
      forward-zone:
        name: "."
        forward-addr: 127.0.0.1@%5$d
      server:
        interface: 127.0.0.1@%1$d
        outgoing-interface: 127.0.0.1
        access-control: 127.0.0.0/8 allow_snoop
        do-not-query-localhost: no
        do-ip6: no
        num-threads: 1
        chroot: ""
        username: ""
        directory: "%2$s"
        pidfile: ""
        use-syslog: no
        logfile: ""
        log-time-ascii: no
        do-daemonize: no
        verbosity: 1
        qname-minimisation: no
        aggressive-nsec: no
        infra-cache-max-rtt: 1000
        unblock-lan-zones: yes
        insecure-lan-zones: no
        local-zone: "%3$s" transparent
        cache-max-ttl: 2147483647
        cache-max-negative-ttl: 2147483647
      """;

  private final LoopbackServer server;
  private final Path home;
  private final Path control;
  private final String version;

  private Unbound(LoopbackServer server, Path home, Path control, String version) {
    this.server = server;
    this.home = home;
    this.control = control;
    this.version = version;
  }

  /**
   * One that only caches.
   *
   * @param port whom it asks, until {@link #forward} says otherwise
   */
  static Unbound cache(Equipment equipment, Path home, int port)
      throws IOException, ProgramException {
    return start(
        equipment,
        home,
        port,
        """
          module-config: "iterator"
        """);
  }

  /**
   * One that validates.
   *
   * @param port whom it asks, until {@link #forward} says otherwise
   */
  static Unbound validator(Equipment equipment, Path home, int port)
      throws IOException, ProgramException {
    return start(
        equipment,
        home,
        port,
        """
          module-config: "validator iterator"
          trust-anchor: "%s"
          trust-anchor-signaling: no
          val-sig-skew-min: 0
          val-sig-skew-max: 0
          val-log-level: 2
          ede: yes
          harden-algo-downgrade: %s
        """
            .formatted(equipment.anchor(), equipment.everyAlgorithm() ? "yes" : "no"));
  }

  private static Unbound start(Equipment equipment, Path home, int asked, String more)
      throws IOException, ProgramException {
    Programs programs = equipment.programs();
    VirtualClock clock = equipment.clock();
    LoopbackServer server =
        serve(
            home,
            port -> {
              Path configuration = home.resolve("unbound.conf");
              Files.writeString(
                  configuration,
                  ALWAYS.formatted(port, home, equipment.zone(), LoopbackServer.freePort(), asked)
                      + more);
              return List.of(programs.unbound().toString(), "-d", "-c", configuration.toString());
            },
            clock::give);
    try {
      Matcher started = STARTED.matcher(server.output());
      if (started.find() && Long.parseLong(started.group(1)) == clock.now()) {
        return new Unbound(server, home, programs.control(), started.group(2));
      }
    } catch (IOException e) {
      server.close();
      throw e;
    }
    server.close();
    throw new ProgramException(
        programs.unbound()
            + " does not look at the virtual clock: "
            + programs.faketime()
            + " has no effect on it, as on programs with file capabilities or under a strict"
            + " AppArmor profile");
  }

  private static LoopbackServer serve(
      Path home, LoopbackServer.Setup setup, Consumer<Map<String, String>> change)
      throws IOException, ProgramException {
    try {
      return LoopbackServer.start(home, setup, change, VERSION);
    } catch (ProgramException e) {
      throw new ProgramException(
          e.getMessage() + " (Unbound " + OLDEST + " or a later one is needed)", e);
    }
  }

  /**
   * Has it ask this server for the zone from now on; what it has cached stays.
   *
   * @throws ProgramException if Unbound does not do it
   */
  void forward(String zone, LoopbackServer to) throws IOException, ProgramException {
    List<String> command =
        List.of(
            control.toString(),
            "-c",
            home.resolve("unbound.conf").toString(),
            "forward_add",
            zone,
            "127.0.0.1@" + to.port());
    try {
      Execution run = Execution.run(command, home, System.nanoTime() + LIMIT.toNanos());
      if (!run.exit().equals(Optional.of(0))) {
        throw new ProgramException(String.join(" ", command) + ": " + run.lines());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProgramException("interrupted", e);
    }
  }

  /** The port on 127.0.0.1. */
  int port() {
    return server.port();
  }

  /** Asks it; see {@link LoopbackServer#ask}. */
  Message ask(Record question, int... flags) throws IOException {
    return server.ask(question, flags);
  }

  /** What it is, for people: {@code unbound 1.17.1}. */
  String version() {
    return version;
  }

  @Override
  public void close() {
    server.close();
  }
}
