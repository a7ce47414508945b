package io.zonegate.cli;

import io.zonegate.judgement.ParentFile;
import io.zonegate.policy.Durations;
import io.zonegate.policy.KeyChangeRule;
import io.zonegate.policy.Policy;
import io.zonegate.policy.SigningSettings;
import io.zonegate.rehearsal.Sample;
import io.zonegate.rollover.Delay;
import io.zonegate.rollover.Timings;
import io.zonegate.verifier.check.history.HistoryRules;
import io.zonegate.verifier.history.History;
import io.zonegate.verifier.history.HistoryFile;
import io.zonegate.verifier.history.SeenDs;
import io.zonegate.verifier.history.SignerSurvey;
import io.zonegate.verifier.history.ZoneEvent;
import io.zonegate.verifier.history.ZoneState;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import io.zonegate.verifier.zone.ZoneSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How long everything takes in the world of a rehearsal, by options, policy, zones, history and the
 * parent. Where several say how long something takes, the largest counts: caches may hold what
 * either of them has.
 */
final class RealTimings {
  /** What a DS RRset has at many parents; the root and .com give a day. */
  private static final Duration DS_TTL = Duration.ofDays(1);

  /** How long caches keep anything at most, whatever its TTL: BIND's default of max-cache-ttl. */
  private static final Duration MOST_CACHED = Duration.ofDays(7);

  private static final Duration REGISTRATION = Duration.ofHours(1);

  private record Said(Duration value, String by) {}

  private final Invocation invocation;
  private final Policy policy;
  private final Sample sample;
  private final Map<Delay, List<Said>> said = new EnumMap<>(Delay.class);
  private Optional<String> untold = Optional.empty();
  private ParentDigests digests = ParentDigests.NONE;

  /**
   * Asks all sources.
   *
   * @throws CommandException if one that is named says nothing that can be read
   */
  RealTimings(Invocation invocation, Policy policy, Sample sample) throws CommandException {
    this.invocation = invocation;
    this.policy = policy;
    this.sample = sample;
    try {
      byPolicyAndZone();
      byLiveZone();
      byHistory();
      byParent();
    } catch (ZoneReadException | SignerSurvey.TooManySetsException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    }
  }

  /** The delays. */
  Timings timings() {
    Map<Delay, Duration> values = new EnumMap<>(Delay.class);
    said.forEach(
        (delay, all) ->
            values.put(delay, all.stream().map(Said::value).max(Comparator.naturalOrder()).get()));
    return new Timings(values);
  }

  /** What is to be said of it, a sentence each: of several values for a delay, who said so. */
  List<String> notes() {
    return Stream.of(several(), untold.stream(), digests.note().stream())
        .flatMap(notes -> notes)
        .toList();
  }

  private Stream<String> several() {
    return said.entrySet().stream()
        .filter(e -> e.getValue().stream().map(Said::value).distinct().count() > 1)
        .map(
            e ->
                e.getKey().word()
                    + " is "
                    + e.getValue().stream()
                        .map(s -> Durations.format(s.value()) + " by " + s.by())
                        .collect(Collectors.joining(", "))
                    + ": the largest counts");
  }

  private void say(Delay delay, Duration value, String by) {
    said.computeIfAbsent(delay, d -> new ArrayList<>()).add(new Said(value, by));
  }

  private void say(Delay delay, long seconds, String by) {
    if (seconds >= 0) {
      say(delay, Duration.ofSeconds(seconds), by);
    }
  }

  private void byPolicyAndZone() throws CommandException {
    HistoryRules history = policy.verify().rules().history();
    say(Delay.PROPAGATION, history.propagation(), "the policy");
    say(Delay.PARENT_PROPAGATION, history.parentPropagation(), "the policy");
    Duration registration = invocation.duration("registration");
    say(Delay.REGISTRATION, registration == null ? REGISTRATION : registration, "option");
    Duration signing = invocation.duration("signing-delay");
    say(Delay.SIGNING, signing == null ? signingDelay() : signing, "option");
    say(Delay.DNSKEY_TTL, policy.signing().dnskeyTtl(), "the policy");
    say(Delay.DATA_TTL, sample.largestTtl(), "the unsigned zone");
    say(Delay.NEGATIVE_TTL, sample.negativeTtl(), "the unsigned zone");
  }

  /** Signatures that are kept go only when their life is nearly over. */
  private Duration signingDelay() {
    SigningSettings signing = policy.signing();
    return signing.reuse() && signing.keyChange() == KeyChangeRule.GRADUAL
        ? signing.validity()
        : Duration.ZERO;
  }

  /** What is live when the plan begins is in caches by its own TTLs. */
  private void byLiveZone()
      throws CommandException, ZoneReadException, SignerSurvey.TooManySetsException {
    Path file = invocation.path("previous");
    if (file != null) {
      Zone zone = ZoneSource.read(file, sample.zone().apex());
      ZoneState state = ZoneState.of(zone);
      say(Delay.DNSKEY_TTL, state.dnskeyTtl(), file.toString());
      // Of a zone that is not signed, caches hold all the same what a DS RRset would make bogus.
      say(
          Delay.DATA_TTL,
          state.largestTtl() < 0 ? Sample.largestTtl(zone) : state.largestTtl(),
          file.toString());
      say(Delay.NEGATIVE_TTL, zone.negativeTtl(), file.toString());
    }
  }

  private void byHistory() throws CommandException {
    Path option = invocation.path("history");
    Optional<Path> folder = option != null ? Optional.of(option) : policy.verify().history();
    if (folder.isEmpty()) {
      return;
    }
    History history = new HistoryFile(folder.get(), sample.zone().apex()).read();
    if (history instanceof History.Unreadable unreadable) {
      throw new CommandException(
          ExitCode.UNDECIDED, "the history cannot be read: " + unreadable.reason());
    }
    if (history instanceof History.Known known) {
      byEvents(known.events());
    }
  }

  /** Of all that the history tells of, what caches may still hold when the plan begins. */
  private void byEvents(List<ZoneEvent> events) throws CommandException {
    Duration propagation = policy.verify().rules().history().propagation();
    Instant begin = invocation.now();
    for (int i = 0; i < events.size(); i++) {
      ZoneEvent event = events.get(i);
      Optional<Instant> replaced =
          i + 1 < events.size()
              ? Optional.of(events.get(i + 1).time().plus(propagation))
              : Optional.empty();
      String by = "the history (" + event.describe() + ")";
      long keys = event.state().dnskeyTtl();
      if (replaced.isEmpty() || replaced.get().plusSeconds(keys).isAfter(begin)) {
        say(Delay.DNSKEY_TTL, keys, by);
      }
      long data = event.state().largestTtl();
      if (data < 0) {
        unsigned(event, replaced);
      } else if (replaced.isEmpty() || replaced.get().plusSeconds(data).isAfter(begin)) {
        say(Delay.DATA_TTL, data, by);
      }
    }
    events.stream()
        .filter(e -> e.parent().isPresent())
        .reduce((earlier, later) -> later)
        .ifPresent(
            e -> {
              String by = "the history (" + e.describe() + ")";
              say(Delay.DS_TTL, e.parent().get().ttl(), by);
              digests = ParentDigests.of(e.parent().get().records(), by);
            });
  }

  /** The history tells no TTL of what is not signed. */
  private void unsigned(ZoneEvent event, Optional<Instant> replaced) throws CommandException {
    boolean isHeld =
        replaced.isPresent()
            ? replaced.get().plus(MOST_CACHED).isAfter(invocation.now())
            : !invocation.has("previous");
    if (isHeld) {
      untold =
          Optional.of(
              "the history ("
                  + event.describe()
                  + ") has a zone that was not signed, and does not know its TTLs; caches may hold"
                  + " it longer than is waited for, unless --previous gives it or a zone with such"
                  + " TTLs");
    }
  }

  /**
   * That a zone was live and not signed, where the history alone tells of it and does not say how
   * long caches hold it.
   */
  Optional<String> untold() {
    return untold;
  }

  /** Digest types of the DS records that the parent has. */
  ParentDigests digests() {
    return digests;
  }

  private void byParent() throws CommandException, ZoneReadException {
    Duration given = invocation.duration("ds-ttl");
    if (given != null) {
      say(Delay.DS_TTL, given, "--ds-ttl");
    }
    JudgementOptions options = new JudgementOptions(invocation, policy);
    if (options.parent() instanceof ParentFile.From from) {
      ask(from);
    } else {
      Optional<Path> file = options.dsFile();
      if (file.isPresent() && !invocation.has("ds") && !Files.exists(file.get())) {
        throw new CommandException(
            ExitCode.UNDECIDED,
            file.get()
                + ": file not found, and it is the policy's [parent] ds; give --ds FILE (before the"
                + " parent has a DS, the one that it will have, by zonegate keys ds)");
      }
      if (file.isPresent()) {
        SeenDs seen = SeenDs.read(file.get(), sample.zone().apex());
        digests = ParentDigests.of(seen.records(), file.get().toString());
        say(Delay.DS_TTL, seen.ttl(), file.get().toString());
      }
    }
    if (!said.containsKey(Delay.DS_TTL)) {
      say(Delay.DS_TTL, policy.verify().rules().history().dsTtl().orElse(DS_TTL), "the policy");
    }
  }

  /** The servers answer now, whenever the plan is to begin. */
  private void ask(ParentFile.From from) throws CommandException, ZoneReadException {
    ParentTrust trust = from.ask(sample.zone().apex(), invocation.started());
    if (trust instanceof ParentTrust.Missing missing) {
      throw new CommandException(
          ExitCode.UNDECIDED, missing.reason() + "; or give --ds FILE with its TTL");
    }
    if (trust instanceof ParentTrust.Known known) {
      known.seen().ifPresent(seen -> say(Delay.DS_TTL, seen.ttl(), known.source()));
      digests = ParentDigests.of(known.records(), known.source());
    } else if (trust instanceof ParentTrust.Insecure insecure) {
      // How long caches hold that there is none says nothing of a DS RRset to come.
      digests = ParentDigests.NONE;
      say(Delay.DS_TTL, insecure.seen().ttl(), "the parent's denial of a DS RRset");
      say(Delay.DS_TTL, policy.verify().rules().history().dsTtl().orElse(DS_TTL), "the policy");
    }
  }
}
