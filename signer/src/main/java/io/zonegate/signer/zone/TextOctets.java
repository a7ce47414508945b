package io.zonegate.signer.zone;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Text of a master file that grows at its end, as octets from the start: a zone has gigabytes of
 * it. Thread-confined.
 */
public final class TextOctets {

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  /** Digits of the greatest long. */
  private static final int MOST_DIGITS = 19;

  private byte[] octets;
  private int length;

  /**
   * Empty text.
   *
   * @param room octets that most such texts have at most
   */
  public TextOctets(int room) {
    octets = new byte[room];
  }

  private void room(int more) {
    if (octets.length - length < more) {
      octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + more));
    }
  }

  /** Appends an ASCII character. */
  public TextOctets append(char c) {
    room(1);
    octets[length++] = (byte) c;
    return this;
  }

  /** Appends ASCII text. */
  public TextOctets append(String text) {
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      octets[length++] = (byte) text.charAt(i);
    }
    return this;
  }

  /** Appends a part of octets, which are ASCII text. */
  void append(byte[] text, int start, int end) {
    room(end - start);
    System.arraycopy(text, start, octets, length, end - start);
    length += end - start;
  }

  /** Appends a decimal number, 0 or more. */
  public TextOctets append(long number) {
    room(MOST_DIGITS);
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    long rest = number;
    for (int i = length + digits - 1; i >= length; i--) {
      octets[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /** Appends octets as hexadecimal digits in upper case. */
  void appendHex(byte[] from, int start, int end) {
    room(2 * (end - start));
    for (int i = start; i < end; i++) {
      octets[length++] = HEX[(from[i] & 0xff) >> 4];
      octets[length++] = HEX[from[i] & 0xf];
    }
  }

  /** Appends octets in Base 64 (RFC 4648, 4). */
  void appendBase64(byte[] from, int start, int end) {
    byte[] digits = Base64.getEncoder().encode(Arrays.copyOfRange(from, start, end));
    append(digits, 0, digits.length);
  }

  /** Octets so far. */
  int length() {
    return length;
  }

  /** Takes what was appended last back. */
  void cut(int newLength) {
    length = newLength;
  }

  /** Writes the octets. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(octets, 0, length);
  }

  /** A copy of the octets. */
  public byte[] octets() {
    return Arrays.copyOf(octets, length);
  }

  @Override
  public String toString() {
    return new String(octets, 0, length, StandardCharsets.US_ASCII);
  }
}
