package io.zonegate.transfer;

import io.zonegate.verifier.zone.Bytes;
import java.io.IOException;
import java.util.Arrays;

/**
 * Puts records into messages that answer a query, each with the question, and each signed if the
 * query was. Compressed are only owners: behind the zone's name by a pointer to the question, a
 * repeated one by a pointer to where it stood.
 */
final class AnswerMessages {
  private static final int QR_AA = 0x8400;

  /** Recursion desired, and the operation code: an answer repeats them. */
  private static final int REPEATED = 0x7900;

  private static final int TC = 0x0200;

  /** Pointers reach no further, so longer messages would be less compressed. */
  private static final int GOAL = 1 << 14;

  private static final int POINTER = 0xc000;

  /** Octets of the longest message over TCP. */
  static final int MOST = 65_535;

  private final TransferQuery query;
  private final TsigExchange tsig;
  private final int most;
  private final MessageSink sink;
  private final byte[] message = new byte[MOST];
  private final byte[] lastOwner = new byte[256];
  private int flags;
  private int length;
  private int records;
  private int lastOwnerLength;
  private int lastOwnerAt;
  private long octets;

  /**
   * Begins an answer without records and with code 0.
   *
   * @param tsig signs the messages; null if the query was not signed
   * @param most octets that a message may have. A longer one goes out without its records, marked
   *     as truncated; one that is too long even then does not go out
   */
  AnswerMessages(TransferQuery query, TsigExchange tsig, int most, MessageSink sink) {
    this.query = query;
    this.tsig = tsig;
    this.most = most;
    this.sink = sink;
    this.flags = QR_AA | (query.flags() & REPEATED);
    begin();
  }

  private void begin() {
    Arrays.fill(message, 0, MessageWalk.HEADER, (byte) 0);
    Bytes.put16(message, 0, query.id());
    Bytes.put16(message, 2, flags);
    byte[] question = query.question();
    Bytes.put16(message, 4, question.length == 0 ? 0 : 1);
    System.arraycopy(question, 0, message, MessageWalk.HEADER, question.length);
    length = MessageWalk.HEADER + question.length;
    records = 0;
    lastOwnerLength = 0;
  }

  /** Answers with this code (RFC 1035 section 4.1.1) and without authority. */
  AnswerMessages code(int rcode) {
    flags = (flags & ~0x040f) | rcode;
    Bytes.put16(message, 2, flags);
    return this;
  }

  /** Adds all records of a reader. */
  void addAll(RecordReader reader) throws IOException {
    while (reader.next()) {
      add(reader);
    }
  }

  /** Adds the record at which the reader stands. */
  void add(RecordReader reader) throws IOException {
    add(reader.octets(), reader.start(), reader.ownerLength(), reader.length());
  }

  /** Adds a record of the zone's name. */
  void addAtApex(byte[] record) throws IOException {
    add(record, 0, query.nameLength(), record.length);
  }

  /** Adds a record in uncompressed wire form, whose owner is of the zone that was asked for. */
  private void add(byte[] record, int start, int ownerLength, int recordLength) throws IOException {
    if (records > 0 && length + recordLength + TsigExchange.ROOM > GOAL) {
      send();
    }
    owner(record, start, ownerLength);
    int rest = recordLength - ownerLength;
    System.arraycopy(record, start + ownerLength, message, length, rest);
    length += rest;
    records++;
  }

  private void owner(byte[] record, int start, int ownerLength) {
    if (Arrays.equals(lastOwner, 0, lastOwnerLength, record, start, start + ownerLength)) {
      Bytes.put16(message, length, POINTER | lastOwnerAt);
      length += 2;
      return;
    }
    System.arraycopy(record, start, lastOwner, 0, ownerLength);
    lastOwnerLength = ownerLength;
    lastOwnerAt = length;
    int own = ownerLength - query.nameLength();
    System.arraycopy(record, start, message, length, own);
    Bytes.put16(message, length + own, POINTER | MessageWalk.HEADER);
    length += own + 2;
  }

  /** Sends what was added since the last message, signed if the query was. */
  void send() throws IOException {
    if (length + (tsig == null ? 0 : tsig.octets()) > most) {
      flags |= TC;
      begin();
    }
    finish();
    if (tsig != null) {
      length = tsig.sign(message, length);
    }
    emit();
  }

  private void finish() {
    Bytes.put16(message, 6, records);
  }

  private void emit() throws IOException {
    if (length <= most) {
      octets += length;
      sink.send(message, length);
    }
    begin();
  }

  /** Sends an answer to a query whose signature is not good (RFC 8945 section 5.2). */
  void sendTsigError(TsigRecord signature, int error) throws IOException {
    finish();
    length = TsigExchange.refuse(message, length, signature, error);
    emit();
  }

  /** Sends an answer to a query that was signed at another time than it is here. */
  void sendBadTime(TsigRecord signature) throws IOException {
    finish();
    length = tsig.signBadTime(message, length, signature.time());
    emit();
  }

  /** Octets of all messages sent. */
  long octets() {
    return octets;
  }
}
