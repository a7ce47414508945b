package io.zonegate.verifier.zone;

import io.zonegate.verifier.zone.NameText.FormException;

/** What a reader hands its records to. */
interface RecordSink {
  /** Keeps track of files and lines. */
  SourceLines lines();

  /** Notes that the source brought in another file. */
  void included();

  /** Notes that a source ended within a line. */
  void unterminated();

  /**
   * Takes a record of class IN.
   *
   * @param owner wire form of the owner name, any case, from {@code ownerOffset}; the same array as
   *     last time, from 0, is taken as the same name
   * @param ttl seconds, 0 to 2^31-1
   * @param rdata RDATA in canonical form and sound for its type
   * @param line line in the current file
   */
  void add(
      byte[] owner,
      int ownerOffset,
      int type,
      int ttl,
      byte[] rdata,
      int offset,
      int length,
      int line)
      throws FormException;
}
