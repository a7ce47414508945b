package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.transfer.ServerLimits;
import io.zonegate.transfer.TransferException;
import io.zonegate.transfer.TransferServer;
import io.zonegate.transfer.TransferView;
import io.zonegate.transfer.TsigKey;
import io.zonegate.transfer.TsigKeyFile;
import io.zonegate.transfer.ZoneImage;
import io.zonegate.verifier.parent.ServerAddress;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.ZoneReadException;
import io.zonegate.verifier.zone.ZoneSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.commons.cli.Options;

/** {@code zonegate serve FILE}: the transfer server by hand, until it is interrupted. */
final class ServeCommand extends Command {
  private static final long LAST_SECONDS = 5;

  ServeCommand() {
    super(
        "serve", "Give a zone to secondaries by AXFR and IXFR, to try it; judges nothing", "FILE");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(SharedOptions.origin());
    options.addOption(
        SharedOptions.argument("listen", "ADDRESS:PORT", "where to listen; port 0 for a free one"));
    options.addOption(
        SharedOptions.tsig("keys that secondaries must sign with, in BIND's form; mode 0600"));
    options.addOption(
        SharedOptions.argument(
            "allow",
            "ADDRESS,..",
            "secondaries; else all that sign, or without keys the listener's"));
    options.addOption(
        SharedOptions.argument("previous", "FILE", "the version before, where IXFR starts from"));
    options.addOption(
        SharedOptions.argument("notify", "SERVER[:PORT],..", "servers to tell of it"));
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    Thread serving = Thread.currentThread();
    Thread end = new Thread(() -> end(serving), "zonegate-end");
    Runtime.getRuntime().addShutdownHook(end);
    try {
      return serve(invocation);
    } finally {
      if (!Thread.currentThread().isInterrupted()) {
        Runtime.getRuntime().removeShutdownHook(end);
      }
    }
  }

  /** A process that is told to end takes its files away first. */
  private static void end(Thread serving) {
    serving.interrupt();
    try {
      serving.join(LAST_SECONDS * 1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ExitCode serve(Invocation invocation) throws CommandException {
    Path file = Invocation.path("FILE", invocation.argument());
    InetSocketAddress listen = listen(invocation);
    List<TsigKey> keys = keys(invocation);
    Path previous = invocation.path("previous");
    try {
      Path work = Files.createTempDirectory("zonegate-serve");
      try {
        ZoneImage image = image(invocation, file, work.resolve("zone"));
        TransferView view =
            new TransferView(
                "serve",
                image.zone(),
                keys,
                addresses(invocation, keys, listen),
                servers(invocation));
        try (TransferServer server =
            TransferServer.start(
                List.of(listen),
                new TransferServer.Clients(List.of(view), List.of()),
                ServerLimits.DEFAULT,
                invocation.console().clock(),
                line -> say(invocation, line))) {
          server.publish(view, image, previous(invocation, previous, work));
          say(
              invocation,
              "%s serial %d, content %s, on port %d of %s; not judged"
                  .formatted(
                      image.zone(),
                      image.serial(),
                      image.sha256(),
                      server.port(),
                      listen.getAddress().getHostAddress()));
          server.notifyServers(view);
          new CountDownLatch(1).await();
        }
      } finally {
        Files.deleteIfExists(work.resolve("zone"));
        Files.deleteIfExists(work.resolve("previous"));
        Files.delete(work);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.PASS;
    } catch (ZoneReadException | TransferException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandException(ExitCode.UNDECIDED, IoReason.of(e), e);
    }
    return ExitCode.PASS;
  }

  private static List<ZoneImage> previous(Invocation invocation, Path previous, Path work)
      throws ZoneReadException, TransferException, IOException, CommandException {
    return previous == null
        ? List.of()
        : List.of(image(invocation, previous, work.resolve("previous")));
  }

  private static synchronized void say(Invocation invocation, String line) {
    invocation.console().out().println(line);
    invocation.console().out().flush();
  }

  /** The zone itself is not kept: what is served is read from the image. */
  private static ZoneImage image(Invocation invocation, Path file, Path image)
      throws ZoneReadException, TransferException, IOException, CommandException {
    String origin = invocation.value("origin");
    byte[] apex = origin == null ? null : NameText.wire(ZoneName.absolute("--origin", origin));
    return ZoneImage.write(ZoneSource.read(file, apex), image);
  }

  private static InetSocketAddress listen(Invocation invocation) throws CommandException {
    String text = invocation.value("listen");
    int colon = text == null ? -1 : text.lastIndexOf(':');
    if (colon < 0 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw CommandException.usage("--listen ADDRESS:PORT is needed (IPv6: [ADDRESS]:PORT)");
    }
    int port = Integer.parseInt(text.substring(colon + 1));
    if (port > 65_535) {
      throw CommandException.usage("--listen: port " + port + " is over 65535");
    }
    return new InetSocketAddress(address("--listen", text.substring(0, colon)), port);
  }

  /** Only addresses: a name may have several, or none today. */
  private static InetAddress address(String option, String text) throws CommandException {
    return ServerAddress.literal(text)
        .orElseThrow(() -> CommandException.usage(option + ": '" + text + "' is no address"));
  }

  private static Set<InetAddress> addresses(
      Invocation invocation, List<TsigKey> keys, InetSocketAddress listen) throws CommandException {
    List<InetAddress> addresses = new ArrayList<>();
    for (String text : invocation.list("allow")) {
      addresses.add(address("--allow", text));
    }
    if (addresses.isEmpty() && keys.isEmpty()) {
      addresses.add(listen.getAddress());
    }
    return Set.copyOf(addresses);
  }

  private static List<TsigKey> keys(Invocation invocation) throws CommandException {
    Path file = invocation.path("tsig");
    try {
      return file == null ? List.of() : TsigKeyFile.read(file);
    } catch (TransferException e) {
      throw new CommandException(ExitCode.CONFIGURATION, e.getMessage(), e);
    }
  }

  private static List<ServerAddress> servers(Invocation invocation) throws CommandException {
    List<ServerAddress> servers = new ArrayList<>();
    for (String text : invocation.list("notify")) {
      servers.add(
          ServerAddress.parse(text)
              .orElseThrow(
                  () -> CommandException.usage("--notify: '" + text + "' is not SERVER[:PORT]")));
    }
    return servers;
  }
}
