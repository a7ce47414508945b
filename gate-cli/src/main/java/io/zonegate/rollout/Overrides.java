package io.zonegate.rollout;

import io.zonegate.policy.WaySettings;
import io.zonegate.release.CheckOverride;
import io.zonegate.release.Event;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.release.ReleaseStore;
import io.zonegate.verifier.check.Catalogue;
import io.zonegate.verifier.verdict.CheckDescription;
import io.zonegate.verifier.verdict.Strictness;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks that two people let pass for one release. One asks, another confirms, each by an account
 * that the policy names and the operating system vouches for.
 */
public final class Overrides {
  /** Of what these find, some resolver answers SERVFAIL, today and with an empty cache. */
  private static final Set<Strictness> BOGUS =
      EnumSet.of(Strictness.AS_A_RESOLVER, Strictness.UNUSED_DATA, Strictness.OTHER_RESOLVERS);

  private final String zone;
  private final WaySettings settings;
  private final ReleaseStore store;

  /** Overrides for a zone, which is absolute and in lower case. */
  public Overrides(String zone, WaySettings settings, ReleaseStore store) {
    this.zone = zone;
    this.settings = settings;
    this.store = store;
  }

  /** Whether two people may let the check pass: without it no bogus zone gets out. */
  public static boolean allowed(CheckDescription check) {
    return check.suppressible() && !BOGUS.contains(check.strictness());
  }

  /** The release that an override can be asked for: the last one, if its verdict kept it. */
  public Optional<Release> blocked() {
    List<Release> releases = store.releases(zone);
    return releases.isEmpty()
        ? Optional.empty()
        : Optional.of(releases.get(releases.size() - 1)).filter(this::isKeptByChecks);
  }

  private boolean isKeptByChecks(Release release) {
    return (release.state() == ReleaseState.BLOCKED || release.state() == ReleaseState.UNDECIDED)
        && !failed(release).isEmpty();
  }

  private List<String> failed(Release release) {
    return store.papers().verdict(release).map(FailedChecks::of).orElse(List.of());
  }

  /** The overrides that wait for another person. */
  public List<CheckOverride> open(Instant now) {
    Optional<Release> blocked = blocked();
    return store.ways().overrides(zone).stream()
        .filter(o -> o.consent().isEmpty() && !o.ended(now))
        .filter(o -> blocked.filter(b -> b.id() == o.blocked()).isPresent())
        .toList();
  }

  /** Whether an override can be asked for at all. */
  public boolean possible() {
    return !settings.overriders().isEmpty()
        && blocked().filter(r -> failed(r).stream().allMatch(Overrides::allowed)).isPresent();
  }

  private static boolean allowed(String id) {
    return Catalogue.descriptions().stream().anyMatch(c -> c.id().equals(id) && allowed(c));
  }

  /**
   * Asks for an override of the last release.
   *
   * @param checks ids of all the checks that kept it from passing
   * @param account who asks, by the operating system
   * @param expires when it ends
   * @return what holds now, for people
   * @throws RefusedException if it cannot be had
   */
  public String ask(
      List<String> checks, String account, String reason, Instant expires, Instant now)
      throws RefusedException {
    requireOverrider(account);
    if (reason.isBlank()) {
      throw new RefusedException("zonegate gate override needs --reason TEXT");
    }
    requireLimit(expires, now);
    Release release =
        blocked()
            .orElseThrow(
                () ->
                    new RefusedException(
                        "the last release of "
                            + zone
                            + " was not kept by a check; an override is for the last one, and only"
                            + " for what its verdict names"));
    Set<String> named = new LinkedHashSet<>(checks);
    List<String> failed = failed(release);
    for (String id : named) {
      if (!failed.contains(id)) {
        throw new RefusedException(
            id
                + " did not keep "
                + release
                + " from passing; "
                + String.join(", ", failed)
                + " did");
      }
    }
    for (String id : failed) {
      if (!allowed(id)) {
        throw new RefusedException(
            id
                + " cannot be overridden: what it finds is bogus for resolvers, or nothing can be"
                + " said without it; mend the zone and submit it again");
      }
      if (!named.contains(id)) {
        throw new RefusedException(
            "it would still be kept by " + id + "; name it too, or mend the zone");
      }
    }
    CheckOverride override =
        new CheckOverride(
            0, release.id(), List.copyOf(named), reason, expires, now, account, Optional.empty());
    long id =
        store
            .ways()
            .ask(
                override,
                Event.of(
                    release,
                    now,
                    account,
                    "override-asked",
                    Map.of(
                        "checks",
                        String.join(" ", named),
                        "reason",
                        reason,
                        "expires",
                        expires.toString(),
                        "sha256",
                        release.artefact())));
    return "override "
        + id
        + " of "
        + String.join(", ", named)
        + " for "
        + release
        + " waits for another person: zonegate gate override --confirm "
        + id;
  }

  /**
   * Confirms an override. The blocked release's octets are then judged once more, with its checks
   * let pass.
   *
   * @param account who confirms, by the operating system; not the one who asked
   * @return what holds now, for people
   * @throws RefusedException if it cannot be had
   */
  public String confirm(long number, String account, Instant now) throws RefusedException {
    requireOverrider(account);
    CheckOverride override =
        open(now).stream()
            .filter(o -> o.id() == number)
            .findFirst()
            .orElseThrow(
                () ->
                    new RefusedException(
                        "no override "
                            + number
                            + " of "
                            + zone
                            + " waits: it has ended, was confirmed, or its release is no longer the"
                            + " last one"));
    if (override.askedBy().equals(account)) {
      throw new RefusedException(
          "override "
              + number
              + " was asked for by "
              + account
              + "; another person must confirm it, under an account of their own");
    }
    Release blocked = store.release(override.blocked()).orElseThrow();
    Release again =
        store
            .ways()
            .confirm(override, blocked, account, now)
            .orElseThrow(
                () -> new RefusedException("override " + number + " was confirmed already"));
    return again
        + " has the octets of "
        + blocked
        + " and is judged with "
        + String.join(", ", override.checks())
        + " let pass until "
        + override.expires()
        + ", by "
        + override.askedBy()
        + " and "
        + account;
  }

  private void requireOverrider(String account) throws RefusedException {
    if (settings.overriders().isEmpty()) {
      throw new RefusedException(
          "nobody may override a check of " + zone + ": the policy has no [gate] override-by");
    }
    if (!settings.overriders().contains(account)) {
      throw new RefusedException(
          "account "
              + account
              + " is not in [gate] override-by: "
              + settings.overriders().stream().collect(Collectors.joining(", ")));
    }
  }

  private void requireLimit(Instant expires, Instant now) throws RefusedException {
    Duration longest = settings.longestOverride();
    if (!expires.isAfter(now) || expires.isAfter(now.plus(longest))) {
      throw new RefusedException(
          "--expires "
              + expires
              + ": must be after now, "
              + now
              + ", and at most "
              + longest.toMinutes()
              + " min away (override-longest)");
    }
  }
}
