package io.zonegate.signer.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceRdataTest {

  /** The octets are those of BIND's raw format; dnsjava has others for the first four. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "73 S 74 3 55 W 9716422.7m 62976007 10m 943m|00691394 7055fd80 701b7908 3a82ac1e",
        "48 0 S 134 28 3.54 W -81209.26 75521744.6m 9244466.27m 8.13"
            + "|00799882 75b34800 632578ac 001cac22",
        "51 3 S 37 10 13.838 E -53168.66|00121613 750bbd60 87f9d64e 0047757e",
        "90 S 180 E 42849672.91m 90000000m 90000000m 89999999m"
            + "|00999989 6cb02700 a69fb200 fffffffb",
        "90 S 180 E 42849672.91 9000000.00 9000000 9000000.0|00989898 6cb02700 a69fb200 fffffffb",
        "( 42 21 54 N 71 06 18 W ) -24m 30m|00331613 89172dd0 70be15f0 00988d20",
        "0 N 0 E 0 0 0.01 .09m|00001090 80000000 80000000 00989680",
      })
  void placesHaveTheOctetsThatServersGiveThem(String text, String octets) throws IOException {
    assertThat(HexFormat.of().formatHex(PlaceRdata.of(text))).isEqualTo(octets.replace(" ", ""));
  }

  @Test
  void theGenericFormIsLeftToTheReaderOfAllTypes() throws IOException {
    assertThat(PlaceRdata.of("\\# 16 00331613 89172dd0 70be15f0 00988d20")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1 N 1 E",
        "91 N 1 E 1",
        "90 0 0.001 N 1 E 1",
        "1 N 180 1 W 1",
        "1 60 N 1 E 1",
        "1 1 60 N 1 E 1",
        "1.5 N 1 E 1",
        "1 1 1 1 N 1 E 1",
        "-1 N 1 E 1",
        "1 E 1 N 1",
        "1 N 1 E -100000.01",
        "1 N 1 E 42849672.96",
        "1 N 1 E 1.001",
        "1 N 1 E 1 90000000.01",
        "1 N 1 E 1 -1",
        "1 N 1 E 1 2 3 4 5",
        "1 N 1 E .",
        "1 N 1 E 1e3",
      })
  void whatIsNoPlaceIsRefused(String text) {
    assertThatThrownBy(() -> PlaceRdata.of(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
