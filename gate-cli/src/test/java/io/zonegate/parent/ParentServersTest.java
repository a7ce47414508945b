package io.zonegate.parent;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.SignedZone;
import io.zonegate.verifier.parent.DsFile;
import io.zonegate.verifier.parent.ParentServers;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.parent.ServerAddress;
import io.zonegate.verifier.zone.NameText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The parent's servers say what the DS set is, all of them, validated, or nothing is known. */
class ParentServersTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final String DIGEST = "ab".repeat(32);
  private static final String DS = "zone 7200 IN DS 4711 13 2 " + DIGEST;
  private static final Name CHILD = Name.fromConstantString("zone.example.");

  @TempDir Path folder;

  private ParentTrust ask(Instant at, String... servers) throws Exception {
    return ask(DsFile.read(ParentZone.anchor(folder), null, at), "zone.example.", at, servers);
  }

  private static ParentTrust ask(DsFile anchor, String zone, Instant at, String... servers) {
    List<ServerAddress> addresses =
        Arrays.stream(servers).map(s -> ServerAddress.parse(s).orElseThrow()).toList();
    return new ParentServers(addresses, anchor, at).ask(NameText.wire(zone));
  }

  private static SignedZone parent(String more) throws IOException {
    return ParentZone.signed(more, Denial.nsec(), NOW);
  }

  private static void undecided(ParentTrust trust, String... said) {
    assertThat(trust).isInstanceOf(ParentTrust.Missing.class);
    assertThat(((ParentTrust.Missing) trust).reason()).contains(said);
  }

  @Test
  void allServersAnswerValidateAndAgree() throws Exception {
    List<Record> zone = parent(DS).records();
    try (ParentZoneServer one = ParentZoneServer.of(zone);
        ParentZoneServer two = ParentZoneServer.of(zone)) {
      ParentTrust.Known known = (ParentTrust.Known) ask(NOW, one.address(), two.address());
      assertThat(known.records()).hasSize(1);
      assertThat(known.records().get(0).digest()).isEqualToIgnoringCase(DIGEST);
      assertThat(known.seen())
          .contains(new ParentTrust.Seen(7200, List.of(one.address(), two.address()), NOW));
      assertThat(known.source()).contains(one.address(), two.address());
    }
  }

  @Test
  void aTruncatedAnswerIsAskedForOverTcp() throws Exception {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      many.append("zone 7200 IN DS ").append(i).append(" 13 2 ").append(DIGEST).append('\n');
    }
    try (ParentZoneServer server = ParentZoneServer.of(parent(many.toString()).records())) {
      ParentTrust.Known known = (ParentTrust.Known) ask(NOW, server.address());
      assertThat(known.records()).hasSize(40);
      assertThat(server.overTcp()).isPositive();
    }
  }

  @Test
  void serversThatDisagreeSayNothing() throws Exception {
    try (ParentZoneServer one = ParentZoneServer.of(parent(DS).records());
        ParentZoneServer two = ParentZoneServer.of(parent(DS.replace("4711", "4712")).records());
        ParentZoneServer three = ParentZoneServer.of(parent("").records())) {
      undecided(
          ask(NOW, one.address(), two.address()),
          "disagree",
          one.address() + " has [DS 4711 13 2]",
          two.address() + " has [DS 4712 13 2]");
      undecided(ask(NOW, one.address(), three.address()), "disagree", "has no DS");
    }
  }

  @Test
  void oneServerThatDoesNotAnswerIsEnoughToSayNothing() throws Exception {
    String closed;
    try (ParentZoneServer server = ParentZoneServer.of(parent(DS).records())) {
      closed = server.address();
    }
    try (ParentZoneServer server = ParentZoneServer.of(parent(DS).records())) {
      undecided(ask(NOW, server.address(), closed), closed, "does not answer");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nsec", "nsec3", "opt-out"})
  void theAbsenceOfADsIsProven(String kind) throws Exception {
    Denial denial = kind.equals("nsec") ? Denial.nsec() : Denial.nsec3(kind.equals("opt-out"));
    List<Record> zone = ParentZone.signed("", denial, NOW).records();
    try (ParentZoneServer server = ParentZoneServer.of(zone)) {
      ParentTrust trust = ask(NOW, server.address());
      assertThat(trust)
          .isEqualTo(
              new ParentTrust.Insecure(new ParentTrust.Seen(900, List.of(server.address()), NOW)));
    }
    undecided(askWithout(zone, Type.NSEC, Type.NSEC3), "neither a DS RRset", "nor its absence");
  }

  /** The server leaves the RRSIGs over these types away. */
  private ParentTrust askWithout(List<Record> zone, int... types) throws Exception {
    List<Record> less =
        zone.stream()
            .filter(
                r ->
                    !(r instanceof RRSIGRecord rrsig
                        && Arrays.stream(types).anyMatch(t -> t == rrsig.getTypeCovered())))
            .toList();
    try (ParentZoneServer server = ParentZoneServer.of(less)) {
      return ask(NOW, server.address());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nsec", "nsec3", "opt-out"})
  void aDsThatIsHiddenIsNoProofOfItsAbsence(String kind) throws Exception {
    Denial denial = kind.equals("nsec") ? Denial.nsec() : Denial.nsec3(kind.equals("opt-out"));
    List<Record> hidden =
        ParentZone.signed(DS, denial, NOW).records().stream()
            .filter(r -> r.getType() != Type.DS)
            .filter(r -> !(r instanceof RRSIGRecord s && s.getTypeCovered() == Type.DS))
            .toList();
    try (ParentZoneServer server = ParentZoneServer.of(hidden)) {
      undecided(ask(NOW, server.address()), "nor its absence");
    }
  }

  /** Without opt-out an NSEC3 over the name proves that it does not exist at all. */
  @Test
  void aNameThatDoesNotExistIsNoInsecureDelegation() throws Exception {
    DsFile anchor = DsFile.read(ParentZone.anchor(folder), null, NOW);
    for (Denial denial : List.of(Denial.nsec(), Denial.nsec3(false))) {
      List<Record> zone = ParentZone.signed("", denial, NOW).records();
      try (ParentZoneServer server = ParentZoneServer.of(zone)) {
        undecided(ask(anchor, "absent.example.", NOW, server.address()), "nor its absence");
        undecided(ask(anchor, "a.b.example.", NOW, server.address()), "nor its absence");
      }
    }
  }

  @Test
  void whatIsNotSignedRightlySaysNothing() throws Exception {
    List<Record> zone = parent(DS).records();
    undecided(askWithout(zone, Type.DS), "neither a DS RRset");
    undecided(askWithout(zone, Type.DNSKEY), "DNSKEY RRset of example. does not validate");

    SignedZone changed = parent(DS);
    Record ds = changed.find(CHILD, Type.DS).get(0);
    changed.replace(ds, Record.fromString(CHILD, Type.DS, 1, 7200, "1 13 2 " + DIGEST, CHILD));
    try (ParentZoneServer server = ParentZoneServer.of(changed.records())) {
      undecided(ask(NOW, server.address()), "neither a DS RRset");
    }
  }

  @Test
  void signaturesMustBeValidAtTheClock() throws Exception {
    try (ParentZoneServer server = ParentZoneServer.of(parent(DS).records())) {
      for (long days : new long[] {-2, 2}) {
        Instant at = NOW.plus(Duration.ofDays(days));
        undecided(ask(at, server.address()), "does not validate", at.toString());
      }
    }
  }

  @Test
  void theAnchorMustBeOfTheParentZone() throws Exception {
    try (ParentZoneServer server = ParentZoneServer.of(parent(DS).records())) {
      Path file = folder.resolve("anchor");
      Files.writeString(file, "example. IN DS 1 13 2 " + DIGEST + "\n");
      DsFile other = DsFile.read(file, null, NOW);
      undecided(ask(other, "zone.example.", NOW, server.address()), "does not validate");
      Files.writeString(file, "zone.example. IN DS 1 13 2 " + DIGEST + "\n");
      DsFile own = DsFile.read(file, null, NOW);
      undecided(ask(own, "zone.example.", NOW, server.address()), "not above zone.example.");
    }
  }

  @Test
  void anAnswerThatIsNoneSaysNothing() throws Exception {
    List<Record> zone = parent(DS).records();
    spoilt(
        zone,
        (answer, tcp) -> {
          answer.getHeader().unsetFlag(Flags.AA);
          return answer;
        },
        "without authority");
    spoilt(
        zone,
        (answer, tcp) -> {
          answer.getHeader().setRcode(Rcode.SERVFAIL);
          return answer;
        },
        "answers SERVFAIL");
    spoilt(
        zone,
        (answer, tcp) -> {
          answer.getHeader().setFlag(Flags.TC);
          return answer;
        },
        "answers in part");
    spoilt(
        zone,
        (answer, tcp) -> {
          Message other = new Message(answer.getHeader().getID());
          other.getHeader().setFlag(Flags.QR);
          other.getHeader().setFlag(Flags.AA);
          Record question = answer.getQuestion();
          other.addRecord(
              Record.newRecord(Name.fromConstantString("other.example."), question.getType(), 1),
              Section.QUESTION);
          return other;
        },
        "answer");
  }

  /** dnsjava throws an unchecked exception for an empty record of an update with such a TTL. */
  @Test
  void aTtlOverTheLimitBreaksNothing() throws Exception {
    spoilt(parent(DS).records(), (answer, tcp) -> new HugeTtl(answer), "does not answer");
  }

  /** An answer whose bytes have the top bit of its first record's TTL set. */
  private static final class HugeTtl extends Message {
    private final byte[] wire;

    HugeTtl(Message answer) {
      super(answer.getHeader().getID());
      Message marked = new Message(answer.getHeader().getID());
      marked.getHeader().setFlag(Flags.QR);
      marked.getHeader().setOpcode(Opcode.UPDATE);
      marked.addRecord(answer.getQuestion(), Section.QUESTION);
      Record first = Record.newRecord(answer.getQuestion().getName(), 65280, 1, 0x7fffffffL);
      marked.addRecord(first, Section.ANSWER);
      wire = marked.toWire();
      for (int i = 12; i + 3 < wire.length; i++) {
        if (wire[i] == 0x7f && wire[i + 1] == -1 && wire[i + 2] == -1 && wire[i + 3] == -1) {
          wire[i] = -1;
        }
      }
    }

    @Override
    public byte[] toWire() {
      return wire.clone();
    }
  }

  private void spoilt(List<Record> zone, ParentZoneServer.Spoiling spoiling, String said)
      throws Exception {
    try (ParentZoneServer server = ParentZoneServer.spoilt(zone, spoiling)) {
      undecided(ask(NOW, server.address()), server.address(), said);
    }
  }
}
