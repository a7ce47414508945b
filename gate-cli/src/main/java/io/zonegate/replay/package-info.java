/**
 * Puts what caches may hold in a rehearsal before a real resolver: Unbound caches, on a virtual
 * clock, what NSD or Knot DNS gave out at the earlier times, and Unbound validates it.
 */
package io.zonegate.replay;
