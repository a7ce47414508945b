package io.zonegate.verifier.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Messages of a transfer, made by dnsjava, which compresses names. */
class TransferredZoneTest {
  private static final Name ORIGIN = Name.fromConstantString("Example.");
  private static final byte[] APEX = NameText.wire("example.");
  private static final int ID = 4711;
  private static final String SOA = "@ 60 IN SOA ns.Example. h.example. 7 1 1 1 60\n";

  /** Every type whose RDATA may hold a compressed name, and some whose may not. */
  private static final String TEXT =
      SOA
          + """
          @ 60 IN NS ns.example.
          ns 60 IN A 192.0.2.1
          cname 60 IN CNAME NS.example.
          ptr 60 IN PTR ns.example.
          mx 60 IN MX 10 Ns.example.
          rp 60 IN RP h.example. ns.example.
          afsdb 60 IN AFSDB 1 ns.example.
          rt 60 IN RT 1 ns.example.
          px 60 IN PX 1 ns.example. h.example.
          srv 60 IN SRV 1 2 3 NS.example.
          naptr 60 IN NAPTR 1 2 "a" "b" "c" Ns.example.
          minfo 60 IN MINFO h.example. ns.example.
          mb 60 IN MB ns.example.
          kx 60 IN KX 1 ns.example.
          dname 60 IN DNAME ns.example.
          \\000\\001.ns 60 IN TXT "x" "y"
          https 60 IN HTTPS 1 Svc.Example. alpn=h2
          rrsig 60 IN RRSIG A 13 2 60 20300101000000 20200101000000 1 Example. AAAA
          other 60 IN TYPE65333 \\# 3 c00c00
          """;

  private static List<Record> records(String text) throws Exception {
    List<Record> records = new ArrayList<>();
    Master master =
        new Master(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), ORIGIN, 60);
    for (Record r = master.nextRecord(); r != null; r = master.nextRecord()) {
      records.add(r);
    }
    return records;
  }

  private static Message message(List<Record> records) {
    Message message = new Message(ID);
    message.getHeader().setFlag(Flags.QR);
    message.addRecord(Record.newRecord(ORIGIN, Type.AXFR, DClass.IN), Section.QUESTION);
    records.forEach(r -> message.addRecord(r, Section.ANSWER));
    return message;
  }

  private static boolean add(TransferredZone zone, byte[] message) throws ZoneReadException {
    return zone.add(message, message.length);
  }

  private static TransferredZone begun() {
    return new TransferredZone(APEX, "test", ID);
  }

  private static Zone taken(List<Record> records, int perMessage) throws Exception {
    TransferredZone zone = begun();
    List<Record> all = new ArrayList<>(records);
    all.add(records.get(0));
    for (int i = 0; i < all.size(); i += perMessage) {
      boolean last = i + perMessage >= all.size();
      List<Record> some = all.subList(i, Math.min(all.size(), i + perMessage));
      assertThat(add(zone, message(some).toWire())).isEqualTo(last);
    }
    return zone.build();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 100})
  void isTheZoneOfTheFile(int perMessage) throws Exception {
    Zone file =
        ZoneSource.read(
            new ByteArrayInputStream(
                ("$ORIGIN example.\n" + TEXT).getBytes(StandardCharsets.ISO_8859_1)),
            "file",
            null);
    Zone zone = taken(records(TEXT), perMessage);
    assertThat(zone.content()).isEqualTo(file.content());
    assertThat(zone.digest()).isEqualTo(zone.content()).isNotEqualTo(file.digest());
    assertThat(zone.countsByType()).isEqualTo(file.countsByType());
    assertThat(zone.position(zone.soa())).isEqualTo("test:1");
  }

  private static void refuses(String reason, Message... messages) {
    assertThatThrownBy(
            () -> {
              TransferredZone zone = begun();
              for (Message message : messages) {
                add(zone, message.toWire());
              }
              zone.build();
            })
        .isInstanceOf(ZoneReadException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void refusesWhatIsNoWholeTransfer() throws Exception {
    List<Record> soa = records(SOA);
    List<Record> ns = records("@ 60 IN NS ns.example.\n");
    List<Record> later = records(SOA.replace(" 7 ", " 8 "));
    refuses("after 1 messages and 1 records, before the SOA", message(soa));
    refuses("a transfer begins with the zone's SOA record", message(ns));
    refuses("serial 8, first 7", message(soa), message(ns), message(later));
    refuses("records behind the SOA record", message(List.of(soa.get(0), soa.get(0), ns.get(0))));
    refuses("after the end of the zone", message(List.of(soa.get(0), soa.get(0))), message(ns));
    refuses("has no record in it", message(soa), message(List.of()));
    refuses(
        "is outside the zone",
        message(List.of(soa.get(0), records("a.test. 60 IN A 192.0.2.1\n").get(0), soa.get(0))));
    refuses("only class IN", message(List.of(soa.get(0), records("@ 60 CH TXT x\n").get(0))));
    refuses(
        "a type of messages",
        message(List.of(soa.get(0), Record.newRecord(ORIGIN, Type.value("TYPE250"), DClass.IN))));
  }

  @Test
  void refusesWhatIsNoAnswerToTheQuery() throws Exception {
    List<Record> soa = records(SOA);
    Message refused = message(List.of());
    refused.getHeader().setRcode(Rcode.REFUSED);
    refuses("REFUSED: the server does not give this zone", refused);
    Message query = message(soa);
    query.getHeader().unsetFlag(Flags.QR);
    refuses("no answer to the query", query);
    Message other = message(soa);
    other.getHeader().setID(1);
    refuses("no answer to the query", other);
    Message truncated = message(soa);
    truncated.getHeader().setFlag(Flags.TC);
    refuses("truncated", truncated);
    Message authority = message(soa);
    authority.addRecord(soa.get(0), Section.AUTHORITY);
    refuses("authority section", authority);
    Message question = new Message(ID);
    question.getHeader().setFlag(Flags.QR);
    question.addRecord(Record.newRecord(ORIGIN, Type.IXFR, DClass.IN), Section.QUESTION);
    question.addRecord(soa.get(0), Section.ANSWER);
    refuses("another question", question);
  }

  /** Wherever a message is cut, or a pointer leads, nothing else than a refusal comes of it. */
  @Test
  void refusesBrokenMessages() throws Exception {
    byte[] whole = message(records(TEXT)).toWire();
    for (int cut = 0; cut < whole.length; cut++) {
      byte[] part = Arrays.copyOf(whole, cut);
      assertThatThrownBy(() -> add(begun(), part)).isInstanceOf(ZoneReadException.class);
    }
    int owner = 12 + APEX.length + 4;
    assertThat(whole[owner]).isEqualTo((byte) 0xc0);
    byte[] loop = whole.clone();
    loop[owner + 1] = (byte) owner;
    assertThatThrownBy(() -> add(begun(), loop))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageContaining("does not point to before itself");
  }
}
