package io.zonegate.signer.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Tokenizer;
import org.xbill.DNS.Type;

class RrsigTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A 13 2 3600 20261209005631 20261125235631 1234 demo. AAECAwQFBgc=",
        "TYPE65280 8 0 0 19700101000000 20380119031408 65535 . AA==",
        "NSEC3 15 127 2147483647 21060207062815 20240229235959 0 sp\\032ace.X.y. "
            + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
      })
  void isWrittenAsDnsjavaWritesIt(String text) throws IOException {
    Record record =
        Record.fromString(Name.root, Type.RRSIG, DClass.IN, 0, new Tokenizer(text), Name.root);
    assertThat(RecordText.of(Type.RRSIG, Wire.rdata(record)))
        .isEqualTo("RRSIG " + record.rdataToString())
        .isEqualTo("RRSIG " + text);
  }
}
