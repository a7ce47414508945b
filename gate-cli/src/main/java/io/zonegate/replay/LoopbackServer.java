package io.zonegate.replay;

import io.zonegate.file.IoReason;
import io.zonegate.process.Daemon;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;

/** A name server or resolver in a folder of its own, on a free port of the loopback. */
final class LoopbackServer implements AutoCloseable {
  private static final long NANOS_TO_START = Duration.ofSeconds(15).toNanos();
  private static final long PAUSE_MILLIS = 10;
  private static final int PORTS_TO_TRY = 3;
  private static final int LINES_SHOWN = 3;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** What a server is started with on a port. */
  interface Setup {
    /** Writes its configuration and gives its command. */
    List<String> command(int port) throws IOException;
  }

  private final Daemon daemon;
  private final int port;

  private LoopbackServer(Daemon daemon, int port) {
    this.daemon = daemon;
    this.port = port;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param home its folder, which is made
   * @param change of this process's environment for it
   * @param awaited a question that it must answer, with NOERROR
   * @throws ProgramException if it does not start, with what it says
   */
  static LoopbackServer start(
      Path home, Setup setup, Consumer<Map<String, String>> change, Record awaited)
      throws IOException, ProgramException {
    Files.createDirectories(home);
    Path log = home.resolve("log");
    String said = "";
    for (int i = 0; i < PORTS_TO_TRY; i++) {
      // Somebody else may take the port before the server does.
      int port = freePort();
      List<String> command = setup.command(port);
      LoopbackServer server = new LoopbackServer(start(command, home, log, change), port);
      if (server.answers(awaited)) {
        return server;
      }
      server.close();
      said = command.get(0) + " does not start: " + lastLines(server.daemon.output());
    }
    throw new ProgramException(said);
  }

  private static Daemon start(
      List<String> command, Path home, Path log, Consumer<Map<String, String>> change)
      throws ProgramException {
    try {
      return Daemon.start(command, home, log, change);
    } catch (IOException e) {
      throw new ProgramException(command.get(0) + " cannot be run: " + IoReason.of(e), e);
    }
  }

  private static String lastLines(String log) {
    List<String> lines = log.lines().filter(l -> !l.isBlank()).toList();
    return lines.isEmpty()
        ? "it says nothing"
        : String.join("; ", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
  }

  /** A port of the loopback that nobody has. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean answers(Record awaited) {
    long end = System.nanoTime() + NANOS_TO_START;
    try {
      while (daemon.isRunning() && System.nanoTime() - end < 0) {
        if (isAnswered(awaited)) {
          return true;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private boolean isAnswered(Record awaited) {
    try {
      return ask(awaited, Duration.ofSeconds(1), Flags.RD).getRcode() == Rcode.NOERROR;
    } catch (IOException e) {
      // Not up yet: a closed port says so at once.
      return false;
    }
  }

  /**
   * Asks it, with DO and with no other flags than these.
   *
   * @throws IOException if there is no answer within five seconds
   */
  Message ask(Record question, int... flags) throws IOException {
    return ask(question, TIMEOUT, flags);
  }

  private Message ask(Record question, Duration timeout, int... flags) throws IOException {
    SimpleResolver resolver = new SimpleResolver(InetAddress.getLoopbackAddress().getHostAddress());
    resolver.setPort(port);
    resolver.setTimeout(timeout);
    resolver.setEDNS(0, 1232, ExtendedFlags.DO);
    Message query = Message.newQuery(question);
    query.getHeader().unsetFlag(Flags.RD);
    for (int flag : flags) {
      query.getHeader().setFlag(flag);
    }
    return resolver.send(query);
  }

  /** The port on 127.0.0.1. */
  int port() {
    return port;
  }

  /** What it has logged. */
  String output() throws IOException {
    return daemon.output();
  }

  @Override
  public void close() {
    daemon.close();
  }
}
