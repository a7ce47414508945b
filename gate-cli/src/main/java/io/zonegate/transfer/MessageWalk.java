package io.zonegate.transfer;

import org.xbill.DNS.WireParseException;

/** Steps over the parts of a message without making objects of them (RFC 1035 section 4.1). */
final class MessageWalk {
  /** Octets of the header. */
  static final int HEADER = 12;

  private static final int POINTER = 0xc0;

  private final byte[] message;
  private final int length;

  /**
   * A walk over the message in {@code [0, length)}.
   *
   * @throws WireParseException if it has no whole header
   */
  MessageWalk(byte[] message, int length) throws WireParseException {
    this.message = message;
    this.length = length;
    reach(HEADER);
  }

  /** The 16 bits at {@code at}. */
  int uint16(int at) {
    return (message[at] & 0xff) << 8 | (message[at + 1] & 0xff);
  }

  /** Number of entries in a section, 0 to 3. */
  int count(int section) {
    return uint16(4 + 2 * section);
  }

  /** Where the question begins that follows the one at {@code at}. */
  int behindQuestion(int at) throws WireParseException {
    return reach(behindName(at) + 4);
  }

  /** Where the answers begin. */
  int behindQuestions() throws WireParseException {
    int at = HEADER;
    for (int i = 0; i < count(0); i++) {
      at = behindQuestion(at);
    }
    return at;
  }

  /** Where the record begins that follows the one at {@code at}. */
  int behindRecord(int at) throws WireParseException {
    int rdata = reach(behindName(at) + 10);
    return reach(rdata + uint16(rdata - 2));
  }

  /** Where the type of the record or question at {@code at} stands. */
  int behindName(int start) throws WireParseException {
    int at = start;
    while (true) {
      reach(at + 1);
      int octets = message[at] & 0xff;
      if (octets >= POINTER) {
        return reach(at + 2);
      }
      at = reach(at + 1 + octets);
      if (octets == 0) {
        return at;
      }
    }
  }

  private int reach(int at) throws WireParseException {
    if (at > length) {
      throw new WireParseException("the message ends too early");
    }
    return at;
  }
}
