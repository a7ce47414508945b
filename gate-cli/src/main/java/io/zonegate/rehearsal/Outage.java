package io.zonegate.rehearsal;

import io.zonegate.hsm.softhsm.ScratchTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A scratch token that is away until this is closed: to this process as if it were unplugged. */
final class Outage implements AutoCloseable {
  private final String label;
  private final Path place;
  private final Path away;

  private Outage(String label, Path place, Path away) {
    this.label = label;
    this.place = place;
    this.away = away;
  }

  static Outage of(ScratchTokens scratch, String label) throws IOException {
    Path place = scratch.folderOf(label);
    Path away = scratch.softHsmConfig().resolveSibling("away-" + label);
    Files.move(place, away);
    return new Outage(label, place, away);
  }

  /** For people. */
  @Override
  public String toString() {
    return "token " + label + " is away";
  }

  @Override
  public void close() throws IOException {
    Files.move(away, place);
  }
}
