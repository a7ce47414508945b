package io.zonegate.verifier.zone;

import io.zonegate.verifier.zone.NameText.FormException;
import java.util.Arrays;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;

/**
 * Makes a zone of the messages of a zone transfer (AXFR, RFC 5936). The octets of the records go
 * from the messages to the store as they were sent, decompressed and in canonical form, without
 * another library's reading in between. A zone comes of it only when the SOA record that ended the
 * transfer was the one that began it.
 */
public final class TransferredZone {
  private static final int HEADER = 12;
  private static final int QR = 0x8000;
  private static final int TC = 0x0200;
  private static final int CLASS_IN = 1;
  private static final int AXFR = 252;

  private final byte[] apex;
  private final String source;
  private final int id;
  private final ZoneBuilder builder;
  private final MessageRdata rdata = new MessageRdata();

  /** An owner name, from its second octet: the sink takes one from the first for the last one. */
  private final byte[] owner = new byte[NameKey.MAX_WIRE_BYTES + 2];

  private int messages;
  private int records;
  private byte[] soa;
  private int soaTtl;
  private boolean complete;

  /**
   * Waits for the first message.
   *
   * @param apex wire form of the zone's name
   * @param source what the transfer is called in messages and positions
   * @param id ID of the query, 0 to 65535
   */
  public TransferredZone(byte[] apex, String source, int id) {
    this.apex = apex.clone();
    this.source = source;
    this.id = id;
    this.builder = new ZoneBuilder(this.apex);
    builder.lines().enter(source, 1);
  }

  /**
   * Takes the records of the next message.
   *
   * @param message holds the message from 0, without the two octets of its length
   * @param length its octets
   * @return whether the transfer has come to its end; no message may follow
   * @throws ZoneReadException if the server refuses, or the message is not one of this transfer
   */
  public boolean add(byte[] message, int length) throws ZoneReadException {
    messages++;
    try {
      if (complete) {
        throw new FormException("comes after the end of the zone");
      }
      int at = begin(message, length);
      int count = Bytes.uint16(message, 6);
      if (count == 0) {
        throw new FormException("has no record in it (RFC 5936 section 2.2)");
      }
      for (int i = 0; i < count; i++) {
        if (complete) {
          throw new FormException("has records behind the SOA record that ends the zone");
        }
        at = record(message, at, length);
      }
      return complete;
    } catch (FormException e) {
      throw new ZoneReadException(source, "message " + messages + " " + e.getMessage());
    }
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
        || Bytes.uint16(message, at) != AXFR
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
      if (!isEnd(type, ttl)) {
        builder.add(owner, 1, type, ttl, rdata.octets(), 0, rdata.length(), records);
      }
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

  /** Whether the record is the SOA record that ends the transfer; the first one begins it. */
  private boolean isEnd(int type, int ttl) throws FormException {
    boolean isSoa = type == RecordType.SOA && isApex();
    if (soa == null) {
      if (!isSoa) {
        throw new FormException("a transfer begins with the zone's SOA record");
      }
      soa = Arrays.copyOf(rdata.octets(), rdata.length());
      soaTtl = ttl;
      return false;
    }
    if (!isSoa) {
      return false;
    }
    if (ttl != soaTtl || !Arrays.equals(soa, 0, soa.length, rdata.octets(), 0, rdata.length())) {
      throw new FormException(
          "it is not the SOA record that the transfer began with (serial "
              + serial(rdata.octets(), rdata.length())
              + ", first "
              + serial(soa, soa.length)
              + "); the zone changed meanwhile, ask again");
    }
    complete = true;
    return true;
  }

  private static String serial(byte[] octets, int length) {
    return Integer.toUnsignedString(Bytes.int32(octets, length - 20));
  }

  /**
   * The zone.
   *
   * @throws ZoneReadException if the transfer has not come to its end, or an owner lies outside
   */
  public Zone build() throws ZoneReadException {
    if (!complete) {
      throw new ZoneReadException(
          source,
          "the transfer ended after "
              + messages
              + " messages and "
              + records
              + " records, before the SOA record at its end");
    }
    return builder.build(source, null);
  }
}
