package io.zonegate.verifier.zone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Good zones with octets changed at random: read or refused, never anything else. */
class ReaderFuzzTest {
  private static final String WORDS = " \t\n\r;()\"\\$@.*0123456789aAzZ\000\001\177\377{},-/#=:";

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void changedTextIsReadOrRefused(int seed) {
    Random random = new Random(seed);
    byte[] good =
        (new RandomText(random).zone(15)
                + "$GENERATE 1-9/2 g${0,2,x} A 192.0.2.$\n"
                + "x HIP 2 2001 AQID rvs.example.\nx AMTRELAY 1 0 3 r.example.\n"
                + "x SVCB 1 . alpn=h2,h3 port=5 dohpath=\"/q{?dns}\"\nx LOC 52 N 5 E 0m\n"
                + "x APL 1:192.168.32.0/21\nx IPSECKEY 10 3 2 g. AQID\nx ATMA +1\nx EUI48 00-00-5e-00-53-2a\n"
                + "x L64 10 2001:db8:0:1\nx CSYNC 1 3 A\nx WKS 192.0.2.1 tcp smtp\n")
            .getBytes(ISO_8859_1);
    for (int i = 0; i < 100; i++) {
      BadInputTest.readOrRefuse(changed(good, random));
    }
  }

  /** One to four changes: an octet set, taken out, put in, or a stretch repeated or cut. */
  static byte[] changed(byte[] good, Random random) {
    StringBuilder text = new StringBuilder(new String(good, ISO_8859_1));
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      int at = random.nextInt(text.length());
      char octet = WORDS.charAt(random.nextInt(WORDS.length()));
      int end = Math.min(text.length(), at + random.nextInt(40));
      switch (random.nextInt(6)) {
        case 0 -> text.setCharAt(at, octet);
        case 1 -> text.setCharAt(at, (char) random.nextInt(256));
        case 2 -> text.deleteCharAt(at);
        case 3 -> text.insert(at, octet);
        case 4 -> text.insert(at, text.substring(at, end));
        default -> text.delete(at, Math.max(end, at + 1));
      }
    }
    return text.toString().getBytes(ISO_8859_1);
  }
}
