package io.zonegate.cli;

import io.zonegate.hsm.key.KeyRole;
import io.zonegate.judgement.ParentFile;
import io.zonegate.policy.ParentSettings;
import io.zonegate.policy.Policy;
import io.zonegate.rollover.Delay;
import io.zonegate.rollover.Plan;
import io.zonegate.rollover.Situation;
import io.zonegate.rollover.Use;
import io.zonegate.verifier.history.SeenDs;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.parent.ServerAddress;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.ZoneReadException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.commons.cli.Options;

/** A look at name servers and parent: whether they have what a plan says. */
final class StepSighting {
  private final Invocation invocation;
  private final Plan plan;
  private final StepKeys keys;

  StepSighting(Invocation invocation, StepKeys keys) {
    this.invocation = invocation;
    this.plan = keys.plan();
    this.keys = keys;
  }

  /** Adds what says where to look. */
  static void add(Options options) {
    options.addOption(
        SharedOptions.argument("server", "SERVER[:PORT],..", "all name servers of the zone"));
    options.addOption(
        SharedOptions.argument("ds", "FILE", "DS records as all servers of the parent have them"));
    options.addOption(SharedOptions.flag("no-ds", "the parent has none"));
    options.addOption(SharedOptions.parentServers());
    options.addOption(
        SharedOptions.argument(
            "trust-anchor", "FILE", "a key of the parent zone, for --parent-ds-from"));
  }

  /** What servers and parent are not seen to have of a situation; empty if they have all. */
  List<String> missing(Situation situation) throws CommandException {
    List<String> missing = new ArrayList<>(unknown(situation));
    if (!missing.isEmpty()) {
      return missing;
    }
    Optional<SeenDs> seen = seen();
    List<ServerAddress> servers = invocation.servers("server");
    if (seen.isEmpty()) {
      missing.add(
          "give --ds FILE or --no-ds, as all servers of the parent have it, or --parent-ds-from");
    }
    if (servers.isEmpty()) {
      missing.add("give --server with all name servers of the zone");
    }
    missing.addAll(differences(situation, seen, servers));
    return missing;
  }

  /**
   * What is not seen any more of a situation that was seen before; empty too where nothing is named
   * to look at.
   */
  List<String> gone(Situation situation) throws CommandException {
    Optional<SeenDs> seen = seen();
    List<ServerAddress> servers = invocation.servers("server");
    if (seen.isEmpty() && servers.isEmpty()) {
      return List.of();
    }
    List<String> unknown = unknown(situation);
    return unknown.isEmpty() ? differences(situation, seen, servers) : unknown;
  }

  /** That keys are not known with which to compare; empty if all are. */
  private List<String> unknown(Situation situation) {
    List<String> names =
        situation.uses().keySet().stream()
            .filter(situation::needs)
            .filter(name -> keys.ds(name).isEmpty())
            .toList();
    return names.isEmpty()
        ? List.of()
        : List.of(
            "give "
                + (keys.carried().isPresent()
                    ? ""
                    : "--hsm FILE with the zone's tokens and keys, or ")
                + "--key NAME=FILE for "
                + String.join(", ", names));
  }

  private List<String> differences(
      Situation situation, Optional<SeenDs> seen, List<ServerAddress> servers) {
    List<List<Ds>> planned = situation.ds().stream().map(this::ds).toList();
    ParentKeys parent = new ParentKeys(planned, plan.timings().of(Delay.DS_TTL));
    List<String> differences = new ArrayList<>(seen.map(parent::differs).orElse(List.of()));
    ServedKeys expected =
        new ServedKeys(
            plan.zone(),
            situation.uses().entrySet().stream()
                .filter(e -> e.getValue().isPublished())
                .flatMap(e -> ds(e.getKey()).stream())
                .filter(Ds::isSupported)
                .toList(),
            plan.timings().of(Delay.DNSKEY_TTL),
            tags(situation, Use.SIGNING::equals, name -> role(name) == KeyRole.KSK),
            tags(situation, Use::signs, name -> plan.isSingle() || role(name) == KeyRole.ZSK));
    servers.forEach(server -> expected.differs(server).ifPresent(differences::add));
    return differences;
  }

  private List<Ds> ds(String name) {
    return keys.ds(name).orElseThrow();
  }

  private KeyRole role(String name) {
    return plan.key(name).role();
  }

  private Set<Integer> tags(Situation situation, Predicate<Use> use, Predicate<String> name) {
    return situation.uses().entrySet().stream()
        .filter(e -> use.test(e.getValue()) && name.test(e.getKey()))
        .flatMap(e -> ds(e.getKey()).stream())
        .map(Ds::keyTag)
        .collect(Collectors.toSet());
  }

  /** The DS RRset of the parent, by whatever was named; empty if nothing was. */
  private Optional<SeenDs> seen() throws CommandException {
    try {
      return looked();
    } catch (ZoneReadException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    }
  }

  private Optional<SeenDs> looked() throws CommandException, ZoneReadException {
    Path file = invocation.path("ds");
    boolean none = invocation.has("no-ds");
    List<ServerAddress> servers = invocation.servers("parent-ds-from");
    if ((file == null ? 0 : 1) + (none ? 1 : 0) + (servers.isEmpty() ? 0 : 1) > 1) {
      throw CommandException.usage("give one of --ds, --no-ds and --parent-ds-from");
    }
    if (file != null) {
      return Optional.of(SeenDs.read(file, NameText.wire(plan.zone())));
    }
    if (none) {
      return Optional.of(SeenDs.NONE);
    }
    Policy policy = invocation.policy();
    ParentSettings settings = policy.parent();
    Path anchor = invocation.path("trust-anchor");
    if (servers.isEmpty() && settings.source() == ParentSettings.Source.SERVERS) {
      servers = settings.servers();
    }
    if (servers.isEmpty()) {
      return Optional.empty();
    }
    if (anchor == null && settings.source() == ParentSettings.Source.SERVERS) {
      anchor = settings.file().orElseThrow();
    }
    if (anchor == null) {
      throw CommandException.usage(
          "--parent-ds-from needs --trust-anchor, with a key of the parent zone");
    }
    return Optional.of(asked(new ParentFile.From(servers, anchor)));
  }

  private SeenDs asked(ParentFile.From parent) throws CommandException, ZoneReadException {
    ParentTrust answer = parent.ask(NameText.wire(plan.zone()), invocation.now());
    if (answer instanceof ParentTrust.Known known) {
      return new SeenDs(known.records(), known.seen().orElseThrow().ttl());
    }
    if (answer instanceof ParentTrust.Insecure) {
      return SeenDs.NONE;
    }
    throw new CommandException(
        ExitCode.UNDECIDED,
        answer instanceof ParentTrust.Missing missing
            ? missing.reason()
            : "the parent's DS set is not known");
  }
}
