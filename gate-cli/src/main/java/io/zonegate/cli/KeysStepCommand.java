package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.hsm.config.ConfigException;
import io.zonegate.hsm.file.WholeFile;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.rollover.Delay;
import io.zonegate.rollover.Journal;
import io.zonegate.rollover.Plan;
import io.zonegate.rollover.PlanFile;
import io.zonegate.rollover.PlanText;
import io.zonegate.rollover.Situation;
import io.zonegate.rollover.Step;
import io.zonegate.rollover.Use;
import io.zonegate.verifier.history.SeenDs;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.parent.ServerAddress;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.ZoneReadException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.cli.Options;

/** {@code zonegate keys step}: how far an approved plan is, and whether its next step is due. */
final class KeysStepCommand extends Command {
  KeysStepCommand() {
    super(
        "keys step",
        "Say whether the next step of an approved plan may be done, and note it",
        "PLAN");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(SharedOptions.argument("approved", "SHA256", "digest of the approved plan"));
    options.addOption(
        SharedOptions.argument("journal", "FILE", "how far it is; default PLAN.journal"));
    options.addOption(
        SharedOptions.argument(
            "key", "NAME=FILE,..", "DNSKEY or DS records of each key of the plan"));
    options.addOption(
        SharedOptions.argument("server", "SERVER[:PORT],..", "all name servers of the zone"));
    options.addOption(
        SharedOptions.argument("ds", "FILE", "DS records as all servers of the parent have them"));
    options.addOption(SharedOptions.flag("no-ds", "the parent has none"));
    options.addOption(SharedOptions.flag("done", "note that the next step is done now"));
    options.addOption(SharedOptions.at());
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    Path file = Invocation.path("PLAN", invocation.argument());
    Plan plan;
    try {
      plan = PlanFile.read(file);
    } catch (ConfigException e) {
      throw new CommandException(ExitCode.CONFIGURATION, e.getMessage(), e);
    }
    String digest = PlanText.digest(plan);
    String approved = invocation.value("approved");
    if (approved == null || !approved.equalsIgnoreCase(digest)) {
      throw new CommandException(
          ExitCode.BLOCK,
          file
              + " has the digest "
              + digest
              + ", and that is not what --approved says; rehearse it"
              + " and have it approved");
    }
    Path named = invocation.path("journal");
    Path journalFile = named == null ? file.resolveSibling(file.getFileName() + ".journal") : named;
    try {
      return step(invocation, plan, journalFile);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.CONFIGURATION, journalFile + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandException(ExitCode.UNDECIDED, journalFile + ": " + IoReason.of(e), e);
    }
  }

  private static ExitCode step(Invocation invocation, Plan plan, Path file)
      throws CommandException, IOException {
    Journal journal =
        Files.exists(file)
            ? Journal.parse(Files.readString(file))
            : new Journal(PlanText.digest(plan), List.of());
    Instant now = invocation.now();
    Journal.Due due = journal.due(plan);
    if (due.awaited().isPresent()) {
      Situation awaited = due.awaited().get();
      String name = journal.entries().get(journal.entries().size() - 1).step();
      List<String> missing = missing(invocation, plan, awaited);
      if (!missing.isEmpty()) {
        throw new CommandException(
            ExitCode.UNDECIDED,
            "step "
                + name
                + " is done and not seen to be in effect ("
                + awaited.described()
                + "): "
                + String.join("; ", missing));
      }
      journal = journal.with(Journal.Event.SEEN, name, now);
      write(file, journal);
      say(invocation, "seen: step " + name + " is in effect: " + awaited.described());
      due = journal.due(plan);
    }
    if (due.step().isEmpty()) {
      say(invocation, "the plan is carried out");
      return ExitCode.PASS;
    }
    Step next = due.step().get();
    if (!due.isDue(now)) {
      throw new CommandException(
          ExitCode.UNDECIDED,
          "step "
              + next.name()
              + " may not be done before "
              + due.notBefore()
              + ": "
              + next.waiting().explained(plan.timings()));
    }
    if (invocation.has("done")) {
      write(file, journal.with(Journal.Event.DONE, next.name(), now));
      say(invocation, "noted: step " + next.name() + " done at " + now);
    } else {
      say(invocation, "step " + next.name() + " may be done now: " + next.purpose());
      for (Map.Entry<String, Use> use : next.uses().entrySet()) {
        say(invocation, "  " + use.getValue().word() + " " + use.getKey());
      }
      next.ds().ifPresent(keys -> say(invocation, "  DS at the parent: those of " + keys));
      next.denial().ifPresent(way -> say(invocation, "  denial " + way.word()));
      say(invocation, "then: zonegate keys step --done ...");
    }
    return ExitCode.PASS;
  }

  private static void say(Invocation invocation, String line) {
    invocation.console().out().println(line);
  }

  private static void write(Path file, Journal journal) throws IOException {
    byte[] text = journal.text().getBytes(StandardCharsets.UTF_8);
    WholeFile.write(file, out -> out.write(text));
  }

  /** What servers and parent are not seen to have of a situation. */
  private static List<String> missing(Invocation invocation, Plan plan, Situation situation)
      throws CommandException {
    byte[] apex = NameText.wire(plan.zone());
    Map<String, List<Ds>> keys = new TreeMap<>();
    for (String word : invocation.list("key")) {
      String name = word.replaceFirst("=.*", "");
      if (word.contains("=")) {
        Path keyFile = Invocation.path("--key", word.substring(name.length() + 1));
        keys.put(name, KeyFile.read(keyFile, apex));
      }
    }
    Set<String> needed = new HashSet<>(situation.uses().keySet());
    needed.removeAll(keys.keySet());
    if (!needed.isEmpty()) {
      return List.of("give --key NAME=FILE for " + String.join(", ", needed));
    }
    List<String> missing = new ArrayList<>(parent(invocation, plan, situation, keys));
    List<String> servers = invocation.list("server");
    if (servers.isEmpty()) {
      missing.add("give --server with all name servers of the zone");
    }
    ServedKeys expected =
        new ServedKeys(
            plan.zone(),
            situation.uses().entrySet().stream()
                .filter(e -> e.getValue().isPublished())
                .flatMap(e -> keys.get(e.getKey()).stream())
                .filter(Ds::isSupported)
                .toList(),
            keySigners(plan, situation, keys),
            signers(plan, situation, keys));
    for (String server : servers) {
      ServerAddress address =
          ServerAddress.parse(server)
              .orElseThrow(
                  () -> CommandException.usage("--server: '" + server + "' is not SERVER[:PORT]"));
      expected.differs(address).ifPresent(missing::add);
    }
    return missing;
  }

  private static List<String> parent(
      Invocation invocation, Plan plan, Situation situation, Map<String, List<Ds>> keys)
      throws CommandException {
    Path file = invocation.path("ds");
    if ((file == null) != invocation.has("no-ds")) {
      return List.of("give --ds FILE or --no-ds, as all servers of the parent have it");
    }
    List<List<Ds>> planned = situation.ds().stream().map(keys::get).toList();
    try {
      return new ParentKeys(planned, plan.timings().of(Delay.DS_TTL))
          .differs(file == null ? SeenDs.NONE : SeenDs.read(file, NameText.wire(plan.zone())));
    } catch (ZoneReadException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    }
  }

  /** Tags of the keys that are to have signed the DNSKEY RRset. */
  private static Set<Integer> keySigners(
      Plan plan, Situation situation, Map<String, List<Ds>> keys) {
    return situation.keys(Use.SIGNING).stream()
        .filter(n -> plan.key(n).role() == KeyRole.KSK)
        .flatMap(n -> keys.get(n).stream())
        .map(Ds::keyTag)
        .collect(Collectors.toSet());
  }

  /** Tags of the keys that are to have signed the SOA record. */
  private static Set<Integer> signers(Plan plan, Situation situation, Map<String, List<Ds>> keys) {
    boolean single = plan.keys().stream().noneMatch(k -> k.role() == KeyRole.ZSK);
    return situation.uses().entrySet().stream()
        .filter(e -> e.getValue().signs())
        .filter(e -> single || plan.key(e.getKey()).role() == KeyRole.ZSK)
        .flatMap(e -> keys.get(e.getKey()).stream())
        .map(Ds::keyTag)
        .collect(Collectors.toSet());
  }
}
