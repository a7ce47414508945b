package io.zonegate.transfer;

import io.zonegate.verifier.zone.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.xbill.DNS.DNSInput;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;
import org.xbill.DNS.WireParseException;

/** A query as it came. */
final class TransferQuery {
  private final int id;
  private final int flags;
  private final Name name;
  private final int type;
  private final int rdclass;
  private final byte[] question;
  private final long serial;
  private final TsigRecord tsig;
  private static final byte[] NO_QUESTION = {};

  /** Octets of the SOA's fields behind its names. */
  private static final int SOA_NUMBERS = 20;

  TransferQuery(
      int id,
      int flags,
      Name name,
      int type,
      int rdclass,
      byte[] question,
      long serial,
      TsigRecord tsig) {
    this.id = id;
    this.flags = flags;
    this.name = name;
    this.type = type;
    this.rdclass = rdclass;
    this.question = question;
    this.serial = serial;
    this.tsig = tsig;
  }

  /**
   * Reads a query.
   *
   * @throws WireParseException if it is broken, or has not one question
   */
  static TransferQuery read(byte[] message, int length) throws WireParseException {
    MessageWalk walk = new MessageWalk(message, length);
    if (walk.count(0) != 1) {
      throw new WireParseException("not one question");
    }
    TsigRecord tsig = TsigRecord.find(message, length);
    DNSInput in = new DNSInput(ByteBuffer.wrap(message, 0, length).slice());
    in.jump(MessageWalk.HEADER);
    Name name = new Name(in);
    int type = in.readU16();
    int rdclass = in.readU16();
    byte[] wire = name.toWire();
    byte[] question = Arrays.copyOf(wire, wire.length + 4);
    Bytes.put16(question, wire.length, type);
    Bytes.put16(question, wire.length + 2, rdclass);
    return new TransferQuery(
        walk.uint16(0),
        walk.uint16(2),
        name,
        type,
        rdclass,
        question,
        type == Type.IXFR ? serial(message, walk) : -1,
        tsig);
  }

  /** A query of which only the header is known, to be answered with an error. */
  static TransferQuery broken(byte[] message) {
    return new TransferQuery(
        Bytes.uint16(message, 0), Bytes.uint16(message, 2), Name.root, 0, 0, NO_QUESTION, -1, null);
  }

  private static long serial(byte[] message, MessageWalk walk) throws WireParseException {
    int at = walk.behindQuestions();
    for (int i = 0; i < walk.count(1); i++) {
      at = walk.behindRecord(at);
    }
    if (walk.count(2) == 0) {
      return -1;
    }
    int end = walk.behindRecord(at);
    int fields = walk.behindName(at);
    if (walk.uint16(fields) != Type.SOA || end - fields < 10 + SOA_NUMBERS + 2) {
      return -1;
    }
    return Integer.toUnsignedLong(Bytes.int32(message, end - SOA_NUMBERS));
  }

  /** Whether it is an answer itself, which nobody must answer. */
  boolean isAnswer() {
    return (flags & 0x8000) != 0;
  }

  /** The operation, 0 for a query. */
  int opcode() {
    return flags >> 11 & 0xf;
  }

  /** Octets of the name in wire form. */
  int nameLength() {
    return question.length - 4;
  }

  /** The ID, 0 to 65535. */
  int id() {
    return id;
  }

  /** The header's second 16 bits. */
  int flags() {
    return flags;
  }

  /** The name asked for. */
  Name name() {
    return name;
  }

  /** The type asked for. */
  int type() {
    return type;
  }

  /** The class asked for. */
  int rdclass() {
    return rdclass;
  }

  /** The question in uncompressed wire form, to be repeated. */
  byte[] question() {
    return question;
  }

  /** The client's serial in a query for IXFR, 0 to 2^32-1; -1 if it gives none. */
  long serial() {
    return serial;
  }

  /** Its signature; null if it has none. */
  TsigRecord tsig() {
    return tsig;
  }
}
