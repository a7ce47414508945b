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
 * The gates of several zones, with the turn of each where this process drives it. Zones of one
 * folder share its database.
 */
final class OpenGates implements AutoCloseable {
  private final Map<Path, ReleaseStore> stores = new HashMap<>();
  private final List<OpenGate> gates = new ArrayList<>();
  private final List<Turn> turns = new ArrayList<>();

  private OpenGates() {}

  /**
   * Opens all of them or none, to drive them.
   *
   * @throws CommandException if one cannot be opened, or another process drives its zone
   */
  static OpenGates open(List<Policy> policies) throws CommandException {
    return open(policies, true);
  }

  /**
   * Opens all of them or none, to look at them, whoever drives them.
   *
   * @throws CommandException if one cannot be opened, or two are of the same zone
   */
  static OpenGates look(List<Policy> policies) throws CommandException {
    Map<String, Policy> zones = new HashMap<>();
    for (Policy policy : policies) {
      Policy other = zones.putIfAbsent(policy.origin().orElse(""), policy);
      if (other != null && policy.origin().isPresent()) {
        throw CommandException.usage(
            other.source()
                + " and "
                + policy.source()
                + " are both of "
                + policy.origin().get()
                + "; name one of them");
      }
    }
    return open(policies, false);
  }

  private static OpenGates open(List<Policy> policies, boolean drive) throws CommandException {
    OpenGates open = new OpenGates();
    try {
      for (Policy policy : policies) {
        OpenGate gate = OpenGate.open(policy, open::store);
        open.gates.add(gate);
        if (drive) {
          open.turns.add(turn(gate));
        }
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
