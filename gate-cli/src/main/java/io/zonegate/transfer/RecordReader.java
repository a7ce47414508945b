package io.zonegate.transfer;

import io.zonegate.signer.zone.RecordText;
import io.zonegate.verifier.zone.Bytes;
import io.zonegate.verifier.zone.NameKey;
import io.zonegate.verifier.zone.NameText;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Reads records one after the other from a file in which they stand as in {@link
 * io.zonegate.verifier.zone.CanonicalRecords}. It holds one buffer, whatever the file's size.
 */
final class RecordReader implements Closeable {
  private static final int BUFFER = 1 << 17;

  private static final int LONGEST = NameKey.MAX_WIRE_BYTES + 10 + 65_535;

  /** Octets between the owner and the RDATA. */
  private static final int FIXED = 10;

  private final FileChannel file;
  private final byte[] buffer = new byte[BUFFER];
  private final byte[] key = new byte[NameKey.MAX_BYTES];
  private long left;
  private int start;
  private int end;
  private int filled;
  private int ownerLength;
  private int keyLength = -1;

  private RecordReader(FileChannel file, long octets) {
    this.file = file;
    this.left = octets;
  }

  /** Reads the records in {@code [from, from + octets)} of the file. */
  static RecordReader of(Path path, long from, long octets) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    file.position(from);
    return new RecordReader(file, octets);
  }

  /**
   * Goes on to the next record.
   *
   * @return false if there is none
   * @throws IOException if there is only a part of one
   */
  boolean next() throws IOException {
    start = end;
    if (filled - start < LONGEST && left > 0) {
      fill();
    }
    if (start == filled) {
      return false;
    }
    int at = start;
    while (at < filled && buffer[at] != 0) {
      at += (buffer[at] & 0xff) + 1;
    }
    ownerLength = at + 1 - start;
    if (ownerLength > NameKey.MAX_WIRE_BYTES || start + ownerLength + FIXED > filled) {
      throw new EOFException("the file ends within a record");
    }
    end = start + ownerLength + FIXED + Bytes.uint16(buffer, start + ownerLength + FIXED - 2);
    if (end > filled) {
      throw new EOFException("the file ends within a record");
    }
    keyLength = -1;
    return true;
  }

  /** Moves what is not read yet to the front and fills the rest of the buffer. */
  private void fill() throws IOException {
    System.arraycopy(buffer, start, buffer, 0, filled - start);
    filled -= start;
    start = 0;
    while (left > 0 && filled < BUFFER) {
      int most = (int) Math.min(left, BUFFER - filled);
      int read = file.read(ByteBuffer.wrap(buffer, filled, most));
      if (read < 0) {
        throw new EOFException("the file is shorter than it was");
      }
      filled += read;
      left -= read;
    }
  }

  /**
   * Compares by owner, type, RDATA, as {@link io.zonegate.verifier.zone.CanonicalRecords} come, and
   * last by TTL.
   */
  int compare(RecordReader other) {
    int order = Arrays.compareUnsigned(key(), 0, keyLength, other.key(), 0, other.keyLength);
    if (order == 0) {
      order = Integer.compare(type(), other.type());
    }
    if (order == 0) {
      order =
          Arrays.compareUnsigned(
              buffer,
              start + ownerLength + FIXED,
              end,
              other.buffer,
              other.start + other.ownerLength + FIXED,
              other.end);
    }
    return order != 0 ? order : Integer.compare(ttl(), other.ttl());
  }

  private byte[] key() {
    if (keyLength < 0) {
      keyLength = NameKey.fromWire(buffer, start, key);
    }
    return key;
  }

  private int ttl() {
    return Bytes.int32(buffer, start + ownerLength + 4);
  }

  /** The record as a line of a master file, without its end. */
  String text() {
    byte[] rdata = Arrays.copyOfRange(buffer, start + ownerLength + FIXED, end);
    return NameText.present(buffer, start)
        + " "
        + Integer.toUnsignedString(ttl())
        + " IN "
        + RecordText.of(type(), rdata);
  }

  /** The record stands in it in {@code [start(), start() + length())}, until the next one. */
  byte[] octets() {
    return buffer;
  }

  int start() {
    return start;
  }

  int length() {
    return end - start;
  }

  int ownerLength() {
    return ownerLength;
  }

  int type() {
    return Bytes.uint16(buffer, start + ownerLength);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
