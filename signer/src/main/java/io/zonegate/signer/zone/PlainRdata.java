package io.zonegate.signer.zone;

import java.util.Arrays;
import java.util.Map;
import org.xbill.DNS.Address;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * RDATA of the types that a zone of delegations is made of, read from plain text. What is not plain
 * is left to dnsjava, and so is every refusal: null is no answer.
 */
final class PlainRdata {

  private static final int MOST_LABEL = 63;
  private static final int MOST_NAME = 255;
  private static final int DS_FIXED_OCTETS = 4;

  /** SHA-256 and SHA-384 (RFC 4509, RFC 6605). */
  private static final Map<Integer, Integer> DIGEST_DIGITS = Map.of(2, 64, 4, 96);

  private PlainRdata() {}

  /** The RDATA in wire form, or null if the text is not plain enough. */
  static byte[] of(int type, String text, Name origin) {
    String words = text.trim();
    return switch (type) {
      case Type.A -> Address.toByteArray(words, Address.IPv4);
      case Type.AAAA -> Address.toByteArray(words, Address.IPv6);
      case Type.NS -> name(words, origin);
      case Type.DS -> ds(words);
      default -> null;
    };
  }

  /** A name of letters, digits, hyphens and low lines. */
  private static byte[] name(String text, Name origin) {
    byte[] wire = new byte[text.length() + 2];
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (!end(wire, start, i)) {
          return null;
        }
        start = i + 1;
      } else if ((c < 0x80 && Character.isLetterOrDigit(c)) || c == '-' || c == '_') {
        wire[i + 1] = (byte) c;
      } else {
        return null;
      }
    }
    if (start == text.length()) {
      return start > 0 && start + 1 <= MOST_NAME ? Arrays.copyOf(wire, start + 1) : null;
    }
    byte[] rest = origin.toWire();
    int relative = text.length() + 1;
    if (!end(wire, start, text.length()) || relative + rest.length > MOST_NAME) {
      return null;
    }
    byte[] whole = Arrays.copyOf(wire, relative + rest.length);
    System.arraycopy(rest, 0, whole, relative, rest.length);
    return whole;
  }

  /** Sets the length of the label from start to end; false if no label has it. */
  private static boolean end(byte[] wire, int start, int end) {
    wire[start] = (byte) (end - start);
    return end > start && end - start <= MOST_LABEL;
  }

  private static byte[] ds(String text) {
    Words words = Words.of(text);
    int tag = number(words.next().toString(), 0xffff);
    int algorithm = number(words.next().toString(), 0xff);
    int digestType = number(words.next().toString(), 0xff);
    String digest = words.next().toString();
    if (tag < 0
        || algorithm < 0
        || digestType < 0
        || digest.length() != DIGEST_DIGITS.getOrDefault(digestType, 0)
        || !words.next().isEmpty()) {
      return null;
    }
    byte[] rdata = new byte[DS_FIXED_OCTETS + digest.length() / 2];
    rdata[0] = (byte) (tag >> 8);
    rdata[1] = (byte) tag;
    rdata[2] = (byte) algorithm;
    rdata[3] = (byte) digestType;
    for (int i = 0; i < digest.length(); i += 2) {
      int high = Character.digit(digest.charAt(i), 16);
      int low = Character.digit(digest.charAt(i + 1), 16);
      if (high < 0 || low < 0 || digest.charAt(i) >= 0x80 || digest.charAt(i + 1) >= 0x80) {
        return null;
      }
      rdata[DS_FIXED_OCTETS + i / 2] = (byte) (high << 4 | low);
    }
    return rdata;
  }

  /** A decimal number of at most five digits; -1 if it is none or greater than the most. */
  private static int number(String word, int most) {
    if (word.isEmpty() || word.length() > 5) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = 10 * value + c - '0';
    }
    return value > most ? -1 : value;
  }
}
