package io.zonegate.transfer;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.crypto.Mac;
import org.xbill.DNS.Rcode;

/**
 * The TSIG records of a query and of the messages that answer it (RFC 8945), on either side. Each
 * code covers the one before it, so that no message can be taken away, added or moved.
 *
 * <p>dnsjava's own would want every record of every message as an object, and its code of a BADTIME
 * answer leaves out the time that the answer gives.
 */
final class TsigExchange {
  /** Octets that a TSIG record of one of our keys takes at most. */
  static final int ROOM = 400;

  /** Seconds that clocks may be apart (RFC 8945 section 10). */
  private static final int FUDGE = 300;

  /** So many messages may follow a signed one without being signed (RFC 8945 section 5.3.1). */
  private static final int MOST_UNSIGNED = 99;

  private static final byte[] NOTHING = {};

  private final TsigKey key;
  private final Supplier<Instant> clock;
  private final Mac mac;

  /** Messages signed so far, the query among them. */
  private int signed;

  private int unsigned;

  TsigExchange(TsigKey key, Supplier<Instant> clock) {
    this.key = key;
    this.clock = clock;
    this.mac = key.mac();
  }

  /**
   * Signs the next message of this side, which must have {@link #ROOM} octets of room.
   *
   * @return the message's new length
   */
  int sign(byte[] message, int length) {
    return sign(message, length, clock.get(), 0, NOTHING);
  }

  /** Octets that the TSIG record of a message takes. */
  int octets() {
    // Owner, type, class, TTL, length; algorithm, times, lengths, ID, error (RFC 8945 section 4.2).
    return key.name().length() + 10 + key.algorithmName().length() + 16 + mac.getMacLength();
  }

  /** Signs the answer that tells the other side that its clock is wrong (section 5.2.3). */
  int signBadTime(byte[] message, int length, Instant theirs) {
    byte[] now = new byte[6];
    ByteBuffer.wrap(now)
        .putShort((short) (clock.get().getEpochSecond() >>> 32))
        .putInt((int) clock.get().getEpochSecond());
    return sign(message, length, theirs, Rcode.BADTIME, now);
  }

  private int sign(byte[] message, int length, Instant time, int error, byte[] other) {
    int id = ByteBuffer.wrap(message).getShort(0) & 0xffff;
    TsigRecord variables = record(length, time, NOTHING, id, error, other);
    mac.update(message, 0, length);
    byte[] code = mac.doFinal(variables.digested(signed > 1));
    signed(code);
    return record(length, time, code, id, error, other).append(message);
  }

  private TsigRecord record(int start, Instant time, byte[] code, int id, int error, byte[] other) {
    return new TsigRecord(
        start, key.name(), key.algorithmName(), time, FUDGE, code, id, error, other);
  }

  private void signed(byte[] code) {
    signed++;
    unsigned = 0;
    mac.update(new byte[] {(byte) (code.length >> 8), (byte) code.length});
    mac.update(code);
  }

  /**
   * Writes an error about a query that could not be verified, with an empty code (section 5.3.2).
   */
  static int refuse(byte[] message, int length, TsigRecord query, int error) {
    return new TsigRecord(
            length,
            query.key(),
            query.algorithm(),
            query.time(),
            FUDGE,
            NOTHING,
            query.originalId(),
            error,
            NOTHING)
        .append(message);
  }

  /**
   * Verifies the next message of the other side.
   *
   * @param record the message's TSIG record; null if it has none
   * @return {@link Rcode#NOERROR}, also for a message that needs no record; or {@link
   *     Rcode#BADKEY}, {@link Rcode#BADSIG}, {@link Rcode#BADTIME}
   */
  int verify(byte[] message, int length, TsigRecord record) {
    if (record == null) {
      mac.update(message, 0, length);
      unsigned++;
      return signed > 1 && unsigned <= MOST_UNSIGNED ? Rcode.NOERROR : Rcode.BADSIG;
    }
    if (!record.key().equals(key.name()) || !record.algorithm().equals(key.algorithmName())) {
      return Rcode.BADKEY;
    }
    byte[] header = Arrays.copyOf(message, MessageWalk.HEADER);
    ByteBuffer fields = ByteBuffer.wrap(header);
    fields.putShort(0, (short) record.originalId());
    fields.putShort(10, (short) (fields.getShort(10) - 1));
    mac.update(header);
    mac.update(message, MessageWalk.HEADER, record.start() - MessageWalk.HEADER);
    byte[] code = mac.doFinal(record.digested(signed > 1));
    if (!MessageDigest.isEqual(code, record.mac())) {
      return Rcode.BADSIG;
    }
    signed(code);
    Duration apart = Duration.between(record.time(), clock.get()).abs();
    return apart.compareTo(Duration.ofSeconds(record.fudge())) <= 0 ? Rcode.NOERROR : Rcode.BADTIME;
  }

  /** Whether the last message was signed, which the end of a transfer must be. */
  boolean isSettled() {
    return unsigned == 0;
  }
}
