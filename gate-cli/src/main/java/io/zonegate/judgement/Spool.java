package io.zonegate.judgement;

import io.zonegate.transfer.TransferUrl;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import io.zonegate.verifier.zone.ZoneSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the judged bytes lie: the file that the user named, or, where outside verifiers are to see
 * what comes on standard input, a copy in a folder that nobody else may enter, deleted at the end.
 */
final class Spool implements AutoCloseable {
  private final JudgementRequest request;
  private volatile Path folder;

  private Spool(JudgementRequest request) {
    this.request = request;
  }

  static Spool of(JudgementRequest request) {
    return new Spool(request);
  }

  /** Reads the zone from standard input, through a copy if others are to read it too. */
  Zone readStdin(byte[] origin) throws ZoneReadException {
    if (request.settings().secondOpinion().tools().isEmpty()) {
      return ZoneSource.read(request.stdin(), "stdin", origin);
    }
    try {
      folder = Files.createTempDirectory("zonegate");
      Files.copy(request.stdin(), file());
      try (InputStream copy = Files.newInputStream(file())) {
        return ZoneSource.read(copy, "stdin", origin);
      }
    } catch (IOException e) {
      throw new ZoneReadException("stdin", "cannot be copied: " + e.getMessage());
    }
  }

  /** The file that has the judged bytes. */
  Path file() {
    return folder == null ? Path.of(request.source()) : folder.resolve("zone");
  }

  /** Octets of the source; -1 if that is not known. */
  long size() {
    if (request.source().equals("-") || TransferUrl.isMeant(request.source())) {
      return -1;
    }
    Path file = Path.of(request.source());
    try {
      return Files.isRegularFile(file) ? Files.size(file) : -1;
    } catch (IOException e) {
      // Reading it will say what is wrong.
      return -1;
    }
  }

  @Override
  public void close() {
    if (folder != null) {
      try {
        Files.deleteIfExists(file());
        Files.deleteIfExists(folder);
      } catch (IOException e) {
        // It is private and in the folder for temporary files; the verdict does not hang on it.
        folder.toFile().deleteOnExit();
      }
    }
  }
}
