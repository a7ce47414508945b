package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.publish.StageOffers;
import io.zonegate.transfer.NotifyListener;
import io.zonegate.transfer.ServerLimits;
import io.zonegate.transfer.TransferException;
import io.zonegate.transfer.TransferServer;
import io.zonegate.transfer.TransferView;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The one transfer server of a daemon, for the zones and stages of all its policies. */
final class GateTransfers implements AutoCloseable {
  /** For some hundred servers, each of which asks for many zones at once. */
  private static final ServerLimits LIMITS =
      new ServerLimits(512, 64, Duration.ofSeconds(10), Duration.ofSeconds(20), 4_096);

  private final Map<String, Map<String, TransferView>> views = new LinkedHashMap<>();
  private final Map<String, PrimaryWatch> watches = new LinkedHashMap<>();
  private final Optional<TransferServer> server;

  private GateTransfers(Invocation invocation, List<OpenGate> gates) throws CommandException {
    try {
      for (OpenGate gate : gates) {
        views.put(gate.zone(), StageOffers.views(gate.zone(), gate.settings()));
        PrimaryWatch.of(invocation, gate).ifPresent(watch -> watches.put(gate.zone(), watch));
      }
      List<TransferView> all = views.values().stream().flatMap(v -> v.values().stream()).toList();
      List<InetSocketAddress> listen = listen(gates);
      server =
          listen.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  TransferServer.start(
                      listen,
                      new TransferServer.Clients(all, listeners()),
                      LIMITS,
                      invocation.console().clock(),
                      line -> say(invocation, line)));
    } catch (TransferException e) {
      throw new CommandException(ExitCode.CONFIGURATION, e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, "[gate] transfer-listen: " + IoReason.of(e), e);
    }
  }

  /**
   * Starts the server, if a policy asks for one.
   *
   * @throws CommandException if the policies do not agree on where, or it cannot be started
   */
  static GateTransfers start(Invocation invocation, List<OpenGate> gates) throws CommandException {
    return new GateTransfers(invocation, gates);
  }

  private List<NotifyListener> listeners() {
    return watches.values().stream().flatMap(watch -> watch.listener().stream()).toList();
  }

  /** One server gives all zones, so where it listens is said alike. */
  private static List<InetSocketAddress> listen(List<OpenGate> gates) throws CommandException {
    List<InetSocketAddress> found = new ArrayList<>();
    for (OpenGate gate : gates) {
      List<InetSocketAddress> listen = gate.settings().transferListen();
      if (!found.isEmpty() && !listen.isEmpty() && !found.equals(listen)) {
        throw new CommandException(
            ExitCode.CONFIGURATION,
            gate.policy().source()
                + ": [gate] transfer-listen is not that of the other policies; zones of one gate"
                + " run have one transfer server");
      }
      if (found.isEmpty()) {
        found.addAll(listen);
      }
    }
    return found;
  }

  private static synchronized void say(Invocation invocation, String line) {
    if (!invocation.has("quiet")) {
      invocation.console().out().println("transfer: " + line);
    }
  }

  /** What the stages of a zone are offered; empty if none gets zones by transfer. */
  Optional<StageOffers> offers(OpenGate gate) {
    Map<String, TransferView> own = views.get(gate.zone());
    return server
        .filter(running -> !own.isEmpty())
        .map(running -> new StageOffers(gate.zone(), gate.settings(), gate.store(), running, own));
  }

  /** What watches the zone's primary server; empty if it has none. */
  Optional<PrimaryWatch> watch(OpenGate gate) {
    return Optional.ofNullable(watches.get(gate.zone()));
  }

  @Override
  public void close() throws CommandException {
    try {
      if (server.isPresent()) {
        server.get().close();
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, "the transfer server did not end well: " + IoReason.of(e), e);
    }
  }
}
