package io.zonegate.verifier.zone;

import io.zonegate.verifier.zone.NameText.FormException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads BIND's raw zone format ({@code dnssec-signzone -O raw}).
 *
 * <p>All numbers are in network byte order. Header: format 2 (4 octets), version 0 or 1 (4), time
 * of the dump (4); version 1 adds flags, source serial and last transfer (4 each). Then per RRset:
 * length of the whole including itself (4), class (2), type (2), covered type (2), TTL (4), number
 * of records (4), length of the owner name (2), owner name, and per record the RDATA's length (2)
 * and the RDATA.
 */
final class BindRawReader {
  /** Octets of an RRset before the length of its owner name. */
  private static final int FIXED = 18;

  private final RecordSink sink;

  BindRawReader(RecordSink sink) {
    this.sink = sink;
  }

  void read(InputStream in, String file) throws IOException, ZoneReadException {
    DataInputStream data = new DataInputStream(in);
    sink.lines().enter(file, 1);
    int rrset = 0;
    try {
      int format = data.readInt();
      int version = data.readInt();
      data.readInt();
      if (format != 2 || version < 0 || version > 1) {
        throw new FormException("raw format " + format + " version " + version + " is not known");
      }
      if (version == 1) {
        data.skipNBytes(12);
      }
      while (true) {
        int first = data.read();
        if (first < 0) {
          return;
        }
        rrset++;
        int total = first << 24 | data.readUnsignedByte() << 16 | data.readUnsignedShort();
        rrset(data, total, rrset);
      }
    } catch (FormException e) {
      throw new ZoneReadException(file, "RRset number " + rrset + ": " + e.getMessage());
    } catch (EOFException e) {
      throw new ZoneReadException(file, "ends within RRset number " + rrset + ": truncated");
    }
  }

  private void rrset(DataInputStream data, int total, int number)
      throws IOException, FormException {
    int rdclass = data.readUnsignedShort();
    int type = data.readUnsignedShort();
    int covers = data.readUnsignedShort();
    int ttl = data.readInt();
    int records = data.readInt();
    int ownerLength = data.readUnsignedShort();
    if (rdclass != 1
        || ttl < 0
        || ownerLength < 1
        || ownerLength > NameKey.MAX_WIRE_BYTES
        || records < 1) {
      throw new FormException(
          "class "
              + rdclass
              + ", TTL "
              + Integer.toUnsignedString(ttl)
              + ", owner of "
              + ownerLength
              + " octets, "
              + records
              + " records: not a zone of class IN");
    }
    byte[] owner = new byte[ownerLength];
    data.readFully(owner);
    // An owner name has the form of a PTR record's RDATA.
    RdataWire.canonicalise(12, owner, 0, ownerLength);
    long used = FIXED + 2L + ownerLength;
    for (int i = 0; i < records; i++) {
      byte[] rdata = new byte[data.readUnsignedShort()];
      data.readFully(rdata);
      used += 2L + rdata.length;
      RdataWire.canonicalise(type, rdata, 0, rdata.length);
      int covered = type == RecordType.RRSIG ? Bytes.uint16(rdata, 0) : 0;
      if (covers != covered) {
        throw new FormException(
            "says that it covers type " + covers + "; its record covers type " + covered);
      }
      sink.add(owner, 0, type, ttl, rdata, 0, rdata.length, number);
    }
    if (used != Integer.toUnsignedLong(total)) {
      throw new FormException(
          "is " + used + " octets long and says " + Integer.toUnsignedString(total));
    }
  }
}
