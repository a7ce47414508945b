package io.zonegate.policy;

import io.zonegate.opinion.Tool;
import io.zonegate.verifier.check.Limits;
import io.zonegate.verifier.check.Rules;
import io.zonegate.verifier.check.history.HistoryRules;
import io.zonegate.verifier.parent.ServerAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the sections whose keys are fixed: verify, parent, signing, publish. */
final class SettingsSections {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration YEAR = Duration.ofDays(366);

  /** Modulus sizes that RFC 3110 section 2 and RFC 5702 section 2 allow. */
  private static final int LEAST_RSA_BITS = 512;

  private static final int MOST_RSA_BITS = 4_096;

  /** RFC 2181 section 8. */
  private static final long MOST_TTL = Integer.MAX_VALUE;

  /** More make validators treat the zone as insecure or fail (RFC 9276 section 3.2). */
  private static final int MOST_ITERATIONS_SIGNED = 50;

  private final TomlSection root;
  private final Path folder;

  SettingsSections(TomlSection root, Path folder) {
    this.root = root;
    this.folder = folder;
  }

  VerifySettings verify() {
    TomlSection section = root.section("verify");
    TomlValues values = section.values();
    Limits standard = Limits.DEFAULT;
    Duration skew =
        values.duration(
            "inception-skew", standard.inceptionSkew(), Duration.ZERO, Duration.ofDays(30));
    Optional<Duration> remaining =
        values.durationOr("minimum-remaining", "computed", Duration.ZERO, YEAR);
    Duration interval =
        values.duration("publication-interval", standard.publicationInterval(), SECOND, YEAR);
    int refused = rsaBits(values, "refuse-rsa-below", standard.refusedRsaBits());
    int weak = rsaBits(values, "warn-rsa-below", standard.weakRsaBits());
    int perTag = (int) values.integer("keys-per-tag", standard.keysPerTag(), 1, 100);
    int iterations =
        (int) values.integer("nsec3-iterations", standard.nsec3Iterations(), 0, 65_535);
    int listed = (int) values.integer("findings-listed", standard.findingsListed(), 1, 1_000_000);
    boolean paranoid = values.bool("paranoid", standard.paranoid());
    int threads = (int) values.integer("threads", VerifySettings.DEFAULT.threads(), 0, 1_024);
    Duration deadline =
        values.duration("deadline", VerifySettings.DEFAULT.deadline(), SECOND, WEEK);
    section.refuseUnknownKeys();
    HistorySection history = HistorySection.read(root.section("history"), folder);
    if (weak < refused) {
      String key = section.has("warn-rsa-below") ? "warn-rsa-below" : "refuse-rsa-below";
      section.problem(
          key,
          "verify.warn-rsa-below is %s, must be at least verify.refuse-rsa-below, which is %s"
              .formatted(weak, refused));
      return VerifySettings.DEFAULT;
    }
    return new VerifySettings(
        new Limits(skew, remaining, interval, refused, weak, perTag, iterations, listed, paranoid),
        rules(history.rules()),
        threads,
        deadline,
        secondOpinion(),
        history.folder());
  }

  private SecondOpinionSettings secondOpinion() {
    TomlSection section = root.section("second-opinion");
    TomlValues values = section.values();
    SecondOpinionSettings standard = SecondOpinionSettings.DEFAULT;
    SecondOpinionSettings read =
        new SecondOpinionSettings(
            values.choices("tools", Tool.commands()),
            values.duration("timeout", standard.timeout(), SECOND, WEEK));
    section.refuseUnknownKeys();
    return read;
  }

  private Rules rules(HistoryRules history) {
    return new Rules(
        KeySection.read(root.section("keys")),
        SignatureSection.read(root.section("signatures")),
        DenialSection.read(root.section("denial")),
        ContentSection.read(root.section("content")),
        history);
  }

  private static int rsaBits(TomlValues values, String key, int fallback) {
    return (int) values.integer(key, fallback, LEAST_RSA_BITS, MOST_RSA_BITS);
  }

  ParentSettings parent() {
    TomlSection section = root.section("parent");
    TomlValues values = section.values();
    Optional<Path> ds = values.text("ds").map(folder::resolve);
    Optional<Path> anchor = values.text("trust-anchor").map(folder::resolve);
    List<ServerAddress> servers = servers(section, values.texts("ds-from"));
    boolean none = values.bool("none", false);
    section.refuseUnknownKeys();
    if ((ds.isPresent() ? 1 : 0) + (anchor.isPresent() ? 1 : 0) + (none ? 1 : 0) > 1) {
      section.problem(
          none ? "none" : "trust-anchor",
          "parent has more than one of ds, trust-anchor and none = true; keep one");
      return ParentSettings.UNSET;
    }
    if (section.has("ds-from") && anchor.isEmpty()) {
      section.problem(
          "ds-from", "parent.ds-from needs trust-anchor, with a key of the parent zone");
      return ParentSettings.UNSET;
    }
    if (!servers.isEmpty()) {
      return new ParentSettings(ParentSettings.Source.SERVERS, anchor, servers);
    }
    if (ds.isPresent()) {
      return new ParentSettings(ParentSettings.Source.DS, ds);
    }
    if (anchor.isPresent()) {
      return new ParentSettings(ParentSettings.Source.TRUST_ANCHOR, anchor);
    }
    return none
        ? new ParentSettings(ParentSettings.Source.NONE, Optional.empty())
        : ParentSettings.UNSET;
  }

  private static List<ServerAddress> servers(TomlSection section, List<String> texts) {
    List<ServerAddress> servers = new ArrayList<>();
    for (String text : texts) {
      Optional<ServerAddress> server = ServerAddress.parse(text);
      if (server.isEmpty()) {
        section.refuse("ds-from", text, "SERVER or SERVER:PORT, IPv6 as [ADDRESS]:PORT");
      }
      server.ifPresent(servers::add);
    }
    return servers;
  }

  SigningSettings signing() {
    TomlSection section = root.section("signing");
    TomlValues values = section.values();
    SigningSettings standard = SigningSettings.DEFAULT;
    SigningSettings read =
        new SigningSettings(
            values.choice("denial", standard.denial()),
            (int)
                values.integer(
                    "nsec3-iterations", standard.nsec3Iterations(), 0, MOST_ITERATIONS_SIGNED),
            values.hex("nsec3-salt", standard.nsec3Salt(), 255),
            values.duration("validity", standard.validity(), HOUR, YEAR),
            values.duration("dnskey-validity", standard.dnskeyValidity(), HOUR, YEAR),
            values.duration("inception-offset", standard.inceptionOffset(), Duration.ZERO, WEEK),
            values.duration("jitter", standard.jitter(), Duration.ZERO, YEAR),
            values.integer("dnskey-ttl", standard.dnskeyTtl(), 0, MOST_TTL),
            values.bool("zonemd", standard.zonemd()),
            values.choice("serial", standard.serial()),
            values.choice("cds", standard.cds()),
            values.choice("roles", standard.roles()),
            values.text("foreign-dnskeys").map(folder::resolve),
            values.bool("reuse", standard.reuse()),
            values.durationOr("refresh", "computed", Duration.ZERO, YEAR),
            values.choice("key-change", standard.keyChange()));
    section.refuseUnknownKeys();
    Duration shortest =
        read.validity().compareTo(read.dnskeyValidity()) < 0
            ? read.validity()
            : read.dnskeyValidity();
    if (read.jitter().compareTo(shortest) >= 0) {
      section.problem(
          section.has("jitter") ? "jitter" : "validity",
          "signing.jitter is %s, must be less than the shortest validity, which is %s"
              .formatted(Durations.format(read.jitter()), Durations.format(shortest)));
    } else {
      refreshInTime(section, read);
    }
    return read;
  }

  /** A signature that is due for refresh when it is made would be made anew in every run. */
  private static void refreshInTime(TomlSection section, SigningSettings read) {
    Duration shortest = read.shortestLife();
    if (read.refresh().filter(refresh -> refresh.compareTo(shortest) >= 0).isPresent()) {
      section.problem(
          "refresh",
          "signing.refresh is %s, must be less than the shortest life of a new signature, which is %s"
              .formatted(
                  Durations.format(read.refresh().orElseThrow()), Durations.format(shortest)));
    }
  }

  Optional<PublishSettings> publish() {
    TomlSection section = root.section("publish");
    TomlValues values = section.values();
    Optional<Path> file = values.text("file").map(folder::resolve);
    Optional<Path> work = values.text("work").map(folder::resolve);
    boolean anyClock = values.bool("any-clock", false);
    section.refuseUnknownKeys();
    if (section.has("file") != section.has("work")) {
      section.problem(
          section.has("file") ? "file" : "work",
          "publish needs both file and work; set work to a folder on the file system of file");
    }
    return file.isPresent() && work.isPresent()
        ? Optional.of(new PublishSettings(file.get(), work.get(), anyClock))
        : Optional.empty();
  }
}
