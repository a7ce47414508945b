package io.zonegate.caching;

import java.util.Objects;

/**
 * A version of an RRset, or of RRsets that go together.
 *
 * @param what which one, for messages: {@code serial 2026112400}
 * @param content what it has
 * @param life when servers and caches have it
 * @param <C> the kind of RRset
 */
public record Version<C extends Content<C>>(String what, C content, Lifetime life) {
  /** Refuses missing parts. */
  public Version {
    Objects.requireNonNull(what);
    Objects.requireNonNull(content);
    Objects.requireNonNull(life);
  }
}
