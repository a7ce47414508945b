package io.zonegate.cli;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.rollover.CarriedKeys;
import io.zonegate.rollover.Journal;
import io.zonegate.rollover.Plan;
import io.zonegate.rollover.PlanKey;
import io.zonegate.rollover.Situation;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.zone.NameText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which keys a plan means: by the key set and what the journal has noted of it, or by files.
 *
 * @param plan the plan
 * @param files DS records of keys, by their names in the plan, as {@code --key} gives them
 * @param carried the key set; empty where none was named
 * @param found keys of the key set that the journal has not noted yet
 */
record StepKeys(
    Plan plan,
    Map<String, List<Ds>> files,
    Optional<CarriedKeys> carried,
    List<Journal.Key> found) {

  /**
   * The keys of a plan. In a key set, {@code --key} says which one is meant; without it the old
   * keys are those that sign as long as nothing is done.
   *
   * @throws CommandException if a key would have two names, or {@code --key} names one that is not
   *     there
   */
  static StepKeys of(Invocation invocation, Plan plan, Journal journal, Optional<KeySet> set)
      throws CommandException {
    Map<String, List<Ds>> files = files(invocation, plan);
    List<Journal.Key> found = new ArrayList<>();
    if (set.isPresent()) {
      boolean begins = journal.due(plan).done() == 0;
      for (PlanKey key : plan.keys()) {
        boolean isHere = !new CarriedKeys(plan, journal, set.get()).named(key.name()).isEmpty();
        if (!isHere && key.origin() != PlanKey.Origin.OTHER_SIGNER) {
          found.addAll(found(key, set.get(), files.get(key.name()), begins, invocation.now()));
        }
      }
    }
    StepKeys keys =
        new StepKeys(
            plan, files, set.map(all -> new CarriedKeys(plan, journal.with(found), all)), found);
    keys.demandOneName();
    keys.demandNamed(journal);
    return keys;
  }

  /** What is done to a key by one name would be done to it against what the other one says. */
  private void demandOneName() throws CommandException {
    for (ZoneKey key : carried.map(CarriedKeys::set).map(KeySet::keys).orElse(List.of())) {
      List<String> names =
          plan.keys().stream()
              .map(PlanKey::name)
              .filter(name -> carried.get().named(name).contains(key))
              .toList();
      if (names.size() > 1) {
        throw CommandException.usage(
            key
                + " would be "
                + String.join(" and ", names)
                + " of the plan; give --key "
                + String.join(",", names.stream().map(name -> name + "=FILE").toList()));
      }
    }
  }

  /** A key that {@code --key} names is in the key set: else another would be made or changed. */
  private void demandNamed(Journal journal) throws CommandException {
    if (carried.isEmpty()) {
      return;
    }
    int done = journal.due(plan).done();
    List<Situation> rest = plan.situations().subList(done, plan.situations().size());
    for (Map.Entry<String, List<Ds>> file : files.entrySet()) {
      String name = file.getKey();
      List<ZoneKey> ours = carried.get().named(name);
      // One that has left the key set as planned may still be named.
      boolean comes =
          rest.stream().anyMatch(situation -> situation.needs(name))
              && (journal.ids(name).isEmpty() || !rest.get(0).needs(name));
      boolean fits =
          ours.stream()
              .flatMap(key -> ds(carried.get().set(), key).stream())
              .anyMatch(file.getValue()::contains);
      if (plan.key(name).origin() != PlanKey.Origin.OTHER_SIGNER
          && !fits
          && (comes || !ours.isEmpty())) {
        throw new CommandException(
            ExitCode.CONFIGURATION,
            "the key set of "
                + plan.zone()
                + ": no key in it is that of --key "
                + name
                + (ours.isEmpty() ? "" : "; noted as " + name + " is " + ours)
                + "; give the file of a key that is in it, or leave it out");
      }
    }
  }

  /**
   * Whether a step is to make this key: zone and parent had nothing to do with it, none was made
   * yet and none is named.
   *
   * @param number how many steps come before it
   */
  boolean isToMake(PlanKey key, int number) {
    String name = key.name();
    return key.origin() == PlanKey.Origin.NEW
        && plan.situations().get(number + 1).needs(name)
        && !plan.situations().get(number).needs(name)
        && carried.map(c -> c.named(name).isEmpty()).orElse(!files.containsKey(name));
  }

  private static Map<String, List<Ds>> files(Invocation invocation, Plan plan)
      throws CommandException {
    byte[] apex = NameText.wire(plan.zone());
    Map<String, List<Ds>> keys = new TreeMap<>();
    for (String word : invocation.list("key")) {
      String name = word.replaceFirst("=.*", "");
      if (!word.contains("=") || plan.keys().stream().noneMatch(k -> k.name().equals(name))) {
        throw CommandException.usage(
            "--key: '"
                + word
                + "' is not NAME=FILE with the name of a key of the plan: "
                + String.join(", ", plan.keys().stream().map(PlanKey::name).toList()));
      }
      keys.put(
          name, KeyFile.read(Invocation.path("--key", word.substring(name.length() + 1)), apex));
    }
    return keys;
  }

  private static List<Journal.Key> found(
      PlanKey key, KeySet set, List<Ds> file, boolean begins, Instant now) {
    boolean old = key.origin() == PlanKey.Origin.OLD && begins;
    return set.keys().stream()
        .filter(k -> k.role() == key.role())
        .filter(
            k -> file != null ? ds(set, k).stream().anyMatch(file::contains) : old && k.active())
        .map(k -> Journal.Key.found(k.id(), key.name(), now))
        .toList();
  }

  private static List<Ds> ds(KeySet set, ZoneKey key) {
    return KeyFile.of(set.zone().toWire(), key.dnskey().wire());
  }

  /** The DS records that are right for the keys of this name; empty if it is not known. */
  Optional<List<Ds>> ds(String name) {
    List<Ds> ours =
        carried.stream()
            .flatMap(c -> c.named(name).stream().flatMap(key -> ds(c.set(), key).stream()))
            .toList();
    return ours.isEmpty() ? Optional.ofNullable(files.get(name)) : Optional.of(ours);
  }

  /** DNSKEY RDATA of our keys of this name. */
  List<DnskeyRdata> dnskeys(String name) {
    return carried.stream().flatMap(c -> c.named(name).stream()).map(ZoneKey::dnskey).toList();
  }
}
