package io.zonegate.signer.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Tokenizer;
import org.xbill.DNS.Type;

class RrsigReaderTest {

  private static final Name ORIGIN = Name.fromConstantString("demo.");

  private final RrsigReader reader = new RrsigReader();

  /** The RDATA stands in the middle of other text, as in a file. */
  private Rrsig read(String rdata) {
    byte[] text = ("x IN RRSIG" + rdata + "\nNS").getBytes(StandardCharsets.ISO_8859_1);
    return reader.read(text, "x IN RRSIG".length(), text.length - "\nNS".length(), ORIGIN);
  }

  /** One after another by one reader, which keeps what came before. */
  @Test
  void readsAsDnsjavaDoes() throws IOException {
    for (String rdata :
        new String[] {
          "NS 13 1 3600 20261209005631 20261125235631 1234 demo. AAECAwQFBgc=",
          "NS 13 1 3600 20261209005632 20261125235631 1234 demo. AAECAwQFBgc= ",
          "  NSEC3  8  2  0  20210102030405  20200229235959  65535  A.Demo.  AAEC AwQF  Bgc=",
          "TYPE65280 15 127 2147483647 20371231235959 19700101000000 0 sp\\032ace.x. AA==",
          "NS 13 1 3600 20261209005631 20261125235631 1234 @ AAECAwQFBgc=",
          "NS 13 1 3600 20261209005631 20261125235631 1234 a AAECAwQFBgc=",
        }) {
      RRSIGRecord record =
          (RRSIGRecord)
              Record.fromString(
                  Name.root, Type.RRSIG, DClass.IN, 0, new Tokenizer(rdata.trim()), ORIGIN);
      Rrsig rrsig = read(" " + rdata);
      assertThat(rrsig.wire()).as(rdata).isEqualTo(record.rdataToWireCanonical());
      assertThat(rrsig.signature()).isEqualTo(record.getSignature());
    }
  }

  @Test
  void timesMayBeSeconds() {
    assertThat(read(" NS 13 1 3600 4294967295 0 1234 demo. AA==").expiration()).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NS 13 1 3600 0 0 1234 demo. | it has 8 fields; at least 9",
        "'' | fields; at least 9",
        "NOTYPE 13 1 3600 0 0 1234 demo. AA== | \"NOTYPE\", is not known",
        "NS 256 1 3600 0 0 1234 demo. AA== | \"256\" is no number from 0 to 255",
        "NS 1x 1 3600 0 0 1234 demo. AA== | \"1x\" is no number",
        "NS 13 1 4294967296 0 0 1234 demo. AA== | \"4294967296\" is no number",
        "NS 13 1 3600 20261309005631 0 1234 demo. AA== | \"20261309005631\" is no time",
        "NS 13 1 3600 0 0 1234 a..b. AA== | signer's name \"a..b.\" is no name",
      })
  void whatIsNoneIsRefused(String rdata, String why) {
    assertThatThrownBy(() -> read(" " + rdata))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AA=A", "A", "AA==AA==", "A*==", "A\u00e4=="})
  void aSignatureThatIsNoBase64IsRefused(String base64) {
    assertThatThrownBy(() -> read(" NS 13 1 3600 0 0 1234 demo. " + base64))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
