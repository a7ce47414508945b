package io.zonegate.verifier.zone;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

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

  /** What reading or opening the source came to; Java's own words are often only a path. */
  public static ZoneReadException of(String source, IOException failure) {
    return new ZoneReadException(source, reason(failure));
  }

  static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such file";
    }
    if (failure instanceof AccessDeniedException) {
      return "this user may not read it";
    }
    if (failure.getMessage() == null) {
      return failure instanceof EOFException
          ? "cannot be read: it ends within the packed data"
          : "cannot be read: " + failure.getClass().getSimpleName();
    }
    return "cannot be read: " + failure.getMessage();
  }
}
