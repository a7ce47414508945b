package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.file.Turn;
import io.zonegate.policy.Policy;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.commons.cli.Options;

/** {@code zonegate gate run POLICY...}. */
final class GateRunCommand extends Command {
  /** One a zone, as far as that goes: a judgement keeps its own, and others wait for servers. */
  private static final int MOST_THREADS = 256;

  /** How long what is under way may take to end. */
  private static final long END_SECONDS = 30;

  GateRunCommand() {
    super(
        "gate run",
        "Drive releases through their stages, for the zone of --policy or of each POLICY",
        "[POLICY...]");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(
        SharedOptions.flag(
            "until-idle", "end when nothing more can be done without a new zone or a person"));
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    List<Policy> policies = new ArrayList<>();
    for (String argument : invocation.arguments()) {
      policies.add(invocation.policy(Invocation.path("POLICY", argument)));
    }
    if (policies.isEmpty() || invocation.has("policy")) {
      policies.add(invocation.policy());
    }
    List<OpenGate> gates = new ArrayList<>();
    List<Turn> turns = new ArrayList<>();
    try {
      for (Policy policy : policies) {
        OpenGate gate = OpenGate.open(policy);
        gates.add(gate);
        turns.add(turn(gate));
      }
      drive(invocation, gates);
      return ExitCode.PASS;
    } finally {
      gates.forEach(OpenGate::close);
      close(turns);
    }
  }

  private static void drive(Invocation invocation, List<OpenGate> gates) throws CommandException {
    try (GateTransfers transfers = GateTransfers.start(invocation, gates)) {
      List<ZoneDriver> drivers = new ArrayList<>();
      for (OpenGate gate : gates) {
        drivers.add(
            new ZoneDriver(invocation, gate, transfers.offers(gate), transfers.watch(gate)));
      }
      drive(drivers, invocation.has("until-idle"));
    }
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

  /** Zones are driven side by side; one that waits for its servers does not keep another. */
  private static void drive(List<ZoneDriver> drivers, boolean untilIdle) throws CommandException {
    // A zone that is being taken in keeps neither its own releases nor other zones.
    int threads = Math.min(2 * drivers.size(), MOST_THREADS);
    ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(threads);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (ZoneDriver driver : drivers) {
        ends.add(driver.begin(pool, untilIdle));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, "the gate ended: " + e.getCause().getMessage(), e);
    } finally {
      end(pool);
    }
  }

  /** What is being published is finished first, for as long as an operator waits for an end. */
  private static void end(ScheduledThreadPoolExecutor pool) throws CommandException {
    pool.shutdown();
    try {
      if (!pool.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        pool.shutdownNow();
        throw new CommandException(
            ExitCode.UNDECIDED,
            "the gate was ended at work; it goes on there when it is started again");
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private static void close(List<Turn> turns) throws CommandException {
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
