package io.zonegate.signer.reuse;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** RDATA of an RRSIG record (RFC 4034, 3.1). Immutable. */
final class Rrsig {

  private static final int FIXED_OCTETS = 18;
  private static final int WORDS_BEFORE_SIGNATURE = 8;
  private static final long MOST = 0xffffffffL;

  private final byte[] octets;
  private final ByteBuffer rdata;
  private final int beginning;

  /**
   * RDATA in wire form.
   *
   * @param beginning octets up to the signature field
   */
  Rrsig(byte[] octets, int beginning) {
    this.octets = octets;
    this.rdata = ByteBuffer.wrap(octets);
    this.beginning = beginning;
  }

  /**
   * RDATA in presentation form (RFC 4034, 3.2).
   *
   * @param origin what a relative signer's name is relative to
   * @throws IllegalArgumentException when it is not
   */
  static Rrsig of(String text, Name origin) {
    String[] words = text.trim().split(" +");
    if (words.length <= WORDS_BEFORE_SIGNATURE) {
      throw new IllegalArgumentException(
          "it has " + words.length + " fields; at least 9 are needed (RFC 4034, 3.2)");
    }
    int covered = Type.value(words[0]);
    if (covered < 0) {
      throw new IllegalArgumentException("the type covered, \"" + words[0] + "\", is not known");
    }
    byte[] signer;
    try {
      signer = Name.fromString(words[7], origin).toWireCanonical();
    } catch (TextParseException e) {
      throw new IllegalArgumentException("signer's name \"" + words[7] + "\" is no name", e);
    }
    String base64 =
        words.length == WORDS_BEFORE_SIGNATURE + 1
            ? words[8]
            : String.join("", Arrays.asList(words).subList(8, words.length));
    byte[] signature = Base64.getDecoder().decode(base64);
    byte[] octets = new byte[FIXED_OCTETS + signer.length + signature.length];
    ByteBuffer.wrap(octets)
        .putShort((short) covered)
        .put((byte) number(words[1], 0xff))
        .put((byte) number(words[2], 0xff))
        .putInt((int) number(words[3], MOST))
        .putInt(time(words[4]))
        .putInt(time(words[5]))
        .putShort((short) number(words[6], 0xffff))
        .put(signer)
        .put(signature);
    return new Rrsig(octets, FIXED_OCTETS + signer.length);
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

  int covered() {
    return rdata.getShort(0) & 0xffff;
  }

  int algorithm() {
    return rdata.get(2) & 0xff;
  }

  int labels() {
    return rdata.get(3) & 0xff;
  }

  /** The original TTL. */
  long ttl() {
    return rdata.getInt(4) & MOST;
  }

  int expiration() {
    return rdata.getInt(8);
  }

  int inception() {
    return rdata.getInt(12);
  }

  int keyTag() {
    return rdata.getShort(16) & 0xffff;
  }

  /** Whether the signer's name is this one, in canonical wire form. */
  boolean signedBy(byte[] name) {
    return Arrays.equals(octets, FIXED_OCTETS, beginning, name, 0, name.length);
  }

  /** Octets of the RDATA up to the signature field. */
  int beginningLength() {
    return beginning;
  }

  /** The RDATA up to the signature field. */
  byte[] beginning() {
    return Arrays.copyOf(octets, beginning);
  }

  /** The signature field. */
  byte[] signature() {
    return Arrays.copyOfRange(octets, beginning, octets.length);
  }

  /** The whole RDATA in wire form. */
  byte[] wire() {
    return octets;
  }
}
