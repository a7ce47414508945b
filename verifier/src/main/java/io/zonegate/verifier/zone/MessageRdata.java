package io.zonegate.verifier.zone;

import io.zonegate.verifier.zone.NameText.FormException;
import java.util.Set;

/**
 * RDATA as it stands in a message. Names are decompressed in the types of RFC 1035 and in those
 * that RFC 3597 section 4 adds, and in no other: there a pointer is a broken name.
 */
final class MessageRdata {
  private static final int NXT = 30;

  /**
   * NS, MD, MF, CNAME, SOA, MB, MG, MR, PTR, MINFO, MX; RP, AFSDB, RT, SIG, PX, NXT, SRV, NAPTR.
   */
  private static final Set<Integer> COMPRESSED =
      Set.of(2, 3, 4, 5, 6, 7, 8, 9, 12, 14, 15, 17, 18, 21, 24, 26, NXT, 33, 35);

  /** Decompression makes no RDATA of these types longer than two names and the rest. */
  private final byte[] rdata = new byte[65535 + 2 * NameKey.MAX_WIRE_BYTES];

  private int length;

  /** What {@link #read} read last, from 0. */
  byte[] octets() {
    return rdata;
  }

  /** How many octets it is; over 65,535 is possible, and for the caller to refuse. */
  int length() {
    return length;
  }

  /** Reads the RDATA at {@code [at, end)} of a message, without compression, case kept. */
  void read(int type, byte[] message, int at, int end) throws FormException {
    length = 0;
    int p = at;
    if (COMPRESSED.contains(type)) {
      if (type == NXT) {
        p = name(message, p, end);
      } else {
        for (RdataField field : RecordType.form(type)) {
          p = field(field, message, p, end);
        }
      }
    }
    copy(message, p, end - p);
  }

  private int field(RdataField field, byte[] message, int at, int end) throws FormException {
    int octets =
        switch (field) {
          case NAME -> 0;
          case U8, ALGORITHM -> 1;
          case U16, TYPE -> 2;
          case U32, SECONDS, TIME -> 4;
          case STRING -> at < end ? 1 + (message[at] & 0xff) : 1;
          case BASE64 -> end - at;
          default -> throw new IllegalStateException("no compressed type has " + field);
        };
    if (field == RdataField.NAME) {
      return name(message, at, end);
    }
    if (at + octets > end) {
      throw new FormException("RDATA ends " + (at + octets - end) + " octets too early");
    }
    copy(message, at, octets);
    return at + octets;
  }

  private int name(byte[] message, int at, int end) throws FormException {
    int behind = CompressedName.expand(message, at, end, rdata, length);
    length += NameKey.wireLength(rdata, length);
    return behind;
  }

  private void copy(byte[] message, int at, int octets) {
    System.arraycopy(message, at, rdata, length, octets);
    length += octets;
  }
}
