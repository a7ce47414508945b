package io.zonegate.caching;

/**
 * What matters of an RRset for validation.
 *
 * @param <C> its own kind
 */
public interface Content<C> {
  /** What is left of it when its signatures have expired. */
  C expired();
}
