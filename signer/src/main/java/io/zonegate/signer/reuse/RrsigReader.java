package io.zonegate.signer.reuse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Reads RRSIG records in presentation form (RFC 4034, 3.2). Most have the signer's name of the one
 * before, and many its type, which are read once. Thread-confined.
 */
final class RrsigReader {

  private static final int WORDS_BEFORE_SIGNATURE = 8;
  private static final long MOST = 0xffffffffL;

  private byte[] typeText = {};
  private int type;
  private byte[] signerText = {};
  private Name signerOrigin;
  private byte[] signer = {};

  /** The text that is read, and where its words begin and end. */
  private byte[] text = {};

  private final int[] starts = new int[WORDS_BEFORE_SIGNATURE];
  private final int[] ends = new int[WORDS_BEFORE_SIGNATURE];

  /**
   * The record's RDATA.
   *
   * @param octets text, with the RDATA from start to end
   * @param origin what a relative signer's name is relative to
   * @throws IllegalArgumentException when it is none
   */
  Rrsig read(byte[] octets, int start, int end, Name origin) {
    text = octets;
    int at = start;
    for (int i = 0; i < WORDS_BEFORE_SIGNATURE; i++) {
      starts[i] = afterBlanks(at, end);
      at = starts[i];
      while (at < end && text[at] != ' ') {
        at++;
      }
      ends[i] = at;
    }
    int base64 = afterBlanks(at, end);
    if (base64 == end) {
      throw tooShort(start, end);
    }
    int covered = covered();
    byte[] name = signer(origin);
    byte[] signature = signature(base64, end);
    byte[] rdata = new byte[Rrsig.FIXED_OCTETS + name.length + signature.length];
    ByteBuffer.wrap(rdata)
        .putShort((short) covered)
        .put((byte) number(1, 0xff))
        .put((byte) number(2, 0xff))
        .putInt((int) number(3, MOST))
        .putInt(time(4))
        .putInt(time(5))
        .putShort((short) number(6, 0xffff))
        .put(name)
        .put(signature);
    return new Rrsig(rdata, Rrsig.FIXED_OCTETS + name.length);
  }

  private String text(int start, int end) {
    return new String(text, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private String word(int i) {
    return text(starts[i], ends[i]);
  }

  private boolean is(int i, byte[] word) {
    return Arrays.equals(text, starts[i], ends[i], word, 0, word.length);
  }

  private IllegalArgumentException tooShort(int start, int end) {
    return new IllegalArgumentException(
        "it has "
            + text(start, end).trim().split(" +").length
            + " fields; at least 9 are needed (RFC 4034, 3.2)");
  }

  private int afterBlanks(int start, int end) {
    int at = start;
    while (at < end && text[at] == ' ') {
      at++;
    }
    return at;
  }

  private int covered() {
    if (!is(0, typeText)) {
      type = Type.value(word(0));
      if (type < 0) {
        throw new IllegalArgumentException("the type covered, \"" + word(0) + "\", is not known");
      }
      typeText = Arrays.copyOfRange(text, starts[0], ends[0]);
    }
    return type;
  }

  private byte[] signer(Name origin) {
    if (!is(7, signerText) || !origin.equals(signerOrigin)) {
      try {
        signer = Name.fromString(word(7), origin).toWireCanonical();
      } catch (TextParseException e) {
        throw new IllegalArgumentException("signer's name \"" + word(7) + "\" is no name", e);
      }
      signerText = Arrays.copyOfRange(text, starts[7], ends[7]);
      signerOrigin = origin;
    }
    return signer;
  }

  /** Base 64 with or without blanks in it. */
  private byte[] signature(int start, int end) {
    byte[] base64 = new byte[end - start];
    int length = 0;
    for (int i = start; i < end; i++) {
      if (text[i] != ' ') {
        base64[length++] = text[i];
      }
    }
    ByteBuffer signature = Base64.getDecoder().decode(ByteBuffer.wrap(base64, 0, length));
    return Arrays.copyOf(signature.array(), signature.remaining());
  }

  private long number(int word, long most) {
    long value = digits(word, 1, 10);
    if (value < 0 || value > most) {
      throw new IllegalArgumentException("\"" + word(word) + "\" is no number from 0 to " + most);
    }
    return value;
  }

  /** The number that these digits are; -1 if there are others than digits, too few or too many. */
  private long digits(int word, int least, int most) {
    int length = ends[word] - starts[word];
    if (length < least || length > most) {
      return -1;
    }
    long value = 0;
    for (int i = starts[word]; i < ends[word]; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = 10 * value + digit;
    }
    return value;
  }

  /** YYYYMMDDhhmmss, or seconds since 1970 modulo 2^32. */
  private int time(int word) {
    long digits = digits(word, 14, 14);
    if (digits < 0) {
      return (int) number(word, MOST);
    }
    int time = (int) (digits % 1_000_000);
    int date = (int) (digits / 1_000_000);
    try {
      LocalDateTime moment =
          LocalDateTime.of(
              date / 10_000,
              date / 100 % 100,
              date % 100,
              time / 10_000,
              time / 100 % 100,
              time % 100);
      return (int) moment.toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("\"" + word(word) + "\" is no time", e);
    }
  }
}
