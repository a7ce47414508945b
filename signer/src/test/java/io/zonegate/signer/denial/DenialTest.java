package io.zonegate.signer.denial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.signer.zone.MasterReader;
import io.zonegate.signer.zone.Node;
import io.zonegate.signer.zone.RrSet;
import io.zonegate.signer.zone.UnsignedZone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;
import org.xbill.DNS.utils.base32;

class DenialTest {

  private static final Name ZONE = Name.fromConstantString("demo.");

  @TempDir Path folder;

  private UnsignedZone zone(String text) throws IOException {
    Path file = folder.resolve("zone");
    Files.writeString(file, "$TTL 3600\n@ SOA ns1 h 1 2 3 4 9999\n@ NS ns1\n" + text);
    return MasterReader.read(file, ZONE);
  }

  @Test
  void hashesAsTheRfcDoes() {
    // RFC 5155, appendix A: salt aabbccdd, 12 iterations.
    Nsec3Hash hash = new Nsec3Hash(new DenialMode.Nsec3(false, 12, "aabbccdd"));
    assertThat(base32(hash.of(Name.fromConstantString("example.").toWireCanonical())))
        .isEqualTo("0p9mhaveqvm6t7vbl5lop2u3t2rp3tom");
    assertThat(base32(hash.of(Name.fromConstantString("x.y.w.Example.").toWireCanonical())))
        .isEqualTo("2vptu5timamqttgl4luu9kg21e0aor3s");
  }

  private static String base32(byte[] hash) {
    return new base32(base32.Alphabet.BASE32HEX, false, true).toString(hash);
  }

  @Test
  void bitmapIsThatOfTheRfc() {
    // RFC 4034, 4.3: A MX RRSIG NSEC TYPE1234.
    byte[] bitmap = TypeBitmap.of(new TreeSet<>(List.of(1, 15, 46, 47, 1234)));
    assertThat(HexFormat.of().formatHex(bitmap))
        .isEqualTo("0006400100000003" + "041b" + "00".repeat(26) + "20");
    assertThat(TypeBitmap.of(new TreeSet<>())).isEmpty();
    assertThat(TypeBitmap.of(new TreeSet<>(List.of(256)))).containsExactly(1, 1, 0x80);
  }

  private void assertHashed(UnsignedZone zone, boolean optOut, String... names) {
    DenialMode.Nsec3 mode = DenialMode.Nsec3.recommended(optOut);
    Nsec3Hash hash = new Nsec3Hash(mode);
    List<String> expected =
        Stream.of(names)
            .map(Name::fromConstantString)
            .map(n -> base32(hash.of(n.toWireCanonical())) + ".demo.")
            .sorted()
            .toList();
    List<Node> chain = Nsec3Chain.of(zone, mode);
    assertThat(chain).extracting(n -> n.owner().toString()).containsExactlyElementsOf(expected);
    for (int i = 0; i < chain.size(); i++) {
      byte[] rdata = chain.get(i).set(Type.NSEC3).rdata().get(0);
      assertThat(rdata[1]).isEqualTo((byte) (optOut ? 1 : 0));
      String next = chain.get((i + 1) % chain.size()).owner().toString();
      assertThat(base32(Arrays.copyOfRange(rdata, 6, 26)) + ".demo.").isEqualTo(next);
    }
  }

  @Test
  void emptyNonTerminalsAreInTheChainOnlyAboveNamesInIt() throws IOException {
    String text =
        """
        s.shared NS ns1
        s.shared DS 1 13 2 00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF
        i.shared NS ns1
        a.i.lonely NS ns1
        glue.a.i.lonely A 192.0.2.1
        a.b.ent A 192.0.2.1
        c.b.ent A 192.0.2.1
        """;
    String[] always = {
      "demo.",
      "s.shared.demo.",
      "shared.demo.",
      "a.b.ent.demo.",
      "c.b.ent.demo.",
      "b.ent.demo.",
      "ent.demo."
    };
    assertHashed(zone(text), true, always);
    String[] insecure = {"i.shared.demo.", "a.i.lonely.demo.", "i.lonely.demo.", "lonely.demo."};
    assertHashed(
        zone(text),
        false,
        Stream.concat(Stream.of(always), Stream.of(insecure)).toArray(String[]::new));
  }

  @Test
  void bitmapsAtEmptyNonTerminalsAndDelegations() throws IOException {
    UnsignedZone zone = zone("x.ent NS ns1\n");
    Nsec3Hash hash = new Nsec3Hash(DenialMode.Nsec3.recommended(false));
    List<Node> chain = Nsec3Chain.of(zone, DenialMode.Nsec3.recommended(false));
    assertThat(bitmap(chain, hash, "ent.demo.")).isEmpty();
    // NS alone: an insecure delegation has nothing that is signed (RFC 5155, 7.1 shows no RRSIG bit
    // there).
    assertThat(bitmap(chain, hash, "x.ent.demo.")).containsExactly(0, 1, 0x20);
    assertThat(chain).allMatch(n -> n.set(Type.NSEC3).ttl() == 3600);
  }

  private static byte[] bitmap(List<Node> chain, Nsec3Hash hash, String name) {
    String owner = base32(hash.of(Name.fromConstantString(name).toWireCanonical())) + ".demo.";
    byte[] rdata =
        chain.stream()
            .filter(n -> n.owner().toString().equals(owner))
            .findFirst()
            .orElseThrow()
            .set(Type.NSEC3)
            .rdata()
            .get(0);
    return Arrays.copyOfRange(rdata, 26, rdata.length);
  }

  @Test
  void nsecSkipsGlueAndEmptyNonTerminals() throws IOException {
    UnsignedZone zone = zone("x.ent NS g.x.ent\ng.x.ent A 192.0.2.1\nz A 192.0.2.1\n");
    NsecChain.add(zone);
    List<String> with =
        zone.nodes().stream()
            .filter(n -> n.set(Type.NSEC) != null)
            .map(n -> n.owner().toString())
            .toList();
    assertThat(with).containsExactly("demo.", "x.ent.demo.", "z.demo.");
    RrSet last = zone.nodes().get(zone.nodes().size() - 1).set(Type.NSEC);
    assertThat(last.rdata().get(0)).startsWith(ZONE.toWireCanonical());
  }

  @Test
  void parametersOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new DenialMode.Nsec3(false, 51, ""))
        .hasMessageContaining("iterations are 51; 0 to 50");
    assertThatThrownBy(() -> new DenialMode.Nsec3(false, 0, "abc"))
        .hasMessageContaining("salt \"abc\"");
  }
}
