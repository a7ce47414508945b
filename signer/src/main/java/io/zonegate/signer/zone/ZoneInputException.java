package io.zonegate.signer.zone;

import java.nio.file.Path;

/** The unsigned zone is refused. The message begins with file:line. */
public final class ZoneInputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int line;

  /**
   * A refusal.
   *
   * @param line line in the file, from 1; 0 when the file as a whole is meant
   */
  public ZoneInputException(Path file, int line, String reason) {
    super(file + (line == 0 ? "" : ":" + line) + ": " + reason);
    this.line = line;
  }

  /** Line in the file, from 1; 0 when the file as a whole is meant. */
  public int line() {
    return line;
  }
}
