package io.zonegate.testzones.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** RFC 4034 6 as corrected by RFC 6840 5.1, with the RFC's own examples where it has some. */
final class CanonicalFormTest {

  private static final Name ORIGIN = Name.fromConstantString("Example.");

  @ParameterizedTest
  @CsvSource({
    "NS,Foo.Example.,true",
    "SOA,Foo.Example. Host.Example. 1 2 3 4 5,true",
    "MX,10 Foo.Example.,true",
    "SRV,1 2 3 Foo.Example.,true",
    "DNAME,Foo.Example.,true",
    "NAPTR,1 1 \"u\" \"x\" \"\" Foo.Example.,true",
    "SVCB,1 Foo.Example.,false",
    "HTTPS,1 Foo.Example.,false",
    "IPSECKEY,10 3 0 Foo.Example.,false",
    "NSEC,Foo.Example. A,false"
  })
  void namesAreLowerCasedInTheClosedListOfTypesOnly(String type, String rdata, boolean lower)
      throws Exception {
    Record record = Record.fromString(ORIGIN, Type.value(type), DClass.IN, 60, rdata, ORIGIN);

    String canonical = new String(CanonicalForm.rdata(record), StandardCharsets.ISO_8859_1);

    assertThat(canonical).contains(lower ? "\003foo\007example" : "\003Foo\007Example");
    assertThat(CanonicalForm.plainRdata(record)).contains((byte) 'F');
  }

  @Test
  void anRrsetIsSignedSortedAndWithoutCopies() {
    RrsigFields fields =
        new RrsigFields(Type.TXT, 13, 1, 60, Instant.EPOCH, Instant.EPOCH, 7, ORIGIN);
    List<byte[]> once = List.of(new byte[] {1}, new byte[] {1, 0}, new byte[] {(byte) 0x80});
    List<byte[]> mixed =
        Arrays.asList(new byte[] {(byte) 0x80}, new byte[] {1, 0}, new byte[] {1}, new byte[] {1});

    assertThat(CanonicalForm.signedData(fields, ORIGIN, Type.TXT, mixed))
        .isEqualTo(CanonicalForm.unsortedSignedData(fields, ORIGIN, Type.TXT, once));
  }

  @ParameterizedTest
  @CsvSource({"a.b.example.,3,a.b", "a.b.example.,2,*.b", "a.b.example.,1,*", "*.b.example.,2,*.b"})
  void fewerLabelsMeanTheWildcard(String owner, int labels, String signed) throws Exception {
    RrsigFields fields =
        new RrsigFields(Type.TXT, 13, labels, 60, Instant.EPOCH, Instant.EPOCH, 7, ORIGIN);

    assertThat(fields.signedOwner(Name.fromString(owner)))
        .isEqualTo(Name.fromString(signed, ORIGIN));
  }

  /** RFC 5155 appendix A. */
  @ParameterizedTest
  @CsvSource({
    "example.,0p9mhaveqvm6t7vbl5lop2u3t2rp3tom",
    "a.example.,35mthgpgcu1qg68fab165klnsnk3dpvl",
    "*.W.example.,r53bq7cc2uvmubfu5ocmm6pers9tk9en",
    "x.y.w.Example.,2vptu5timamqttgl4luu9kg21e0aor3s"
  })
  void nsec3HashesAreThoseOfTheRfc(String name, String hash) throws Exception {
    Denial denial = new Denial(true, true, 12, "aabbccdd");

    assertThat(Nsec3Hash.owner(Nsec3Hash.hash(Name.fromString(name), denial), Name.root))
        .hasToString(hash + ".");
  }
}
