package io.zonegate.hsm.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.config.ConfigException;
import io.zonegate.hsm.token.CkaId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Name;

class KeySetFileTest {

  /** RFC 6605, 6.1: a P-256 key with tag 55648 and its DS of digest type 2. */
  private static final String RFC_KEY =
      "257 3 13 GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==";

  private static final String RFC_DS =
      "B4C8C1FE2E7477127B27115656AD6256F424625BF5C1E2770CE6D6E37DF61D17";

  private static final KeySet KEYS =
      new KeySet(
          Name.fromConstantString("example.net."),
          List.of(
              new ZoneKey(
                  KeyRole.KSK,
                  DnskeyRdata.parse(RFC_KEY),
                  new CkaId("0a0b0c0d0e"),
                  "l \"q\" \\",
                  false)));

  @TempDir Path folder;

  private Path written() throws IOException {
    Path file = folder.resolve("keys.toml");
    KeySetFile.write(file, KEYS);
    return file;
  }

  private void refused(String from, String to, String... parts) throws IOException {
    Path file = written();
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
    assertThatThrownBy(() -> KeySetFile.read(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void writesWhatItReads() throws IOException {
    assertThat(KeySetFile.read(written())).isEqualTo(KEYS);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("keys.toml"));
    }
  }

  @Test
  void theTokenGroupOfAKeyIsKept() throws IOException {
    ZoneKey key = KEYS.keys().get(0);
    ZoneKey north = new ZoneKey(key.role(), key.dnskey(), key.id(), key.label(), "north", true);
    KeySet keys = new KeySet(KEYS.zone(), List.of(north));
    Path file = folder.resolve("keys.toml");
    KeySetFile.write(file, keys);
    assertThat(file).content().contains("group = \"north\"\n");
    assertThat(KeySetFile.read(file)).isEqualTo(keys);
    assertThat(keys.withRetired(north).keys().get(0).group()).isEqualTo("north");
    assertThat(written()).content().doesNotContain("group");
  }

  @Test
  void aKeyThatIsHeldBackStaysSo() throws IOException {
    ZoneKey held = KEYS.keys().get(0).with(false, false);
    KeySet keys = new KeySet(KEYS.zone(), List.of(held));
    Path file = folder.resolve("keys.toml");
    KeySetFile.write(file, keys);
    assertThat(file).content().contains("active = false\npublished = false\n");
    assertThat(KeySetFile.read(file)).isEqualTo(keys);
    assertThat(keys.dnskeyRecords()).isEmpty();
    // The parent may get its DS before the zone has the key.
    assertThat(keys.dsRecords()).isEqualTo(KEYS.dsRecords());
    assertThat(written()).content().doesNotContain("published = ");
  }

  @Test
  void tagAndDsAreThoseOfTheRfc() {
    assertThat(KEYS.keys().get(0).keyTag()).isEqualTo(55648);
    assertThat(KEYS.dsRecords()).containsExactly("example.net. IN DS 55648 13 2 " + RFC_DS);
    assertThat(KEYS.dnskeyRecords()).containsExactly("example.net. IN DNSKEY " + RFC_KEY);
    assertThat(KEYS.active(KeyRole.KSK)).isEmpty();
  }

  @Test
  void aFileThatContradictsTheKeyIsRefused() throws IOException {
    refused(
        "key-tag = 55648",
        "key-tag = 55649",
        "keys.toml:10:1: key-tag is 55649; computed from the DNSKEY it is 55648");
    refused(
        "algorithm = 13", "algorithm = 14", "keys.toml:9:1: algorithm is 14; the DNSKEY says 13");
    refused(
        "role = \"KSK\"", "role = \"ZSK\"", "keys.toml:8:1: DNSKEY flags are 257; a ZSK has 256");
  }

  @Test
  void brokenKeysAreRefusedWithTheirPlace() throws IOException {
    refused("257 3 13 Goj", "257 3 13 Gok", "keys.toml:");
    refused(
        "257 3 13 Goj",
        "257 3 7 Goj",
        "keys.toml:14:1: dnskey is refused: Algorithm 7 is refused for signing");
    refused("NAA==", "", "keys.toml:14:1: dnskey is refused: Public key of");
    refused("257 3 13", "385 3 13", "DNSKEY flags are 385");
    refused("0a0b0c0d0e", "0A0b", "keys.toml:12:1: CKA_ID \"0A0b\" is not lower-case hexadecimal");
    refused(
        "active = false", "active = \"no\"", "keys.toml:11:1: active is no; allowed: true, false");
    refused(
        "zone = \"example.net.\"",
        "zone = \"a..b\"",
        "keys.toml:5:1: zone \"a..b\" is not a domain name");
    refused("label =", "labl =", "unknown key \"labl\"; did you mean \"label\"?");
  }

  @Test
  void aKeyGivenTwiceIsRefused() throws IOException {
    Path file = written();
    String text = Files.readString(file);
    Files.writeString(file, text + text.substring(text.indexOf("[[key]]")));
    assertThatThrownBy(() -> KeySetFile.read(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("twice");
  }
}
