package io.zonegate.testzones.make;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.net.IDN;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Unsigned zones have exactly the shape that was asked for, and the same one each time. */
final class ZoneMakerTest {

  private static final ZoneShape DEMO = ZoneShape.of("demo.", 42, 10_000);

  @Test
  void theSameShapeGivesTheSameBytes() throws Exception {
    String first = text(DEMO);

    assertThat(text(DEMO)).isEqualTo(first);
    assertThat(text(ZoneShape.of("demo.", 43, 10_000))).isNotEqualTo(first);
  }

  @Test
  void countsAndSharesAreExact() throws Exception {
    StringWriter out = new StringWriter();

    ZoneCounts counts = ZoneMaker.write(DEMO, out);

    List<Record> records = ZoneMaker.parse(out.toString(), Name.fromString("demo."));
    Name apex = Name.fromString("demo.");
    Set<Name> cuts = owners(records, Type.NS);
    cuts.remove(apex);
    Set<Name> withGlue = new TreeSet<>();
    for (Record r : records) {
      if (r instanceof NSRecord ns
          && cuts.contains(r.getName())
          && ns.getTarget().subdomain(r.getName())) {
        withGlue.add(r.getName());
      }
    }
    assertThat(cuts).hasSize(10_000);
    assertThat(withGlue).hasSize(3_000);
    assertThat(owners(records, Type.DS)).hasSize(5_000).allMatch(cuts::contains);
    assertThat(counts.records()).isEqualTo(records.size());
    assertThat(counts.delegations()).isEqualTo(10_000);
    assertThat(counts.secureDelegations()).isEqualTo(5_000);
    assertThat(counts.glue())
        .isEqualTo(
            records.stream()
                .filter(r -> r.getType() == Type.A || r.getType() == Type.AAAA)
                .filter(r -> cuts.contains(parent(r.getName())))
                .count());
  }

  @Test
  void theSoaComesFirstAndOnce() {
    List<Record> records = ZoneMaker.records(ZoneShape.of("demo.", 1, 5));

    assertThat(records.get(0).getType()).isEqualTo(Type.SOA);
    assertThat(records).filteredOn(r -> r.getType() == Type.SOA).hasSize(1);
    assertThat(records).allMatch(r -> r.getName().subdomain(records.get(0).getName()));
    assertThat(new HashSet<>(records)).hasSameSizeAs(records);
  }

  @Test
  void relativeOwnersAreTheSameZone() {
    ZoneShape absolute = ZoneShape.of("a.test.", 6, 50);

    assertThat(ZoneMaker.records(absolute.withText(false, true)))
        .isEqualTo(ZoneMaker.records(absolute));
  }

  @Test
  void mixedCaseIsTheSameZoneInOtherLetters() throws Exception {
    ZoneShape plain = ZoneShape.of("a.test.", 6, 50);

    assertThat(ZoneMaker.records(plain.withText(true, false))).isEqualTo(ZoneMaker.records(plain));
    assertThat(text(plain.withText(true, false))).containsPattern("[A-Z]{2,}[a-z]+\\.[aA]\\.");
  }

  @Test
  void extrasAreThere() {
    List<Record> records = ZoneMaker.records(ZoneShape.of("demo.", 3, 10).withExtras(4, 6, 2));

    assertThat(owners(records, Type.TXT)).filteredOn(Name::isWild).hasSize(4);
    assertThat(records).filteredOn(r -> r.getName().length() == 255).hasSize(2);
    for (int i = 0; i < 6; i++) {
      Name ent = Name.fromConstantString("dept" + i + ".demo.");
      assertThat(records).noneMatch(r -> r.getName().equals(ent));
      assertThat(records).anyMatch(r -> r.getName().subdomain(ent));
    }
  }

  @Test
  void labelsAreUniqueAndSomeAreInternational() {
    Labels labels = new Labels(99, 300_000);
    Set<String> seen = new HashSet<>();
    int international = 0;
    for (int i = 0; i < 300_000; i++) {
      String label = labels.label(i);
      assertThat(seen.add(label)).as(label).isTrue();
      if (label.startsWith("xn--")) {
        international++;
        assertThat(IDN.toASCII(IDN.toUnicode(label))).isEqualTo(label);
      }
    }
    assertThat(international).isBetween(6_000, 18_000);
  }

  @Test
  void aLargeZoneIsStreamed() throws Exception {
    long[] characters = new long[1];
    Writer counting =
        new Writer() {
          @Override
          public void write(char[] text, int offset, int length) {
            characters[0] += length;
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };

    ZoneCounts counts = ZoneMaker.write(ZoneShape.of("demo.", 1, 200_000), counting);

    assertThat(counts.secureDelegations()).isEqualTo(100_000);
    assertThat(characters[0]).isGreaterThan(20_000_000);
  }

  @Test
  void impossibleShapesAreRefused() {
    assertThatThrownBy(() -> ZoneShape.of("demo", 1, 1)).hasMessageContaining("\"demo\"");
    assertThatThrownBy(() -> ZoneShape.of(".", 1, 1)).hasMessageContaining("below the root");
    assertThatThrownBy(() -> ZoneShape.of("demo.", 1, -1))
        .hasMessageContaining("delegations is -1");
    assertThatThrownBy(() -> DEMO.withDsShare(1.5)).hasMessageContaining("dsShare is 1.5");
    assertThatThrownBy(() -> DEMO.withGlueShare(Double.NaN)).hasMessageContaining("glueShare");
  }

  private static String text(ZoneShape shape) throws IOException {
    StringWriter out = new StringWriter();
    ZoneMaker.write(shape, out);
    return out.toString();
  }

  private static Set<Name> owners(List<Record> records, int type) {
    Set<Name> owners = new TreeSet<>();
    records.stream().filter(r -> r.getType() == type).forEach(r -> owners.add(r.getName()));
    return owners;
  }

  private static Name parent(Name name) {
    return new Name(name, 1);
  }
}
