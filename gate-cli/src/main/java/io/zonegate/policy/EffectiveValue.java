package io.zonegate.policy;

import java.util.Objects;

/**
 * One value of the effective policy, as {@code policy show} and the reports print it.
 *
 * @param section name of the TOML section, for instance {@code verify}
 * @param key key inside the section
 * @param value the value as a TOML literal in one canonical spelling; empty if it is not set
 * @param origin where it comes from
 */
public record EffectiveValue(String section, String key, String value, Origin origin) {
  /** Refuses missing parts. */
  public EffectiveValue {
    Objects.requireNonNull(section);
    Objects.requireNonNull(key);
    Objects.requireNonNull(value);
    Objects.requireNonNull(origin);
  }

  /** Section and key with a dot between, for instance {@code verify.threads}. */
  public String name() {
    return section + "." + key;
  }
}
