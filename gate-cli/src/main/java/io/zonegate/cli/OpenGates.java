package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.file.Turn;
import io.zonegate.policy.Policy;
import io.zonegate.release.ReleaseStore;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The gates of the zones that this process drives, with the turn of each. Zones of one folder share
 * its database.
 */
final class OpenGates implements AutoCloseable {
  private final Map<Path, ReleaseStore> stores = new HashMap<>();
  private final List<OpenGate> gates = new ArrayList<>();
  private final List<Turn> turns = new ArrayList<>();

  private OpenGates() {}

  /**
   * Opens all of them or none.
   *
   * @throws CommandException if one cannot be opened, or another process drives its zone
   */
  static OpenGates open(List<Policy> policies) throws CommandException {
    OpenGates open = new OpenGates();
    try {
      for (Policy policy : policies) {
        OpenGate gate = OpenGate.open(policy, open::store);
        open.gates.add(gate);
        open.turns.add(turn(gate));
      }
      return open;
    } catch (CommandException | RuntimeException e) {
      open.close();
      throw e;
    }
  }

  private ReleaseStore store(Path folder) {
    return stores.computeIfAbsent(folder, ReleaseStore::open);
  }

  /** One process drives a zone; the system gives the turn back when it ends, however it ends. */
  private static Turn turn(OpenGate gate) throws CommandException {
    Path locks = gate.settings().folder().resolve("locks");
    Path lock = locks.resolve(URLEncoder.encode(gate.zone(), StandardCharsets.UTF_8) + "lock");
    try {
      Files.createDirectories(locks);
      return Turn.take(lock)
          .orElseThrow(
              () ->
                  new CommandException(
                      ExitCode.UNDECIDED,
                      "another process drives the releases of "
                          + gate.zone()
                          + " (it holds "
                          + lock
                          + "); end it first, or leave it to it"));
    } catch (IOException e) {
      throw new CommandException(ExitCode.UNDECIDED, lock + ": " + IoReason.of(e), e);
    }
  }

  List<OpenGate> gates() {
    return List.copyOf(gates);
  }

  @Override
  public void close() throws CommandException {
    stores.values().forEach(ReleaseStore::close);
    for (Turn turn : turns) {
      try {
        turn.close();
      } catch (IOException e) {
        throw new CommandException(
            ExitCode.UNDECIDED, "a zone's lock cannot be given back: " + IoReason.of(e), e);
      }
    }
  }
}
