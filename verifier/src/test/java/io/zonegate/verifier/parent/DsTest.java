package io.zonegate.verifier.parent;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.verifier.crypto.Dnskey;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.PlainRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DS records against the examples of the RFCs that define their digests. */
class DsTest {
  private static final String RSA =
      "dskey.example.com. 86400 IN DNSKEY 256 3 5 ( AQOeiiR0GOMYkDshWoSKz9Xz fwJr1AYtsmx3TGkJaNXVbfi/"
          + " 2pHm822aJ5iI9BMzNXxeYCmZ DRD99WYwYqUSdjMmmAphXdvx egXd/M5+X7OrzKBaMbCVdFLU"
          + " Uh6DhweJBjEVv5f2wwjM9Xzc nOf+EPbtG9DMBmADjFDc2w/r ljwvFw== ) ; key id = 60485";
  private static final String P256 =
      "example.net. 3600 IN DNSKEY 257 3 13 ( GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edb"
          + " krSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA== )";
  private static final String P384 =
      "example.net. 3600 IN DNSKEY 257 3 14 ( xKYaNhWdGOfJ+nPrL8/arkwf2EY3MDJ+SErKivBVSum1"
          + " w/egsXvSADtNJhyem5RCOpgQ6K8X1DRSEkrbYQ+OB+v8"
          + " /uX45NBwY8rp65F6Glur8I/mlVNgF6W/qTI37m40 )";

  @TempDir private Path folder;

  private PlainRecords.Plain read(String text) throws Exception {
    return PlainRecords.read(Files.writeString(folder.resolve("records"), text + "\n"), null)
        .get(0);
  }

  @ParameterizedTest
  @CsvSource({
    // RFC 4034 section 5.4
    "RSA, dskey.example.com. 86400 IN DS 60485 5 1 ( 2BB183AF5F22588179A53B0A 98631FAD1A292118 )",
    // RFC 4509 section 2.3
    "RSA, dskey.example.com. 86400 IN DS 60485 5 2 ( D4B7D520E7BB5F0F67674A0C CEB1E3E0614B93C4F9E99B83 83F6A1E4469DA50A )",
    // RFC 6605 sections 6.1 and 6.2
    "P256, example.net. 3600 IN DS 55648 13 2 ( b4c8c1fe2e7477127b27115656ad6256f424625bf5c1 e2770ce6d6e37df61d17 )",
    "P384, example.net. 3600 IN DS 10771 14 4 ( 72d7b62976ce06438e9c0bf319013cf801f09ecc84b8 d7e9495f27e305c6a9b0 563a9b5f4d288405c3008a946df983d6 )",
  })
  void dsOfTheRfcMatchesItsKeyAndNoOtherName(String key, String ds) throws Exception {
    PlainRecords.Plain dnskey = read(key.equals("RSA") ? RSA : key.equals("P256") ? P256 : P384);
    Ds parsed = Ds.of(read(ds).rdata());
    Dnskey known = new Dnskey(dnskey.rdata(), -1);

    assertThat(parsed.isSupported()).isTrue();
    assertThat(known.keyTag()).isEqualTo(parsed.keyTag());
    assertThat(parsed.matches(dnskey.owner(), known)).isTrue();
    assertThat(
            parsed.matches(
                NameText.wire(
                    NameText.present(dnskey.owner(), 0).toUpperCase(java.util.Locale.ROOT)),
                known))
        .isTrue();
    assertThat(parsed.matches(NameText.wire("example.org."), known)).isFalse();
    assertThat(
            new Ds(parsed.keyTag(), 8, parsed.digestType(), parsed.digest())
                .matches(dnskey.owner(), known))
        .isFalse();
    assertThat(
            new Ds(1, parsed.algorithm(), parsed.digestType(), parsed.digest())
                .matches(dnskey.owner(), known))
        .isFalse();
    byte[] other = dnskey.rdata();
    other[other.length - 1] ^= 1;
    other[other.length - 3] ^= 1;
    assertThat(parsed.matches(dnskey.owner(), new Dnskey(other, -1))).isFalse();
  }

  @Test
  void digestMadeOfAKeyIsTheRfcs() throws Exception {
    PlainRecords.Plain dnskey = read(P256);

    assertThat(Ds.sha256Of(dnskey.owner(), new Dnskey(dnskey.rdata(), -1)).digest())
        .isEqualToIgnoringCase("b4c8c1fe2e7477127b27115656ad6256f424625bf5c1e2770ce6d6e37df61d17");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5, 6, 255})
  void unknownDigestTypeIsNotSupportedAndMatchesNothing(int type) throws Exception {
    PlainRecords.Plain dnskey = read(P256);
    Dnskey key = new Dnskey(dnskey.rdata(), -1);
    Ds ds = new Ds(key.keyTag(), 13, type, Ds.sha256Of(dnskey.owner(), key).digest());

    assertThat(ds.isSupported()).isFalse();
    assertThat(ds.matches(dnskey.owner(), key)).isFalse();
  }

  @Test
  void truncatedOrEmptyDigestMatchesNothing() throws Exception {
    PlainRecords.Plain dnskey = read(P256);
    Dnskey key = new Dnskey(dnskey.rdata(), -1);
    String whole = Ds.sha256Of(dnskey.owner(), key).digest();
    for (String part :
        new String[] {"", whole.substring(2), whole.substring(0, 62), whole + "00"}) {
      assertThat(new Ds(key.keyTag(), 13, 2, part).matches(dnskey.owner(), key)).isFalse();
    }
  }
}
