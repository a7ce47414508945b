package io.zonegate.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentsTest {
  /** As NSD 4.6.1 sets them on a machine without IPv6. */
  private static final Map<String, String> NSD =
      Map.of(
          "VERIFY_ZONE", "example",
          "VERIFY_ZONE_ON_STDIN", "no",
          "VERIFY_IP_ADDRESS", "127.0.0.1",
          "VERIFY_PORT", "5347",
          "VERIFY_IP_ADDRESSES", "127.0.0.1@5347",
          "VERIFY_IPV4_ADDRESS", "127.0.0.1",
          "VERIFY_IPV4_PORT", "5347");

  /** As Cascade sets them, from a Rust socket address. */
  private static final Map<String, String> CASCADE =
      Map.of(
          "CASCADE_ZONE", "example",
          "CASCADE_SERIAL", "2026112401",
          "CASCADE_SERVER", "[::1]:4541",
          "CASCADE_SERVER_IP", "::1",
          "CASCADE_SERVER_PORT", "4541");

  private static Map<String, String> with(Map<String, String> all, String... changes) {
    Map<String, String> changed = new HashMap<>(all);
    for (int i = 0; i < changes.length; i += 2) {
      changed.put(changes[i], changes[i + 1]);
    }
    return changed;
  }

  @Test
  void nsdGivesTheZoneOnStandardInputOrByTransfer() throws HookException {
    assertThat(NsdEnvironment.candidate(with(NSD, "VERIFY_ZONE_ON_STDIN", "yes")))
        .isEqualTo(new Candidate("example.", "VERIFY_ZONE", "-", OptionalLong.empty()));
    assertThat(NsdEnvironment.candidate(NSD).source()).isEqualTo("axfr://127.0.0.1:5347/example.");
    assertThat(NsdEnvironment.candidate(with(NSD, "VERIFY_ZONE", ".")).source())
        .isEqualTo("axfr://127.0.0.1:5347/.");
  }

  @Test
  void nsdsOwnPreferenceOfAddressesIsKept() throws HookException {
    Map<String, String> both =
        with(
            NSD,
            "VERIFY_IP_ADDRESS",
            "::1",
            "VERIFY_IP_ADDRESSES",
            "127.0.0.1@5347 ::1@5347",
            "VERIFY_IPV6_ADDRESS",
            "::1",
            "VERIFY_IPV6_PORT",
            "5347");
    assertThat(NsdEnvironment.candidate(both).source()).isEqualTo("axfr://[::1]:5347/example.");
    Map<String, String> apart = with(both, "VERIFY_IP_ADDRESS", "", "VERIFY_PORT", "");
    assertThat(NsdEnvironment.candidate(apart).source()).isEqualTo("axfr://[::1]:5347/example.");
    Map<String, String> four = with(apart, "VERIFY_IPV6_ADDRESS", "", "VERIFY_IPV6_PORT", "");
    assertThat(NsdEnvironment.candidate(four).source()).isEqualTo("axfr://127.0.0.1:5347/example.");
  }

  @ParameterizedTest
  @CsvSource({
    "VERIFY_ZONE,'',VERIFY_ZONE is not set; NSD",
    "VERIFY_ZONE,a..b,VERIFY_ZONE is 'a..b'",
    "VERIFY_ZONE_ON_STDIN,'',VERIFY_ZONE_ON_STDIN is not set",
    "VERIFY_ZONE_ON_STDIN,maybe,'VERIFY_ZONE_ON_STDIN is ''maybe'', not yes or no'",
    "VERIFY_PORT,'',VERIFY_PORT is not set",
    "VERIFY_IP_ADDRESS,'',VERIFY_IP_ADDRESS is not set",
    "VERIFY_PORT,65536,no address and port: '127.0.0.1:65536'",
    "VERIFY_IP_ADDRESS,192.0.2.1,'says 192.0.2.1@5347, which is none of VERIFY_IP_ADDRESSES'",
  })
  void whatNsdDoesNotSayOrContradictsIsRefused(String name, String value, String said) {
    assertThatThrownBy(() -> NsdEnvironment.candidate(with(NSD, name, value)))
        .isInstanceOf(HookException.class)
        .hasMessageContaining(said);
  }

  @Test
  void withoutAnAddressThereIsNoTransfer() {
    assertThatThrownBy(
            () ->
                NsdEnvironment.candidate(
                    Map.of("VERIFY_ZONE", "example", "VERIFY_ZONE_ON_STDIN", "no")))
        .isInstanceOf(HookException.class)
        .hasMessageContaining("set verifier-feed-zone: yes");
  }

  @ParameterizedTest
  @CsvSource({
    "[::1]:4541,::1,4541,axfr://[::1]:4541/example.",
    "127.0.0.1:53,127.0.0.1,53,axfr://127.0.0.1/example.",
    "'',2001:db8::1,4541,axfr://[2001:db8::1]:4541/example.",
    "[2001:db8::1]:4541,'','',axfr://[2001:db8::1]:4541/example.",
  })
  void cascadesServerIsFoundOverIpv4AndIpv6(
      String server, String address, String port, String source) throws HookException {
    Map<String, String> environment =
        with(
            CASCADE,
            "CASCADE_SERVER",
            server,
            "CASCADE_SERVER_IP",
            address,
            "CASCADE_SERVER_PORT",
            port);
    assertThat(CascadeEnvironment.candidate(environment))
        .isEqualTo(
            new Candidate("example.", "CASCADE_ZONE", source, OptionalLong.of(2_026_112_401L)));
  }

  @ParameterizedTest
  @CsvSource({
    "CASCADE_ZONE,'',CASCADE_ZONE is not set; Cascade",
    "CASCADE_SERIAL,'',CASCADE_SERIAL is not set",
    "CASCADE_SERIAL,4294967296,not a serial from 0 to 4294967295",
    "CASCADE_SERIAL,-1,not a serial from 0 to 4294967295",
    "CASCADE_SERVER,a b:4541,not ADDRESS:PORT (IPv6: [ADDRESS]:PORT)",
    "CASCADE_SERVER,127.0.0.1:4541,'says 127.0.0.1:4541, CASCADE_SERVER_IP and CASCADE_SERVER_PORT"
        + " say [::1]:4541'",
    "CASCADE_SERVER_PORT,'',CASCADE_SERVER_PORT is not set",
    "CASCADE_SERVER_IP,::1%eth0,no address and port",
  })
  void whatCascadeDoesNotSayOrContradictsIsRefused(String name, String value, String said) {
    assertThatThrownBy(() -> CascadeEnvironment.candidate(with(CASCADE, name, value)))
        .isInstanceOf(HookException.class)
        .hasMessageContaining(said);
  }
}
