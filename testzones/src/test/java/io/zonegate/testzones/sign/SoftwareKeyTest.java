package io.zonegate.testzones.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Keys and signatures as dnsjava, by the Java runtime's cryptography, sees them. */
final class SoftwareKeyTest {

  private static final Name ORIGIN = Name.fromConstantString("key.example.");
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "RSASHA1,256",
    "RSASHA1_NSEC3,256",
    "RSASHA256,256",
    "RSASHA512,256",
    "ECDSAP256,64",
    "ECDSAP384,96",
    "ED25519,64",
    "ED448,114"
  })
  void everyAlgorithmSignsInFullLengthWhatDnsjavaVerifies(KeyAlgorithm algorithm, int length)
      throws Exception {
    SoftwareKey key = SoftwareKey.generate(algorithm, KeyRole.CSK, 12);

    RRSIGRecord rrsig = sign(key);

    assertThat(rrsig.getSignature()).hasSize(length);
    assertThatCode(() -> DNSSEC.verify(rrset(rrsig), rrsig, key.dnskey(ORIGIN, 60), NOW))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(KeyAlgorithm.class)
  void tagAndDsAreThoseOfDnsjava(KeyAlgorithm algorithm) {
    SoftwareKey key = SoftwareKey.generate(algorithm, KeyRole.KSK, 5);
    DNSKEYRecord dnskey = key.dnskey(ORIGIN, 60);

    assertThat(key.tag()).isEqualTo(dnskey.getFootprint());
    assertThat(key.ds(ORIGIN, 60, 2)).isEqualTo(new DSRecord(ORIGIN, DClass.IN, 60, 2, dnskey));
    assertThat(key.ds(ORIGIN, 60, 4)).isEqualTo(new DSRecord(ORIGIN, DClass.IN, 60, 4, dnskey));
    assertThat(key.dsText(ORIGIN, 60)).startsWith("key.example.\t\t60\tIN\tDS\t" + key.tag() + " ");
  }

  @ParameterizedTest
  @EnumSource(KeyAlgorithm.class)
  void theSameSeedMakesTheSameKey(KeyAlgorithm algorithm) {
    byte[] first = SoftwareKey.generate(algorithm, KeyRole.ZSK, 77).rdata();

    assertThat(SoftwareKey.generate(algorithm, KeyRole.ZSK, 77).rdata()).isEqualTo(first);
    assertThat(SoftwareKey.generate(algorithm, KeyRole.ZSK, 78).rdata()).isNotEqualTo(first);
  }

  @Test
  void aSearchedKeyTrulyCollidesAndSigns() throws Exception {
    SoftwareKey key = SoftwareKey.generate(KeyAlgorithm.ECDSAP256, KeyRole.ZSK, 1);

    SoftwareKey twin = KeySearch.p256WithTag(key.tag(), 256, 1);

    assertThat(twin.dnskey(ORIGIN, 60).getFootprint()).isEqualTo(key.tag());
    assertThat(twin.publicKey()).isNotEqualTo(key.publicKey());
    RRSIGRecord rrsig = sign(twin);
    assertThatCode(() -> DNSSEC.verify(rrset(rrsig), rrsig, twin.dnskey(ORIGIN, 60), NOW))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"1,0", "0,1", "2,0", "1,1"})
  void signaturesWithLeadingZerosVerify(int inR, int inS) throws Exception {
    SoftwareKey key = SoftwareKey.generate(KeyAlgorithm.ECDSAP256, KeyRole.ZSK, 2);
    RrsigFields fields = fields(key);
    byte[] data = CanonicalForm.signedData(fields, ORIGIN, Type.TXT, rdatas());

    byte[] signature = KeySearch.signatureWithLeadingZeros(key, data, inR, inS, 4);

    assertThat(signature).hasSize(64);
    assertThat(Arrays.copyOf(signature, inR)).isEqualTo(new byte[inR]);
    assertThat(Arrays.copyOfRange(signature, 32, 32 + inS)).isEqualTo(new byte[inS]);
    RRSIGRecord rrsig = fields.record(ORIGIN, 60, signature);
    assertThatCode(() -> DNSSEC.verify(rrset(rrsig), rrsig, key.dnskey(ORIGIN, 60), NOW))
        .doesNotThrowAnyException();
  }

  private static RRSIGRecord sign(SoftwareKey key) {
    RrsigFields fields = fields(key);
    byte[] data = CanonicalForm.signedData(fields, ORIGIN, Type.TXT, rdatas());
    return fields.record(ORIGIN, 60, key.sign(data));
  }

  private static RrsigFields fields(SoftwareKey key) {
    return RrsigFields.right(
        ORIGIN, Type.TXT, 60, key, ORIGIN, NOW.minusSeconds(60), NOW.plusSeconds(60));
  }

  private static List<Record> records() {
    return List.of(
        new TXTRecord(ORIGIN, DClass.IN, 60, "second"), new TXTRecord(ORIGIN, DClass.IN, 60, "a"));
  }

  private static List<byte[]> rdatas() {
    return records().stream().map(CanonicalForm::rdata).toList();
  }

  private static RRset rrset(RRSIGRecord rrsig) {
    RRset rrset = new RRset();
    records().forEach(rrset::addRR);
    rrset.addRR(rrsig);
    return rrset;
  }
}
