package io.zonegate.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why reading or writing failed, for people: Java's own messages are often only a path. */
public final class IoReason {
  private IoReason() {}

  /** The reason in one sentence without a full stop, with the file's name. */
  public static String of(IOException failure) {
    if (failure instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file or folder";
    }
    if (failure instanceof AccessDeniedException denied) {
      return denied.getFile() + ": this user is not allowed to read or write it";
    }
    if (failure instanceof NotDirectoryException folder) {
      return folder.getFile() + ": no such folder";
    }
    if (failure instanceof FileSystemException system && system.getReason() != null) {
      return system.getFile() + ": " + system.getReason();
    }
    return failure.getMessage() != null ? failure.getMessage() : failure.getClass().getSimpleName();
  }
}
