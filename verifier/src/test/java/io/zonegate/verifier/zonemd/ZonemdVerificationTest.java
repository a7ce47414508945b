package io.zonegate.verifier.zonemd;

import static io.zonegate.verifier.zonemd.ZonemdVerification.Status.RIGHT;
import static io.zonegate.verifier.zonemd.ZonemdVerification.Status.UNSUPPORTED;
import static io.zonegate.verifier.zonemd.ZonemdVerification.Status.WRONG_DIGEST;
import static io.zonegate.verifier.zonemd.ZonemdVerification.Status.WRONG_SERIAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.verifier.zone.ZoneReadException;
import io.zonegate.verifier.zone.ZoneText;
import org.junit.jupiter.api.Test;

/** Known answers of RFC 8976, and what they become when the zone is touched. */
class ZonemdVerificationTest {
  /** RFC 8976 appendix A.3: two digests that are right, two of private use. */
  private static final String MULTIPLE =
      """
      example.      86400   IN  SOA     ns1 admin 2018031900 1800 900 604800 86400
      example.      86400   IN  NS      ns1.example.
      example.      86400   IN  NS      ns2.example.
      example.      86400   IN  ZONEMD  2018031900 1 1 (
          62e6cf51b02e54b9b5f967d547ce43136792901f9f88e637
          493daaf401c92c279dd10f0edb1c56f8080211f8480ee306 )
      example.      86400   IN  ZONEMD  2018031900 1 2 (
          08cfa1115c7b948c4163a901270395ea226a930cd2cbcf2f
          a9a5e6eb85f37c8a4e114d884e66f176eab121cb02db7d65
          2e0cc4827e7a3204f166b47e5613fd27 )
      example.      86400   IN  ZONEMD  2018031900 1 240 e2d523f654b9422a96c5a8f44607bbee
      example.      86400   IN  ZONEMD  2018031900 241 1 (
          080211f8480ee306493daaf401c92c2762e6cf51b02e54b9
          6792901f9f88e6379dd10f0edb1c56f8b5f967d547ce4313 )
      ns1.example.  3600    IN  A       203.0.113.63
      ns2.example.  86400   IN  TXT     "This example has multiple digests"
      NS2.EXAMPLE.  3600    IN  AAAA    2001:db8::63
      """;

  private static ZonemdVerification verify(String text) throws ZoneReadException {
    return ZonemdVerification.of(ZoneText.read(text));
  }

  @Test
  void theExampleOfTheRfcIsRight() throws Exception {
    ZonemdVerification verification = verify(MULTIPLE);
    assertThat(verification.records())
        .extracting(ZonemdVerification.Answer::status)
        .containsExactly(RIGHT, RIGHT, UNSUPPORTED, UNSUPPORTED);
    assertThat(verification.succeeds()).isTrue();
    assertThat(verification.isOpen()).isFalse();
  }

  @Test
  void aRecordGivenTwiceIsDigestedOnce() throws Exception {
    assertThat(verify(MULTIPLE + "ns1.example. 3600 IN A 203.0.113.63\n").succeeds()).isTrue();
  }

  @Test
  void everyTtlCounts() throws Exception {
    ZonemdVerification verification = verify(MULTIPLE.replace("3600    IN  AAAA", "3601 IN AAAA"));
    assertThat(verification.records())
        .extracting(ZonemdVerification.Answer::status)
        .containsExactly(WRONG_DIGEST, WRONG_DIGEST, UNSUPPORTED, UNSUPPORTED);
    assertThat(verification.succeeds()).isFalse();
  }

  @Test
  void anotherSerialIsSaidBeforeTheDigest() throws Exception {
    ZonemdVerification verification =
        verify(MULTIPLE.replace("admin 2018031900", "admin 2018031901"));
    assertThat(verification.records())
        .extracting(ZonemdVerification.Answer::status)
        .containsOnly(WRONG_SERIAL);
  }

  @Test
  void withoutAKnownOneNothingIsSaid() throws Exception {
    ZonemdVerification verification =
        verify(
            MULTIPLE.replaceAll("(?s)example. *86400 *IN *ZONEMD *2018031900 1 [12] .*?\\)\n", ""));
    assertThat(verification.records()).hasSize(2);
    assertThat(verification.isOpen()).isTrue();
    assertThat(verification.succeeds()).isFalse();
  }
}
