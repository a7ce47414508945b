package io.zonegate.verifier.zone;

/** The zone could not be read completely. The message names file, line and reason. */
public final class ZoneReadException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A reason that holds for the whole source. */
  public ZoneReadException(String source, String reason) {
    super(source + ": " + reason);
  }

  /** A reason at a place, {@code FILE:LINE: REASON}. */
  public ZoneReadException(String file, int line, String reason) {
    super(file + ":" + line + ": " + reason);
  }
}
