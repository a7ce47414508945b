package io.zonegate.verifier.zone;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {
  /** The address of 16 octets, or null; nothing beside its place may be written. */
  private static byte[] ipv6(String text) {
    byte[] octets = ("<" + text + ">").getBytes(US_ASCII);
    byte[] out = new byte[20];
    Arrays.fill(out, (byte) 0x55);
    boolean good = AddressText.ipv6(octets, 1, octets.length - 1, out, 2);
    assertThat(new byte[] {out[0], out[1], out[18], out[19]}).containsOnly(0x55);
    return good ? Arrays.copyOfRange(out, 2, 18) : null;
  }

  @ParameterizedTest
  @CsvSource({
    "::, 00000000000000000000000000000000",
    "::1, 00000000000000000000000000000001",
    "1::, 00010000000000000000000000000000",
    "2001:db8::Ff00:42:8329, 20010db8000000000000ff0000428329",
    "1:2:3:4:5:6:7:8, 00010002000300040005000600070008",
    "1:2:3:4:5:6:7::, 00010002000300040005000600070000",
    "::2:3:4:5:6:7:8, 00000002000300040005000600070008",
    "::ffff:192.0.2.128, 00000000000000000000ffffc0000280",
    "1:2:3:4:5:6:1.2.3.4, 00010002000300040005000601020304",
    "1::1.2.3.4, 00010000000000000000000001020304",
    "::255.255.255.255, 000000000000000000000000ffffffff"
  })
  void formsOfRfc4291(String text, String octets) {
    assertThat(ipv6(text)).isEqualTo(ZoneText.hex(octets));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":::",
        "1",
        "1:",
        ":1",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "1:2:3:4::5:6:7:8",
        "12345::",
        "::12345",
        "g::",
        "1:::2",
        "::1:",
        "1.2.3.4",
        "::1.2.3",
        "::1.2.3.4.5",
        "::1.2.3.256",
        "::01.2.3.4",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::1.2.3.4:5",
        "fe80::1%1",
        "[::1]",
        "::1 ",
        "::f.0.0.1",
        "::0000000001.2.3.4"
      })
  void whatIsNoAddressIsNone(String text) {
    assertThat(ipv6(text)).isNull();
  }

  @Test
  void addressesOfAllShapesAreWhatTheJdkReads() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      int gap = random.nextInt(10);
      int groups = gap < 8 ? 1 + random.nextInt(7) : 8;
      for (int g = 0; g < groups; g++) {
        if (gap < 8 && g == Math.min(gap, groups - 1)) {
          text.append(g == 0 ? "::" : ":");
        }
        text.append(Integer.toHexString(random.nextInt(1 << random.nextInt(17))));
        text.append(g + 1 < groups ? ":" : "");
      }
      byte[] expected = InetAddress.getByName(text.toString()).getAddress();
      byte[] read = ipv6(text.toString());
      assertThat(read).as("%s", text).isNotNull();
      if (expected.length == 4) {
        // The JDK shortens mapped addresses.
        assertThat(Arrays.copyOfRange(read, 12, 16)).isEqualTo(expected);
      } else {
        assertThat(read).as("%s", text).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.1.1.1", "1..1.1", ".1.1.1"})
  void whatIsNoIpv4AddressIsNone(String text) {
    byte[] octets = text.getBytes(US_ASCII);
    assertThat(AddressText.ipv4(octets, 0, octets.length, new byte[4], 0)).isFalse();
  }

  @Test
  void ipv4AddressIsReadToItsPlace() {
    byte[] out = new byte[6];
    assertThat(AddressText.ipv4("0.10.200.255".getBytes(US_ASCII), 0, 12, out, 1)).isTrue();
    assertThat(out).isEqualTo(new byte[] {0, 0, 10, (byte) 200, (byte) 255, 0});
  }
}
