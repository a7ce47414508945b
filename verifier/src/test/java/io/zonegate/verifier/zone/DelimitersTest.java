package io.zonegate.verifier.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DelimitersTest {
  private static final String STOPS = " \t\n\r;()\"\\\0";

  private static int octetByOctet(byte[] text, int from, int limit) {
    int p = from;
    while (p < limit && STOPS.indexOf(text[p] & 0xff) < 0) {
      p++;
    }
    return p;
  }

  @Test
  void everyOctetIsFoundOrPassedOverAtEveryPlaceOfAStep() {
    for (int octet = 0; octet < 256; octet++) {
      for (int place = 0; place < 20; place++) {
        byte[] text = new byte[20];
        java.util.Arrays.fill(text, (byte) 'x');
        text[place] = (byte) octet;
        assertThat(Delimiters.find(text, 0, 20))
            .as("octet %d at %d", octet, place)
            .isEqualTo(STOPS.indexOf(octet) >= 0 ? place : 20);
      }
    }
  }

  @Test
  void anyTextGivesWhatASearchOctetByOctetGives() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      byte[] text = new byte[random.nextInt(40)];
      random.nextBytes(text);
      for (int k = 0; k < text.length; k++) {
        // Mostly octets next to those that end a word, where borrows could mislead.
        if (random.nextInt(8) > 0) {
          text[k] = (byte) (" *:<[]#'!".charAt(random.nextInt(9)) + random.nextInt(2));
        }
      }
      int from = random.nextInt(text.length + 1);
      int limit = from + random.nextInt(text.length - from + 1);
      assertThat(Delimiters.find(text, from, limit)).isEqualTo(octetByOctet(text, from, limit));
    }
  }
}
