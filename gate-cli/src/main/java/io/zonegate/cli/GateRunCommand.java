package io.zonegate.cli;

import io.zonegate.release.StoreException;
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
    try (OpenGates gates = OpenGates.open(invocation.policies());
        GateTransfers transfers = GateTransfers.start(invocation, gates.gates())) {
      List<ZoneDriver> drivers = new ArrayList<>();
      for (OpenGate gate : gates.gates()) {
        drivers.add(
            new ZoneDriver(invocation, gate, transfers.offers(gate), transfers.watch(gate)));
      }
      boolean untilIdle = invocation.has("until-idle");
      try (Upkeep upkeep = new Upkeep(invocation, gates.gates(), drivers)) {
        if (!untilIdle) {
          upkeep.begin();
        }
        drive(drivers, untilIdle);
        upkeep.once();
      }
      return ExitCode.PASS;
    } catch (StoreException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
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
}
