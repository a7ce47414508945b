package io.zonegate.signer.reuse;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Reads RRSIG records in presentation form (RFC 4034, 3.2). Most have the signer's name of the one
 * before, which is read once. Thread-confined.
 */
final class RrsigReader {

  private static final int WORDS_BEFORE_SIGNATURE = 8;
  private static final long MOST = 0xffffffffL;

  private String signerText = "";
  private Name signerOrigin;
  private byte[] signer = {};

  /**
   * The record's RDATA.
   *
   * @param origin what a relative signer's name is relative to
   * @throws IllegalArgumentException when it is none
   */
  Rrsig read(String text, Name origin) {
    String[] words = new String[WORDS_BEFORE_SIGNATURE];
    int at = 0;
    for (int i = 0; i < words.length; i++) {
      int start = afterBlanks(text, at);
      at = text.indexOf(' ', start);
      if (at < 0) {
        throw tooShort(text);
      }
      words[i] = text.substring(start, at);
    }
    int covered = Type.value(words[0]);
    if (covered < 0) {
      throw new IllegalArgumentException("the type covered, \"" + words[0] + "\", is not known");
    }
    String base64 = text.substring(at).trim();
    if (base64.isEmpty()) {
      throw tooShort(text);
    }
    byte[] name = signer(words[7], origin);
    byte[] signature =
        Base64.getDecoder().decode(base64.indexOf(' ') < 0 ? base64 : base64.replace(" ", ""));
    byte[] octets = new byte[Rrsig.FIXED_OCTETS + name.length + signature.length];
    ByteBuffer.wrap(octets)
        .putShort((short) covered)
        .put((byte) number(words[1], 0xff))
        .put((byte) number(words[2], 0xff))
        .putInt((int) number(words[3], MOST))
        .putInt(time(words[4]))
        .putInt(time(words[5]))
        .putShort((short) number(words[6], 0xffff))
        .put(name)
        .put(signature);
    return new Rrsig(octets, Rrsig.FIXED_OCTETS + name.length);
  }

  private static IllegalArgumentException tooShort(String text) {
    return new IllegalArgumentException(
        "it has "
            + text.trim().split(" +").length
            + " fields; at least 9 are needed (RFC 4034, 3.2)");
  }

  private static int afterBlanks(String text, int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  private byte[] signer(String text, Name origin) {
    if (!text.equals(signerText) || !origin.equals(signerOrigin)) {
      try {
        signer = Name.fromString(text, origin).toWireCanonical();
      } catch (TextParseException e) {
        throw new IllegalArgumentException("signer's name \"" + text + "\" is no name", e);
      }
      signerText = text;
      signerOrigin = origin;
    }
    return signer;
  }

  private static long number(String word, long most) {
    long value = digits(word, 1, 10);
    if (value < 0 || value > most) {
      throw new IllegalArgumentException("\"" + word + "\" is no number from 0 to " + most);
    }
    return value;
  }

  /** The number that these digits are; -1 if there are others than digits, too few or too many. */
  private static long digits(String word, int least, int most) {
    if (word.length() < least || word.length() > most) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = 10 * value + c - '0';
    }
    return value;
  }

  /** YYYYMMDDhhmmss, or seconds since 1970 modulo 2^32. */
  private static int time(String word) {
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
      throw new IllegalArgumentException("\"" + word + "\" is no time", e);
    }
  }
}
