package io.zonegate.transfer;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSInput;
import org.xbill.DNS.DNSOutput;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;
import org.xbill.DNS.WireParseException;

/** The TSIG record at the end of a message (RFC 8945 section 4.2). */
final class TsigRecord {
  private final int start;
  private final Name key;
  private final Name algorithm;
  private final Instant time;
  private final int fudge;
  private final byte[] mac;
  private final int originalId;
  private final int error;
  private final byte[] other;

  TsigRecord(
      int start,
      Name key,
      Name algorithm,
      Instant time,
      int fudge,
      byte[] mac,
      int originalId,
      int error,
      byte[] other) {
    this.start = start;
    this.key = key;
    this.algorithm = algorithm;
    this.time = time;
    this.fudge = fudge;
    this.mac = mac;
    this.originalId = originalId;
    this.error = error;
    this.other = other;
  }

  /**
   * Finds it, walking over all records of the message.
   *
   * @return null if the message has none
   * @throws WireParseException if the message is broken, or has one where it must not be
   */
  static TsigRecord find(byte[] message, int length) throws WireParseException {
    MessageWalk walk = new MessageWalk(message, length);
    int at = walk.behindQuestions();
    int records = walk.count(1) + walk.count(2) + walk.count(3);
    TsigRecord found = null;
    for (int i = 0; i < records; i++) {
      int end = walk.behindRecord(at);
      if (walk.uint16(walk.behindName(at)) == Type.TSIG) {
        if (i != records - 1 || walk.count(3) == 0) {
          throw new WireParseException("the TSIG record is not the last one");
        }
        DNSInput in = new DNSInput(ByteBuffer.wrap(message, 0, length).slice());
        in.jump(at);
        found = read(in, at, end);
      }
      at = end;
    }
    if (at != length) {
      throw new WireParseException("octets follow the last record");
    }
    return found;
  }

  private static TsigRecord read(DNSInput in, int start, int end) throws WireParseException {
    Name key = new Name(in).canonicalize();
    in.readU16();
    int rdclass = in.readU16();
    long ttl = in.readU32();
    in.readU16();
    Name algorithm = new Name(in).canonicalize();
    Instant time = Instant.ofEpochSecond(((long) in.readU16() << 32) + in.readU32());
    int fudge = in.readU16();
    byte[] mac = in.readByteArray(in.readU16());
    int originalId = in.readU16();
    int error = in.readU16();
    byte[] other = in.readByteArray(in.readU16());
    if (in.current() != end || rdclass != DClass.ANY || ttl != 0) {
      throw new WireParseException("the TSIG record is not in form");
    }
    return new TsigRecord(start, key, algorithm, time, fudge, mac, originalId, error, other);
  }

  /** Writes it behind the message and counts it; returns the message's new length. */
  int append(byte[] message) {
    DNSOutput rdata = new DNSOutput();
    algorithm.toWireCanonical(rdata);
    timers(rdata);
    rdata.writeU16(mac.length);
    rdata.writeByteArray(mac);
    rdata.writeU16(originalId);
    rdata.writeU16(error);
    rdata.writeU16(other.length);
    rdata.writeByteArray(other);
    DNSOutput out = new DNSOutput();
    key.toWireCanonical(out);
    out.writeU16(Type.TSIG);
    out.writeU16(DClass.ANY);
    out.writeU32(0);
    out.writeU16(rdata.current());
    out.writeByteArray(rdata.toByteArray());
    byte[] octets = out.toByteArray();
    System.arraycopy(octets, 0, message, start, octets.length);
    ByteBuffer header = ByteBuffer.wrap(message, 0, MessageWalk.HEADER);
    header.putShort(10, (short) (header.getShort(10) + 1));
    return start + octets.length;
  }

  /** What is digested of it: all variables, or only the timers (RFC 8945 sections 4.3.3, 5.3.1). */
  byte[] digested(boolean timersOnly) {
    DNSOutput out = new DNSOutput();
    if (timersOnly) {
      timers(out);
      return out.toByteArray();
    }
    key.toWireCanonical(out);
    out.writeU16(DClass.ANY);
    out.writeU32(0);
    algorithm.toWireCanonical(out);
    timers(out);
    out.writeU16(error);
    out.writeU16(other.length);
    out.writeByteArray(other);
    return out.toByteArray();
  }

  /** Where in the message it begins. */
  int start() {
    return start;
  }

  /** The key's name, lower case. */
  Name key() {
    return key;
  }

  /** The algorithm's name, lower case. */
  Name algorithm() {
    return algorithm;
  }

  /** When the message was signed. */
  Instant time() {
    return time;
  }

  /** Seconds that clocks may be apart. */
  int fudge() {
    return fudge;
  }

  /** The code. */
  byte[] mac() {
    return mac;
  }

  /** ID that the message had when it was signed. */
  int originalId() {
    return originalId;
  }

  /** 0, or BADSIG (16), BADKEY (17), BADTIME (18), BADTRUNC (22). */
  int error() {
    return error;
  }

  /** With BADTIME the server's time, else nothing. */
  byte[] other() {
    return other;
  }

  private void timers(DNSOutput out) {
    out.writeU16((int) (time.getEpochSecond() >>> 32));
    out.writeU32(time.getEpochSecond() & 0xffff_ffffL);
    out.writeU16(fudge);
  }
}
