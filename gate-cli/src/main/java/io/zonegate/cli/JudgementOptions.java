package io.zonegate.cli;

import io.zonegate.judgement.JudgementRequest;
import io.zonegate.judgement.ParentFile;
import io.zonegate.opinion.Tool;
import io.zonegate.policy.EffectiveValue;
import io.zonegate.policy.Origin;
import io.zonegate.policy.ParentSettings;
import io.zonegate.policy.Policy;
import io.zonegate.policy.SecondOpinionSettings;
import io.zonegate.policy.Suggestion;
import io.zonegate.policy.VerifySettings;
import io.zonegate.transfer.TransferException;
import io.zonegate.transfer.TransferUrl;
import io.zonegate.transfer.TsigKey;
import io.zonegate.transfer.TsigKeyFile;
import io.zonegate.verifier.check.Catalogue;
import io.zonegate.verifier.check.Selection;
import io.zonegate.verifier.parent.ServerAddress;
import io.zonegate.verifier.verdict.CheckDescription;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns the options and the policy into a request for judgement; an option beats the policy. */
final class JudgementOptions {
  private final Invocation invocation;
  private final Policy policy;
  private final List<EffectiveValue> effective;
  private String zone = "";
  private String zoneSaidBy = "";
  private Duration mostTime = Duration.ofDays(365);

  JudgementOptions(Invocation invocation, Policy policy) {
    this.invocation = invocation;
    this.policy = policy;
    this.effective = new ArrayList<>(policy.effective());
  }

  /**
   * The zone's name is known otherwise than from options.
   *
   * @param name absolute
   * @param saidBy what says so, for messages
   * @throws CommandException if the policy is that of another zone
   */
  JudgementOptions ofZone(String name, String saidBy) throws CommandException {
    Optional<String> other = policy.origin().filter(origin -> !origin.equalsIgnoreCase(name));
    if (other.isPresent()) {
      throw new CommandException(
          ExitCode.CONFIGURATION,
          "%s is of zone %s, and %s says %s; give the zone's own policy"
              .formatted(policy.source(), other.get(), saidBy, name));
    }
    zone = name;
    zoneSaidBy = saidBy;
    return this;
  }

  /** Unless {@code --deadline} says otherwise, the judgement takes no longer than this. */
  JudgementOptions within(Duration most) {
    mostTime = most;
    return this;
  }

  /**
   * The request for judging this source.
   *
   * @param includes whether the source may bring in other files
   */
  JudgementRequest request(String source, boolean includes, Path unsigned) throws CommandException {
    return new JudgementRequest(
        source,
        invocation.console().in(),
        includes,
        origin(),
        parent(),
        unsigned,
        previous(),
        history().orElse(null),
        invocation.now(),
        invocation.started(),
        settings(),
        selection(),
        tsig());
  }

  /** A file, or a zone at a server. */
  private String previous() throws CommandException {
    String previous = invocation.value("previous");
    if (previous != null && TransferUrl.isMeant(previous)) {
      return transfer("--previous", previous).toString();
    }
    return previous == null ? null : Invocation.path("--previous", previous).toString();
  }

  static TransferUrl transfer(String what, String text) throws CommandException {
    return TransferUrl.parse(text)
        .orElseThrow(
            () ->
                CommandException.usage(
                    what
                        + ": '"
                        + text
                        + "' is not axfr://HOST[:PORT]/ZONE (IPv6: axfr://[ADDRESS]:PORT/ZONE)"));
  }

  /** The one key that zones are transferred with. */
  private Optional<TsigKey> tsig() throws CommandException {
    Path file = invocation.path("tsig");
    if (file == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(TsigKeyFile.readOne(file));
    } catch (TransferException e) {
      throw new CommandException(ExitCode.CONFIGURATION, e.getMessage(), e);
    }
  }

  /** The folder of the history, if one is kept. */
  Optional<Path> history() throws CommandException {
    Path option = invocation.path("history");
    if (option != null) {
      set("history", "folder", option.toString(), "--history");
    }
    return option != null ? Optional.of(option) : policy.verify().history();
  }

  /** The file with the parent's DS records; empty if there is a trust anchor, or nothing. */
  Optional<Path> dsFile() throws CommandException {
    Path option = invocation.path("ds");
    if (option != null) {
      return Optional.of(option);
    }
    boolean other = invocation.has("no-parent") || invocation.has("trust-anchor");
    return !other && policy.parent().source() == ParentSettings.Source.DS
        ? policy.parent().file()
        : Optional.empty();
  }

  /** The values in force, those that options set among them; complete after {@link #request}. */
  List<EffectiveValue> effective() {
    return effective;
  }

  private void set(String section, String key, String value, String option) {
    effective.removeIf(e -> e.section().equals(section) && e.key().equals(key));
    effective.add(new EffectiveValue(section, key, value, Origin.option(option)));
  }

  private String origin() throws CommandException {
    if (!zone.isEmpty()) {
      set("zone", "origin", zone, zoneSaidBy);
      return zone;
    }
    String option = invocation.value("origin");
    if (option == null) {
      return policy.origin().orElse("");
    }
    set("zone", "origin", option, "--origin");
    return ZoneName.absolute("--origin", option);
  }

  /** Where the parent's DS set is to be read from. */
  ParentFile parent() throws CommandException {
    Path ds = invocation.path("ds");
    Path anchor = invocation.path("trust-anchor");
    List<ServerAddress> servers = invocation.servers("parent-ds-from");
    boolean none = invocation.has("no-parent");
    if ((ds != null ? 1 : 0) + (anchor != null ? 1 : 0) + (none ? 1 : 0) > 1) {
      throw CommandException.usage("give one of --ds, --trust-anchor and --no-parent, not several");
    }
    if (!servers.isEmpty()) {
      return asked(servers, ds, anchor, none);
    }
    if (none) {
      set("parent", "none", "true", "--no-parent");
      return new ParentFile.NotJudged("--no-parent");
    }
    if (ds != null || anchor != null) {
      Path file = ds != null ? ds : anchor;
      set(
          "parent",
          ds != null ? "ds" : "trust-anchor",
          file.toString(),
          ds != null ? "--ds" : "--trust-anchor");
      return new ParentFile.In(file);
    }
    ParentSettings settings = policy.parent();
    return switch (settings.source()) {
      case UNSET -> new ParentFile.Unsaid();
      case NONE -> new ParentFile.NotJudged(policy.source() + " [parent] none");
      case DS, TRUST_ANCHOR -> new ParentFile.In(settings.file().orElseThrow());
      case SERVERS -> new ParentFile.From(settings.servers(), settings.file().orElseThrow());
    };
  }

  /** The parent's servers, with the trust anchor of the command line or the policy. */
  private ParentFile asked(List<ServerAddress> servers, Path ds, Path anchor, boolean none)
      throws CommandException {
    ParentSettings settings = policy.parent();
    boolean fromPolicy =
        settings.source() == ParentSettings.Source.TRUST_ANCHOR
            || settings.source() == ParentSettings.Source.SERVERS;
    if (ds != null || none || (anchor == null && !fromPolicy)) {
      throw CommandException.usage(
          "--parent-ds-from needs --trust-anchor, with a key of the parent zone, and neither --ds"
              + " nor --no-parent");
    }
    set("parent", "ds-from", servers.toString(), "--parent-ds-from");
    if (anchor != null) {
      set("parent", "trust-anchor", anchor.toString(), "--trust-anchor");
    }
    return new ParentFile.From(servers, anchor != null ? anchor : settings.file().orElseThrow());
  }

  private VerifySettings settings() throws CommandException {
    VerifySettings settings = policy.verify();
    Integer threads = invocation.number("threads", 1, 1024);
    Duration deadline = invocation.duration("deadline");
    if (threads != null) {
      set("verify", "threads", threads.toString(), "--threads");
    }
    if (deadline != null) {
      if (deadline.isZero()) {
        throw CommandException.usage("--deadline: must be longer than 0 s");
      }
      set("verify", "deadline", deadline.toSeconds() + "s", "--deadline");
    }
    if (deadline == null && settings.deadline().compareTo(mostTime) > 0) {
      deadline = mostTime;
      set("verify", "deadline", deadline.toSeconds() + "s", invocation.commandName());
    }
    if (invocation.has("paranoid")) {
      set("verify", "paranoid", "true", "--paranoid");
    }
    return new VerifySettings(
        invocation.has("paranoid") ? settings.limits().whenParanoid() : settings.limits(),
        settings.rules(),
        threads == null ? settings.threads() : threads,
        deadline == null ? settings.deadline() : deadline,
        secondOpinion(settings.secondOpinion()),
        settings.history());
  }

  private SecondOpinionSettings secondOpinion(SecondOpinionSettings settings)
      throws CommandException {
    List<String> tools = invocation.list("second-opinion").stream().distinct().toList();
    for (String tool : tools) {
      if (Tool.named(tool).isEmpty()) {
        throw CommandException.usage(
            "--second-opinion: unknown tool '"
                + tool
                + "'; known are "
                + String.join(", ", Tool.commands()));
      }
    }
    if (tools.isEmpty()) {
      return settings;
    }
    set(
        "second-opinion",
        "tools",
        tools.stream().map(t -> '"' + t + '"').collect(Collectors.joining(", ", "[", "]")),
        "--second-opinion");
    return new SecondOpinionSettings(tools, settings.timeout());
  }

  private Selection selection() throws CommandException {
    Map<String, String> disabled = new HashMap<>(policy.selection().disabled());
    List<String> only = known("only");
    List<String> without = known("without");
    if (!only.isEmpty() && !without.isEmpty()) {
      throw CommandException.usage("give --only or --without, not both");
    }
    for (CheckDescription check : Catalogue.descriptions()) {
      if (without.contains(check.id())) {
        if (!check.suppressible()) {
          throw CommandException.usage(
              "--without " + check.id() + ": this check cannot be switched off");
        }
        disabled.put(check.id(), "--without");
      }
      if (!only.isEmpty() && !only.contains(check.id()) && check.suppressible()) {
        disabled.put(check.id(), "--only " + String.join(",", only));
      }
    }
    return new Selection(disabled, policy.selection().severities());
  }

  private List<String> known(String option) throws CommandException {
    List<String> ids = Catalogue.descriptions().stream().map(CheckDescription::id).toList();
    for (String id : invocation.list(option)) {
      if (!ids.contains(id)) {
        throw CommandException.usage(
            "--" + option + ": unknown check '" + id + "'" + Suggestion.near(id, ids));
      }
    }
    return invocation.list(option);
  }
}
