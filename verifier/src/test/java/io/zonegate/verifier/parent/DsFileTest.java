package io.zonegate.verifier.parent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.ZoneReadException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trust anchors as IANA publishes them, by the clock, and nothing that XML could do besides. */
class DsFileTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  /** The root's, as published (its public keys shortened). */
  private static final String ROOT =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <TrustAnchor id="E9724F53-1851-4F86-85E5-F1392102940B"
        source="http://data.iana.org/root-anchors/root-anchors.xml">
        <Zone>.</Zone>
        <!-- the first one -->
        <KeyDigest id="Kjqmt7v" validFrom="2010-07-15T00:00:00+00:00"
          validUntil="2019-01-11T00:00:00+00:00">
          <KeyTag>19036</KeyTag>
          <Algorithm>8</Algorithm>
          <DigestType>2</DigestType>
          <Digest>49AAC11D7B6F6446702E54A1607371607A1A41855200FD2CE1CDDE32F24E8FB5</Digest>
        </KeyDigest>
        <KeyDigest id="Klajeyz" validFrom="2017-02-02T00:00:00+00:00">
          <KeyTag>20326</KeyTag>
          <Algorithm>8</Algorithm>
          <DigestType>2</DigestType>
          <Digest>E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D</Digest>
          <PublicKey>AwEAAaz/</PublicKey>
          <Flags>257</Flags>
        </KeyDigest>
        <KeyDigest id="Kmyv6jo" validFrom="2024-07-18T00:00:00+00:00">
          <KeyTag>38696</KeyTag>
          <Algorithm>8</Algorithm>
          <DigestType>2</DigestType>
          <Digest>683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16</Digest>
        </KeyDigest>
      </TrustAnchor>
      """;

  @TempDir private Path folder;

  private DsFile read(String text, Instant now) throws Exception {
    return DsFile.read(Files.writeString(folder.resolve("anchors.xml"), text), null, now);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2010-07-15T00:00:00Z | 19036",
        "2017-02-01T23:59:59Z | 19036",
        "2017-02-02T00:00:00Z | 19036 20326",
        "2019-01-10T23:59:59Z | 19036 20326",
        "2019-01-11T00:00:00Z | 20326",
        "2026-11-24T12:00:00Z | 20326 38696",
      })
  void digestsAreTakenByTheClock(Instant now, String tags) throws Exception {
    DsFile anchors = read("\ufeff" + ROOT, now);
    assertThat(anchors.zone()).isEqualTo(".");
    assertThat(anchors.records().stream().map(ds -> "" + ds.keyTag()))
        .containsExactly(tags.split(" "));
  }

  @Test
  void theDigestIsTheFilesOne() throws Exception {
    String digest = "E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D";
    String wrapped =
        digest.substring(0, 32) + "\n    " + digest.substring(32).toLowerCase(Locale.ROOT);
    for (String text : List.of(ROOT, ROOT.replace(digest, wrapped))) {
      assertThat(read(text, NOW).records().get(0)).isEqualTo(new Ds(20326, 8, 2, digest));
    }
  }

  @Test
  void noDigestValidYetIsRefused() {
    assertThatThrownBy(() -> read(ROOT, Instant.parse("2010-07-14T23:59:59Z")))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageContaining("none of its 3 KeyDigests is valid at 2010-07-14T23:59:59Z");
  }

  @Test
  void anotherZonesAnchorsAreRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("anchors.xml"), ROOT);
    assertThat(DsFile.read(file, NameText.wire("."), NOW).records()).hasSize(2);
    assertThatThrownBy(() -> DsFile.read(file, NameText.wire("example."), NOW))
        .hasMessageContaining("trust anchors of .; those of example. are needed");
  }

  @Test
  void aDtdIsRefusedWhateverItSays() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "20326");
    String dtd = "?>\n<!DOCTYPE x [<!ENTITY tag SYSTEM \"" + secret.toUri() + "\">]>\n";
    for (String tag : List.of("&tag;", "20326")) {
      String text = ROOT.replace("?>\n", dtd).replace("<KeyTag>20326", "<KeyTag>" + tag);
      assertThatThrownBy(() -> read(text, NOW))
          .isInstanceOf(ZoneReadException.class)
          .hasMessageContaining("is not a trust anchor file");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TrustAnchor                | Anchor            | <Anchor> is not <TrustAnchor>",
        "<Zone>.</Zone>             | ''                | has no Zone or no KeyDigest",
        "<Zone>.</Zone>             | <Zone>a..b</Zone> | is not a trust anchor file",
        "<KeyTag>20326              | <KeyTag>65536     | KeyTag that is not a number from 0 to 65535",
        "<DigestType>2              | <DigestType>1     | Digest that is not one of its type",
        "<Digest>E06D               | <Digest>E06X      | Digest that is not one of its type",
        "validFrom=\"2017-02-02     | validFrom=\"soon  | which is no time",
        "id=\"Klajeyz\" validFrom=  | at=               | has no validFrom",
        "<Flags>257</Flags>         | <KeyTag>1</KeyTag> | has <KeyTag> twice",
        "</TrustAnchor>             | ''                | is not a trust anchor file",
        "<Zone>.</Zone>             | <Zones>.</Zones>  | <Zones> does not belong here",
      })
  void whatIsNoTrustAnchorFileIsRefused(String part, String other, String said) {
    assertThat(ROOT).contains(part);
    assertThatThrownBy(() -> read(ROOT.replace(part, other), NOW))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageContaining(said)
        .hasMessageStartingWith(folder.resolve("anchors.xml").toString());
  }

  @Test
  void aHugeFileIsRefused() {
    assertThatThrownBy(() -> read(ROOT + " ".repeat(1 << 20), NOW))
        .hasMessageContaining("limit 1048576");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1,192.0.2.1,53,192.0.2.1",
    "NS.Example:5353,ns.example,5353,ns.example:5353",
    "2001:db8::1,2001:db8::1,53,[2001:db8::1]",
    "[2001:db8::1],2001:db8::1,53,[2001:db8::1]",
    "[2001:db8::1]:5353,2001:db8::1,5353,[2001:db8::1]:5353",
  })
  void serversAreNamedAsUsual(String text, String host, int port, String shown) {
    ServerAddress server = ServerAddress.parse(text).orElseThrow();
    assertThat(server).isEqualTo(new ServerAddress(host, port));
    assertThat(server).hasToString(shown);
    assertThat(ServerAddress.parse(shown)).contains(server);
  }
}
