package io.zonegate.rollout;

import io.zonegate.verifier.zone.ZoneReadException;
import java.io.IOException;
import java.nio.file.Path;

/** Finds the content of a signed zone, see {@link UnsignedContent#write}. */
@FunctionalInterface
public interface Contents {
  /** Writes the content as a zone that can be signed again. */
  void write(Path signed, String zone, long serial, boolean keepRequests, Path unsigned)
      throws IOException, ZoneReadException;
}
