package io.zonegate.cli;

import io.zonegate.alarm.ZoneAlarms;
import io.zonegate.file.IoReason;
import io.zonegate.policy.GateSettings;
import io.zonegate.policy.Policy;
import io.zonegate.release.Artefacts;
import io.zonegate.release.ReleaseStore;
import io.zonegate.release.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The gate of one zone, as commands find it. */
final class OpenGate implements AutoCloseable {
  private final String zone;
  private final Policy policy;
  private final GateSettings settings;
  private final ReleaseStore store;
  private final Artefacts artefacts;

  private OpenGate(String zone, Policy policy, GateSettings settings, ReleaseStore store) {
    this.zone = zone;
    this.policy = policy;
    this.settings = settings;
    this.store = store;
    this.artefacts = new Artefacts(settings.folder());
  }

  /** Something to be done with a gate. */
  @FunctionalInterface
  interface Work<T> {
    T with(OpenGate gate) throws CommandException;
  }

  /** What there is to be alarmed at. */
  ZoneAlarms alarms(Instant now) {
    return ZoneAlarms.of(zone, settings, store, now);
  }

  /** Opens the gate that a policy names, does the work, closes it. */
  static <T> T with(Policy policy, Work<T> work) throws CommandException {
    try (OpenGate gate = open(policy)) {
      return work.with(gate);
    } catch (StoreException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    }
  }

  /**
   * Opens the gate that a policy names.
   *
   * @throws CommandException if the policy names none, or its folder cannot be used
   */
  static OpenGate open(Policy policy) throws CommandException {
    return open(policy, ReleaseStore::open);
  }

  /**
   * The same, with a store that other zones in the same folder may share; whoever closes one closes
   * it for all of them.
   *
   * @param stores opens the store of a folder
   */
  static OpenGate open(Policy policy, Function<Path, ReleaseStore> stores) throws CommandException {
    GateSettings settings =
        policy
            .gate()
            .orElseThrow(
                () ->
                    new CommandException(
                        ExitCode.CONFIGURATION,
                        policy.source()
                            + ": a gate needs [gate] folder and [[gate.stage]]; zonegate policy"
                            + " example shows them"));
    String zone =
        policy
            .origin()
            .orElseThrow(
                () ->
                    new CommandException(
                        ExitCode.CONFIGURATION, policy.source() + ": a gate needs [zone] origin"))
            .toLowerCase(Locale.ROOT);
    demandInZone(policy, zone, settings.canaries());
    try {
      Files.createDirectories(settings.folder());
      return new OpenGate(zone, policy, settings, stores.apply(settings.folder().toRealPath()));
    } catch (StoreException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, "[gate] folder = " + settings.folder() + ": " + IoReason.of(e), e);
    }
  }

  private static void demandInZone(Policy policy, String zone, List<String> canaries)
      throws CommandException {
    for (String canary : canaries) {
      String name = canary.toLowerCase(Locale.ROOT);
      if (!name.equals(zone) && !name.endsWith(zone.equals(".") ? "." : "." + zone)) {
        throw new CommandException(
            ExitCode.CONFIGURATION,
            policy.source() + ": gate.canaries has " + canary + ", which is not in " + zone);
      }
    }
  }

  /** The clock of the log and of all states, which nobody reads in nanoseconds. */
  static Instant now(Invocation invocation) {
    return invocation.console().clock().get().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Apex, absolute, in lower case. */
  String zone() {
    return zone;
  }

  Policy policy() {
    return policy;
  }

  GateSettings settings() {
    return settings;
  }

  ReleaseStore store() {
    return store;
  }

  Artefacts artefacts() {
    return artefacts;
  }

  @Override
  public void close() {
    store.close();
  }
}
