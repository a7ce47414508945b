package io.zonegate.verifier.denial;

import io.zonegate.verifier.zone.Bytes;
import io.zonegate.verifier.zone.Zone;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The parameters that make a chain (RFC 5155 section 3.1): hash algorithm, additional iterations,
 * salt. Flags are not part of them.
 *
 * @param hashAlgorithm 1 is SHA-1, the only one there is
 * @param iterations additional iterations, 0 to 65535
 * @param salt salt in lower-case hex; empty for none
 */
public record Nsec3Parameters(int hashAlgorithm, int iterations, String salt) {
  /** The parameters in an NSEC3 or NSEC3PARAM record. */
  public static Nsec3Parameters of(Zone zone, int record) {
    byte[] rdata = zone.rdataArray(record);
    int at = zone.rdataOffset(record);
    int saltLength = rdata[at + 4] & 0xff;
    return new Nsec3Parameters(
        rdata[at] & 0xff,
        Bytes.uint16(rdata, at + 2),
        HexFormat.of().formatHex(Arrays.copyOfRange(rdata, at + 5, at + 5 + saltLength)));
  }

  /** The flags field of an NSEC3 or NSEC3PARAM record. */
  public static int flags(Zone zone, int record) {
    return zone.rdataArray(record)[zone.rdataOffset(record) + 1] & 0xff;
  }

  /** For messages, as in presentation form. */
  @Override
  public String toString() {
    return hashAlgorithm + " " + iterations + " " + (salt.isEmpty() ? "-" : salt);
  }
}
