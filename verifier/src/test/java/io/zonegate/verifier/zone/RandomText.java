package io.zonegate.verifier.zone;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes sound zones that use all that the syntax of master files allows. */
final class RandomText {
  private final Random random;
  private final List<String> seen = new ArrayList<>();
  private int number;

  RandomText(Random random) {
    this.random = random;
  }

  /** A zone {@code example.} of about {@code records} records, no two of them equal. */
  String zone(int records) {
    StringBuilder text = new StringBuilder(ZoneText.HEAD);
    for (int i = 0; i < records; i++) {
      switch (random.nextInt(12)) {
        case 0 ->
            text.append("$ORIGIN ")
                .append(pick("example.", "sub.example.", "Deep.Sub.example."))
                .append(eol());
        case 1 -> text.append("$TTL ").append(ttl()).append(eol());
        case 2 -> text.append(pick("", " ", "\t", "; comment ( \" ", "  ;")).append('\n');
        default -> text.append(record());
      }
      if (random.nextInt(6) == 0) {
        text.append("$ORIGIN example.").append(eol());
      }
    }
    return text.toString();
  }

  private String record() {
    String owner = seen.isEmpty() || random.nextInt(5) > 0 ? name() : "";
    seen.add(owner);
    List<String> words = new ArrayList<>();
    boolean ttlFirst = random.nextBoolean();
    if (ttlFirst && random.nextBoolean()) {
      words.add(ttl());
    }
    if (random.nextBoolean()) {
      words.add(pick("IN", "in", "CLASS1"));
    }
    if (!ttlFirst && random.nextBoolean()) {
      words.add(ttl());
    }
    words.addAll(List.of(rdata().split(" ")));
    StringBuilder text = new StringBuilder(owner);
    int open = random.nextInt(3) == 0 ? random.nextInt(words.size()) : words.size();
    for (int i = 0; i < words.size(); i++) {
      text.append(blank(i > open));
      if (i == open) {
        text.append('(').append(blank(true));
      }
      text.append(words.get(i));
    }
    if (open < words.size()) {
      text.append(blank(true)).append(')');
    }
    return text.append(eol()).toString();
  }

  private String blank(boolean inParentheses) {
    return inParentheses
        ? pick(" ", "\t", "\n", " ; note\n ", "\r\n", "\n\n  ")
        : pick(" ", "\t", "   ");
  }

  private String eol() {
    return pick("\n", "\r\n", " \n", "; comment\n", " ; \"( comment\n");
  }

  private String ttl() {
    return pick("0", "60", "3600", "1h", "1W2d3H4m5s", "2147483647", "90M");
  }

  /** A name that no earlier call gave. */
  private String name() {
    String label =
        pick("a", "Host", "x\\046y", "\\000\\001", "*", "\\\\", "_tcp", "\\@") + number++;
    return switch (random.nextInt(4)) {
      case 0 -> label + ".Sub";
      case 1 -> label + ".example.";
      case 2 -> "l".repeat(1 + random.nextInt(63 - label.length())) + "." + label;
      default -> label;
    };
  }

  /** RDATA that no earlier call gave, type first, words parted by single spaces. */
  private String rdata() {
    int n = number++;
    String address = "192.0." + (n >>> 8) + "." + (n & 255);
    return switch (random.nextInt(14)) {
      case 0 -> "AAAA 2001:DB8::" + Integer.toHexString(n);
      case 1 -> "MX " + n + " " + name();
      case 2 -> "TXT " + n + " " + pick("\"\"", "a\\;b", "\"x;y(z\"", "\\034", "\"\\\\\"", "plain");
      case 3 -> "SRV 0 " + n + " 53 " + name();
      case 4 -> "DS " + n + " 13 2 " + "0123456789abcdef".repeat(4);
      case 5 -> "TYPE65281 \\# 4 " + String.format("%08X", n);
      case 6 -> "NAPTR " + n + " 0 \"s\" \"\" \"\" " + name();
      case 7 -> "CAA 0 issue \"ca" + n + "\"";
      case 8 -> "DNSKEY 256 3 8 AwEA " + String.format("%08d", n);
      case 9 -> "RRSIG A 8 1 " + n + " 20300102030405 1700000000 1 example. AAAA";
      case 10 -> "NSEC " + name() + " A NS RRSIG NSEC TYPE" + (1000 + n);
      case 11 -> "URI 1 " + n + " \"https://x/\\034\"";
      case 12 -> "SSHFP 1 1 " + String.format("%040x", n);
      default -> "A " + address;
    };
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
