package io.zonegate.signer.zone;

/** Reads RDATA as it is written in a master file. */
@FunctionalInterface
public interface RdataReader<T> {

  /**
   * Reads text where it stands.
   *
   * @param octets of a larger text; what they hold is something else afterwards
   * @param start where the RDATA begins, with blanks before its first word
   * @param end where it ends, blanks included
   */
  T read(byte[] octets, int start, int end);
}
