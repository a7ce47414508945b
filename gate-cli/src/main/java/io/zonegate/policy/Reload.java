package io.zonegate.policy;

import java.util.List;

/** How name servers are told that a zone file is new. In the policy file in lower case. */
public enum Reload {
  /** They find out themselves, or a command of the policy tells them. */
  NONE,
  /** NSD: {@code nsd-control reload ZONE}. */
  NSD,
  /** Knot DNS: {@code knotc zone-reload ZONE}. */
  KNOT,
  /** BIND 9: {@code rndc reload ZONE}. */
  BIND;

  /** The command and its arguments; empty for none. */
  public List<String> command(String zone) {
    return switch (this) {
      case NONE -> List.of();
      case NSD -> List.of("nsd-control", "reload", zone);
      case KNOT -> List.of("knotc", "zone-reload", zone);
      case BIND -> List.of("rndc", "reload", zone);
    };
  }
}
