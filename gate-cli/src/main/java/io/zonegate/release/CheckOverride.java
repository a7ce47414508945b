package io.zonegate.release;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Two people's word that named checks are let pass for one release.
 *
 * @param id its number
 * @param blocked number of the release that the checks blocked
 * @param checks ids of the checks
 * @param reason why
 * @param expires when it ends
 * @param askedAt when the first of them asked for it
 * @param askedBy the account that asked
 * @param consent the second one's; empty until then
 */
public record CheckOverride(
    long id,
    long blocked,
    List<String> checks,
    String reason,
    Instant expires,
    Instant askedAt,
    String askedBy,
    Optional<Consent> consent) {
  /**
   * The second person's word.
   *
   * @param by the account that confirmed, another one
   * @param at when
   * @param release number of the release that is judged with it: the same octets once more
   */
  public record Consent(String by, Instant at, long release) {}

  /** Copies the list. */
  public CheckOverride {
    checks = List.copyOf(checks);
  }

  /** Whether it has ended. */
  public boolean ended(Instant now) {
    return !now.isBefore(expires);
  }

  /** For reports: {@code override 3 of ann and bob (reason, until 2027-01-01T00:00:00Z)}. */
  public String setting() {
    return "override "
        + id
        + " of "
        + askedBy
        + consent.map(c -> " and " + c.by()).orElse("")
        + " ("
        + reason
        + ", until "
        + expires
        + ")";
  }
}
