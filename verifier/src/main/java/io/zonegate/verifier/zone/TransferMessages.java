package io.zonegate.verifier.zone;

import io.zonegate.verifier.zone.NameText.FormException;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;

/**
 * Reads the messages that answer a query for a zone transfer (AXFR, RFC 5936; IXFR, RFC 1995). The
 * octets of the records go to the sink as they were sent, decompressed and in canonical form,
 * without another library's reading in between.
 */
final class TransferMessages {
  private static final int HEADER = 12;
  private static final int QR = 0x8000;
  private static final int TC = 0x0200;
  private static final int CLASS_IN = 1;

  private final byte[] apex;
  private final String source;
  private final int id;
  private final int type;
  private final Sink sink;
  private final MessageRdata rdata = new MessageRdata();

  /** An owner name, from its second octet: the sink takes one from the first for the last one. */
  private final byte[] owner = new byte[NameKey.MAX_WIRE_BYTES + 2];

  private int messages;
  private int records;

  /**
   * A record as it came.
   *
   * @param owner its owner in wire form, from the second octet
   * @param rdata in canonical form, from 0, and {@code length} octets of it; it changes afterwards
   * @param number the first of the transfer has 1
   * @param apexSoa whether it is the zone's SOA record
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on at once and kept by nobody.
  record Taken(
      byte[] owner, int type, int ttl, byte[] rdata, int length, int number, boolean apexSoa) {}

  /** Where the records go. */
  interface Sink {
    /** Takes a record. */
    void take(Taken record) throws FormException;

    /** Whether the last one ended the transfer. */
    boolean isComplete();
  }

  /**
   * Waits for the first message.
   *
   * @param apex wire form of the zone's name
   * @param source what the transfer is called in messages and positions
   * @param id ID of the query, 0 to 65535
   * @param type that the query asked for
   */
  TransferMessages(byte[] apex, String source, int id, int type, Sink sink) {
    this.apex = apex;
    this.source = source;
    this.id = id;
    this.type = type;
    this.sink = sink;
  }

  /**
   * Takes the records of the next message.
   *
   * @return whether the transfer has come to its end; no message may follow
   * @throws ZoneReadException if the server refuses, or the message is not one of this transfer
   */
  boolean add(byte[] message, int length) throws ZoneReadException {
    messages++;
    try {
      if (sink.isComplete()) {
        throw new FormException("comes after the end of the zone");
      }
      int at = begin(message, length);
      int count = Bytes.uint16(message, 6);
      if (count == 0) {
        throw new FormException("has no record in it (RFC 5936 section 2.2)");
      }
      for (int i = 0; i < count; i++) {
        if (sink.isComplete()) {
          throw new FormException("has records behind the SOA record that ends the zone");
        }
        at = record(message, at, length);
      }
      return sink.isComplete();
    } catch (FormException e) {
      throw new ZoneReadException(source, "message " + messages + " " + e.getMessage());
    }
  }

  /** What has come so far, for messages. */
  @Override
  public String toString() {
    return messages + " messages and " + records + " records";
  }

  /** Looks at header and question; returns where the answers start. */
  private int begin(byte[] message, int length) throws FormException {
    if (length < HEADER) {
      throw new FormException("has " + length + " octets, which is less than a header");
    }
    int flags = Bytes.uint16(message, 2);
    if (Bytes.uint16(message, 0) != id
        || (flags & QR) == 0
        || (flags >> 11 & 0xf) != Opcode.QUERY) {
      throw new FormException("is no answer to the query that was sent");
    }
    int rcode = flags & 0xf;
    if (rcode != Rcode.NOERROR) {
      throw new FormException("has the code " + Rcode.string(rcode) + meaning(rcode));
    }
    if ((flags & TC) != 0) {
      throw new FormException("is marked as truncated");
    }
    int questions = Bytes.uint16(message, 4);
    if (questions > 1) {
      throw new FormException("repeats " + questions + " questions; one was asked");
    }
    if (Bytes.uint16(message, 8) != 0) {
      throw new FormException("has an authority section (RFC 5936 section 2.2.5)");
    }
    return questions == 0 ? HEADER : question(message, length);
  }

  private static String meaning(int rcode) {
    return switch (rcode) {
      case Rcode.REFUSED ->
          ": the server does not give this zone to this address, or not with this key";
      case Rcode.NOTAUTH ->
          ": the server does not have this zone, or does not accept the key; see its log";
      case Rcode.NXDOMAIN, Rcode.NOTZONE -> ": the server does not have this zone";
      case Rcode.SERVFAIL -> ": the server has the zone and cannot serve it, or has lost it";
      default -> "";
    };
  }

  private int question(byte[] message, int length) throws FormException {
    int at = CompressedName.expand(message, HEADER, length, owner, 1);
    if (at + 4 > length) {
      throw new FormException("ends within its question");
    }
    if (!isApex()
        || Bytes.uint16(message, at) != type
        || Bytes.uint16(message, at + 2) != CLASS_IN) {
      throw new FormException("answers another question");
    }
    return at + 4;
  }

  private boolean isApex() {
    int octets = NameKey.wireLength(owner, 1);
    if (octets != apex.length) {
      return false;
    }
    for (int i = 0; i < octets; i++) {
      if (NameKey.lower(owner[1 + i]) != NameKey.lower(apex[i])) {
        return false;
      }
    }
    return true;
  }

  private int record(byte[] message, int start, int length) throws FormException {
    records++;
    int at = CompressedName.expand(message, start, length, owner, 1);
    if (at + 10 > length) {
      throw new FormException("ends within a record");
    }
    int type = Bytes.uint16(message, at);
    int rdclass = Bytes.uint16(message, at + 2);
    int ttl = Bytes.int32(message, at + 4);
    int end = at + 10 + Bytes.uint16(message, at + 8);
    if (end > length) {
      throw new FormException("ends within a record");
    }
    if (rdclass != CLASS_IN || ttl < 0) {
      throw new FormException(
          "has a record of class "
              + rdclass
              + " and TTL "
              + Integer.toUnsignedString(ttl)
              + " at "
              + NameText.present(owner, 1)
              + ": only class IN and TTLs below 2^31 are read");
    }
    try {
      rdata.read(type, message, at + 10, end);
      RdataWire.canonicalise(type, rdata.octets(), 0, rdata.length());
      boolean soa = type == RecordType.SOA && isApex();
      if (records == 1 && !soa) {
        throw new FormException("a transfer begins with the zone's SOA record");
      }
      sink.take(new Taken(owner, type, ttl, rdata.octets(), rdata.length(), records, soa));
    } catch (FormException e) {
      throw new FormException(
          "has at "
              + NameText.present(owner, 1)
              + " a record of type "
              + RecordType.mnemonic(type)
              + " that is not read: "
              + e.getMessage());
    }
    return end;
  }
}
