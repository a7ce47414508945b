package io.zonegate.verifier.zone;

import io.zonegate.verifier.zone.NameText.FormException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.xbill.DNS.Address;

/**
 * The SvcParams of SVCB and HTTPS records. On the wire each is key (2 octets), length (2), value,
 * by ascending key (RFC 9460 section 2.2); in text {@code key}, {@code key=value} or {@code
 * key="value"} in any order (section 2.1). Only the form is judged: what does not fit together
 * (section 2.4.3) is for clients to ignore.
 */
final class ServiceParameters {
  private static final int MANDATORY = 0;
  private static final int ALPN = 1;
  private static final int NO_DEFAULT_ALPN = 2;
  private static final int PORT = 3;
  private static final int IPV4_HINT = 4;
  private static final int ECH = 5;
  private static final int IPV6_HINT = 6;
  private static final int DOHPATH = 7;
  private static final int OHTTP = 8;
  private static final int TLS_SUPPORTED_GROUPS = 9;
  private static final int DOCPATH = 10;

  private static final Map<String, Integer> KEYS = new HashMap<>();

  static {
    KEYS.put("mandatory", MANDATORY);
    KEYS.put("alpn", ALPN);
    KEYS.put("no-default-alpn", NO_DEFAULT_ALPN);
    KEYS.put("port", PORT);
    KEYS.put("ipv4hint", IPV4_HINT);
    KEYS.put("ech", ECH);
    KEYS.put("ipv6hint", IPV6_HINT);
    KEYS.put("dohpath", DOHPATH);
    KEYS.put("ohttp", OHTTP);
    KEYS.put("tls-supported-groups", TLS_SUPPORTED_GROUPS);
    KEYS.put("docpath", DOCPATH);
  }

  private ServiceParameters() {}

  /** Turns the tokens from {@code first} to the end of the entry into wire form. */
  static byte[] parse(Entry entry, int first) throws FormException {
    SortedMap<Integer, byte[]> values = new TreeMap<>();
    int t = first;
    while (t < entry.tokens) {
      int equals = equalsSign(entry, t);
      int nameEnd = equals < 0 ? entry.end[t] : equals;
      String name = NameText.printable(entry.buffer, entry.start[t], nameEnd);
      if (entry.quoted[t]) {
        throw new FormException("'" + name + "' is a value without a key");
      }
      byte[] text = null;
      if (equals >= 0 && equals + 1 < entry.end[t]) {
        text = charString(entry, equals + 1, entry.end[t]);
      } else if (equals >= 0) {
        text = new byte[0];
        // A value in quotes is a token of its own, right behind its key.
        if (t + 1 < entry.tokens && entry.quoted[t + 1] && entry.start[t + 1] - 1 == entry.end[t]) {
          t++;
          text = charString(entry, entry.start[t], entry.end[t]);
        }
      }
      int key = key(name);
      byte[] value = KEYS.containsKey(name) ? value(name, key, text) : opaque(text);
      form(name, key, value);
      if (values.put(key, value) != null) {
        throw new FormException("SvcParam '" + name + "' is given twice (RFC 9460 section 2.1)");
      }
      t++;
    }
    return wire(values);
  }

  private static byte[] wire(SortedMap<Integer, byte[]> values) throws FormException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    for (Map.Entry<Integer, byte[]> parameter : values.entrySet()) {
      byte[] value = parameter.getValue();
      put16(wire, parameter.getKey());
      put16(wire, value.length);
      wire.writeBytes(value);
    }
    if (wire.size() > RdataText.MAX_RDATA) {
      throw new FormException("RDATA is longer than 65,535 octets");
    }
    return wire.toByteArray();
  }

  /**
   * Refuses parameters that are not in ascending order of their keys, run over the end, or whose
   * value has not the form of its key.
   */
  static void walk(byte[] rdata, int offset, int end) throws FormException {
    int at = offset;
    int last = -1;
    while (at < end) {
      if (end - at < 4 || end - at - 4 < Bytes.uint16(rdata, at + 2)) {
        throw new FormException("a SvcParam runs over the end of the RDATA");
      }
      int key = Bytes.uint16(rdata, at);
      if (key <= last) {
        throw new FormException(
            "SvcParam key "
                + key
                + " after key "
                + last
                + ": not ascending (RFC 9460 section 2.2)");
      }
      last = key;
      int from = at + 4;
      at = from + Bytes.uint16(rdata, at + 2);
      form("key" + key, key, Arrays.copyOfRange(rdata, from, at));
    }
  }

  private static int equalsSign(Entry entry, int t) {
    for (int i = entry.start[t]; i < entry.end[t]; i++) {
      if (entry.buffer[i] == '=') {
        return i;
      }
    }
    return -1;
  }

  private static int key(String name) throws FormException {
    Integer known = KEYS.get(name);
    if (known != null) {
      return known;
    }
    if (name.matches("key(0|[1-9][0-9]{0,4})")) {
      int number = Integer.parseInt(name.substring(3));
      if (number <= 0xffff) {
        return number;
      }
    }
    throw new FormException("'" + name + "' is not a SvcParam key; key0 to key65535 always are");
  }

  private static byte[] opaque(byte[] text) {
    return text == null ? new byte[0] : text;
  }

  /** The value of a key that is given by its name. */
  private static byte[] value(String name, int key, byte[] text) throws FormException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    switch (key) {
      case NO_DEFAULT_ALPN, OHTTP -> {
        if (text != null && text.length > 0) {
          throw new FormException("SvcParam '" + name + "' takes no value");
        }
      }
      case DOHPATH -> wire.writeBytes(present(name, text));
      case ECH -> wire.writeBytes(base64(name, present(name, text)));
      case PORT -> put16(wire, number(name, ascii(present(name, text))));
      case ALPN, DOCPATH -> {
        for (byte[] item : items(key == DOCPATH ? opaque(text) : present(name, text))) {
          if (item.length > 255) {
            throw new FormException("SvcParam '" + name + "' has an item of over 255 octets");
          }
          wire.write(item.length);
          wire.writeBytes(item);
        }
      }
      default -> {
        List<String> words = new ArrayList<>();
        for (byte[] item : items(present(name, text))) {
          words.add(ascii(item));
        }
        words(name, key, words, wire);
      }
    }
    return wire.toByteArray();
  }

  private static void words(String name, int key, List<String> words, ByteArrayOutputStream wire)
      throws FormException {
    switch (key) {
      case MANDATORY -> {
        List<Integer> keys = new ArrayList<>();
        for (String word : words) {
          keys.add(key(word));
        }
        keys.stream().sorted().forEach(k -> put16(wire, k));
      }
      case TLS_SUPPORTED_GROUPS -> {
        for (String word : words) {
          put16(wire, number(name, word));
        }
      }
      case IPV4_HINT, IPV6_HINT -> {
        int family = key == IPV4_HINT ? Address.IPv4 : Address.IPv6;
        for (String word : words) {
          byte[] address = Address.toByteArray(word, family);
          if (address == null) {
            throw new FormException("SvcParam '" + name + "': '" + word + "' is no address");
          }
          wire.writeBytes(address);
        }
      }
      default -> throw new IllegalStateException("no form for SvcParam key " + key);
    }
  }

  private static byte[] present(String name, byte[] text) throws FormException {
    if (text == null || text.length == 0) {
      throw new FormException("SvcParam '" + name + "' needs a value");
    }
    return text;
  }

  /** Refuses a value that has not the form of its key on the wire. */
  private static void form(String name, int key, byte[] value) throws FormException {
    boolean good =
        switch (key) {
          case MANDATORY -> ascending(value);
          case ALPN -> value.length > 0 && isCounted(value, 1);
          case NO_DEFAULT_ALPN, OHTTP -> value.length == 0;
          case PORT -> value.length == 2;
          case IPV4_HINT -> value.length > 0 && value.length % 4 == 0;
          case IPV6_HINT -> value.length > 0 && value.length % 16 == 0;
          case ECH, DOHPATH -> value.length > 0;
          case TLS_SUPPORTED_GROUPS -> value.length > 0 && value.length % 2 == 0;
          case DOCPATH -> isCounted(value, 0);
          default -> true;
        };
    if (!good) {
      throw new FormException(
          "the value of SvcParam '" + name + "' (" + value.length + " octets) has not its form");
    }
  }

  private static boolean ascending(byte[] value) {
    int last = MANDATORY;
    for (int i = 0; i + 1 < value.length; i += 2) {
      if (Bytes.uint16(value, i) <= last) {
        return false;
      }
      last = Bytes.uint16(value, i);
    }
    return value.length > 0 && value.length % 2 == 0;
  }

  /** Whether the value is a row of strings with length octets, each of a least length. */
  private static boolean isCounted(byte[] value, int least) {
    int at = 0;
    while (at < value.length) {
      if ((value[at] & 0xff) < least) {
        return false;
      }
      at += 1 + (value[at] & 0xff);
    }
    return at == value.length;
  }

  /** Items of a comma-separated list; a backslash guards the next octet (appendix A.1). */
  private static List<byte[]> items(byte[] list) throws FormException {
    List<byte[]> items = new ArrayList<>();
    if (list.length == 0) {
      return items;
    }
    ByteArrayOutputStream item = new ByteArrayOutputStream();
    for (int i = 0; i < list.length; i++) {
      if (list[i] == '\\') {
        if (++i == list.length) {
          throw new FormException("a backslash ends the list of a SvcParam");
        }
        item.write(list[i]);
      } else if (list[i] == ',') {
        items.add(item.toByteArray());
        item.reset();
      } else {
        item.write(list[i]);
      }
    }
    items.add(item.toByteArray());
    for (byte[] one : items) {
      if (one.length == 0) {
        throw new FormException("a list of a SvcParam has an empty item");
      }
    }
    return items;
  }

  private static byte[] charString(Entry entry, int start, int end) throws FormException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(end - start);
    for (int i = start; i < end; i++) {
      if (entry.buffer[i] != '\\') {
        octets.write(entry.buffer[i]);
      } else if (i + 1 < end && NameText.isDigit(entry.buffer[i + 1])) {
        octets.write(NameText.decimalEscape(entry.buffer, i + 1, end));
        i += 3;
      } else if (i + 1 < end) {
        octets.write(entry.buffer[++i]);
      }
    }
    return octets.toByteArray();
  }

  private static byte[] base64(String name, byte[] text) throws FormException {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new FormException("SvcParam '" + name + "' is not base64");
    }
  }

  private static int number(String name, String word) throws FormException {
    int number = word.matches("[0-9]{1,5}") ? Integer.parseInt(word) : -1;
    if (number < 0 || number > 0xffff) {
      throw new FormException(
          "SvcParam '" + name + "': '" + word + "' is not a number from 0 to 65535");
    }
    return number;
  }

  private static String ascii(byte[] octets) {
    return NameText.printable(octets, 0, octets.length);
  }

  private static void put16(ByteArrayOutputStream wire, int value) {
    wire.write(value >>> 8);
    wire.write(value);
  }
}
