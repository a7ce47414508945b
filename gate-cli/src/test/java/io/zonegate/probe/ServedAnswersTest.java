package io.zonegate.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.parent.ParentZoneServer;
import io.zonegate.parent.RealServer;
import io.zonegate.rollout.JudgedFacts;
import io.zonegate.testzones.sign.Denial;
import io.zonegate.transfer.SmallZone;
import io.zonegate.verifier.drill.Questionnaire;
import io.zonegate.verifier.drill.ServedFile;
import io.zonegate.verifier.drill.ServedQuestion;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.parent.ServerAddress;
import io.zonegate.verifier.zone.Zone;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * What servers really serve, held against what was judged: NSD and Knot DNS, with faults and
 * without.
 */
@Timeout(120)
class ServedAnswersTest {
  private static final Name ORIGIN = SmallZone.ORIGIN;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @TempDir Path folder;

  private static Name name(String label) {
    return Name.fromConstantString(label + "." + ORIGIN);
  }

  private static List<Record> aliases() {
    return List.of(
        new CNAMERecord(name("alias"), DClass.IN, 300, name("version-1")),
        new DNAMERecord(name("moved"), DClass.IN, 300, Name.fromConstantString("elsewhere.test.")),
        new TXTRecord(name("canary"), DClass.IN, 300, "sings"));
  }

  private static SmallZone zone(Denial denial) {
    return SmallZone.of(1, denial, aliases());
  }

  private Questionnaire questions(SmallZone zone, String... canaries) throws Exception {
    Path ds = Files.writeString(folder.resolve("ds"), zone.ds());
    Zone read = zone.zone();
    Instant now = Instant.now();
    Questionnaire made =
        Questionnaire.of(read, ParentTrust.read(ds, read.apex(), now), now, List.of(canaries));
    // As the gate's store keeps it.
    Questionnaire kept = Questionnaire.parse(made.text());
    assertThat(kept).isEqualTo(made);
    return kept;
  }

  private ServerProbe.Result probe(
      SmallZone judged, String address, Instant now, String... canaries) throws Exception {
    return new ServerProbe(ServerAddress.parse(address).orElseThrow(), TIMEOUT)
        .ask(
            ORIGIN,
            JudgedFacts.of(judged.zone(), now),
            Optional.of(questions(judged, canaries)),
            now);
  }

  private ServerProbe.Result probe(SmallZone judged, RealServer server) throws Exception {
    return probe(
        judged, server.address(), Instant.now(), "canary." + ORIGIN, "no-canary." + ORIGIN);
  }

  static Stream<Denial> denials() {
    return Stream.of(Denial.nsec(), Denial.nsec3(false), Denial.nsec3(true));
  }

  @ParameterizedTest
  @MethodSource("denials")
  void goodServersAreGood(Denial denial) throws Exception {
    SmallZone zone = zone(denial);
    int asked = questions(zone, "canary." + ORIGIN, "no-canary." + ORIGIN).questions().size();
    assertThat(asked).isGreaterThan(15);
    try (RealServer nsd = RealServer.nsd(folder, ORIGIN, zone.text());
        RealServer knot = RealServer.knot(folder, ORIGIN, zone.text())) {
      for (RealServer server : List.of(nsd, knot)) {
        ServerProbe.Result result = probe(zone, server);
        assertThat(result.outcome()).as(result.detail()).isEqualTo(ProbeOutcome.GOOD);
        assertThat(result.detail())
            .startsWith("serial 1 over UDP and TCP; " + asked + " answers validate");
      }
    }
  }

  private void isWrong(SmallZone judged, UnaryOperator<String> fault, String said)
      throws Exception {
    String text = fault.apply(judged.text());
    assertThat(text).isNotEqualTo(judged.text());
    try (RealServer nsd = RealServer.nsd(folder, ORIGIN, text);
        RealServer knot = RealServer.knot(folder, ORIGIN, text)) {
      for (RealServer server : List.of(nsd, knot)) {
        ServerProbe.Result result = probe(judged, server);
        assertThat(result.outcome()).as(result.detail()).isEqualTo(ProbeOutcome.WRONG);
        assertThat(result.detail()).contains(said);
      }
    }
  }

  private static UnaryOperator<String> without(String lines) {
    return text -> text.replaceAll("(?m)^.*\\t" + lines + ".*\\n", "");
  }

  @Test
  void aServerWithoutTheSignaturesOfItsDenialIsWrong() throws Exception {
    isWrong(zone(Denial.nsec3(false)), without("RRSIG\\tNSEC3 "), "SERVED-VALID: ");
    isWrong(zone(Denial.nsec()), without("RRSIG\\tNSEC "), "does not validate: ");
  }

  /** A chain that is torn, as by a server that has lost some of its records. */
  @Test
  void aServerWithHalfOfItsDenialIsWrong() throws Exception {
    isWrong(
        zone(Denial.nsec3(false)),
        text -> text.replaceAll("(?m)^[0-9a-g][0-9a-v]{31}[.]zone.*\\n", ""),
        "SERVED-VALID: ");
  }

  @Test
  void anAlteredRecordIsWrong() throws Exception {
    isWrong(
        zone(Denial.nsec3(false)),
        text -> text.replace("\"sings\"", "\"is mute\""),
        "SERVED-VALID: canary.zone.example. TXT over UDP: does not validate: ");
  }

  /** The answers of a version with other names and the same serial are all well signed. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSoundAnswerThatIsNotTheJudgedZonesIsWrong(boolean there) throws Exception {
    SmallZone with = zone(Denial.nsec());
    SmallZone without = SmallZone.of(1, Denial.nsec(), aliases().subList(0, 2));
    try (RealServer server =
        RealServer.knot(folder, ORIGIN, there ? without.text() : with.text())) {
      ServerProbe.Result result = probe(there ? with : without, server);
      assertThat(result.outcome()).as(result.detail()).isEqualTo(ProbeOutcome.WRONG);
      assertThat(result.detail())
          .contains(
              there
                  ? "canary.zone.example. TXT over UDP: NXDOMAIN, but the judged zone has: records"
                  : "canary.zone.example. A over UDP: no such type, but the judged zone has:"
                      + " NXDOMAIN");
    }
  }

  /** INC-31: one of the name servers of .bw kept a copy of days ago, without DNSSEC. */
  @Test
  void aCopyOfDaysAgoWithoutDnssecIsNotTakenForTheZone() throws Exception {
    SmallZone judged = SmallZone.of(5);
    UnaryOperator<String> unsigned = without("(RRSIG|DNSKEY|NSEC3|NSEC3PARAM)[ \\t]");
    isWrong(judged, unsigned, "SERVED-SERIAL: DNSKEY over UDP: 0 records");
    try (RealServer old = RealServer.nsd(folder, ORIGIN, unsigned.apply(SmallZone.of(4).text()))) {
      ServerProbe.Result result = probe(judged, old);
      assertThat(result.outcome()).isEqualTo(ProbeOutcome.OLDER);
      assertThat(result.detail()).contains("SERVED-SERIAL: SOA over UDP: serial 4, older than 5");
    }
  }

  @Test
  void signaturesAreJudgedAtTheTimeOfTheProbe() throws Exception {
    SmallZone zone = zone(Denial.nsec3(false));
    try (RealServer server = RealServer.knot(folder, ORIGIN, zone.text())) {
      ServerProbe.Result result =
          probe(zone, server.address(), Instant.now().plus(Duration.ofDays(30)));
      assertThat(result.outcome()).isEqualTo(ProbeOutcome.WRONG);
      assertThat(result.detail()).contains("SERVED-VALID: zone.example. SOA over UDP: does not");
    }
  }

  private ServerProbe.Result spoilt(SmallZone zone, UnaryOperator<Message> spoiling)
      throws Exception {
    Path file =
        Files.writeString(folder.resolve("served"), zone.text(), StandardCharsets.ISO_8859_1);
    ServedFile served = new ServedFile(file);
    try (ParentZoneServer server =
        ParentZoneServer.answering(query -> spoiling.apply(served.apply(query)))) {
      return probe(zone, server.address(), Instant.now());
    }
  }

  @Test
  void anAnswerThatNobodyCouldJudgeIsMissingAndNotWrong() throws Exception {
    SmallZone zone = zone(Denial.nsec3(false));
    ServerProbe.Result good = spoilt(zone, answer -> answer);
    assertThat(good.outcome()).as(good.detail()).isEqualTo(ProbeOutcome.GOOD);
    ServerProbe.Result refused =
        spoilt(
            zone,
            answer -> {
              if (answer.getQuestion().getType() == Type.NS) {
                Message refusal = new Message(answer.getHeader().getID());
                refusal.getHeader().setFlag(org.xbill.DNS.Flags.QR);
                refusal.addRecord(answer.getQuestion(), org.xbill.DNS.Section.QUESTION);
                refusal.getHeader().setRcode(Rcode.REFUSED);
                return refusal;
              }
              return answer;
            });
    assertThat(refused)
        .isEqualTo(
            new ServerProbe.Result(
                ProbeOutcome.MISSING, "SERVED-VALID: zone.example. NS over UDP: answered REFUSED"));
  }

  @Test
  void withoutKeptQuestionsNothingIsGood() throws Exception {
    SmallZone zone = zone(Denial.nsec3(false));
    try (RealServer server = RealServer.knot(folder, ORIGIN, zone.text())) {
      ServerProbe.Result result =
          new ServerProbe(ServerAddress.parse(server.address()).orElseThrow(), TIMEOUT)
              .ask(
                  ORIGIN,
                  JudgedFacts.of(zone.zone(), Instant.now()),
                  Optional.empty(),
                  Instant.now());
      assertThat(result.outcome()).isEqualTo(ProbeOutcome.MISSING);
      assertThat(result.detail()).contains("SERVED-VALID: no questions are kept");
    }
  }

  @Test
  void questionsAreDrawnByTheJudgedOctetsAndCanariesAreAmongThem() throws Exception {
    SmallZone zone = zone(Denial.nsec3(false));
    Questionnaire first =
        questions(zone, "canary." + ORIGIN, "no-canary." + ORIGIN, "alias." + ORIGIN);
    assertThat(questions(zone, "canary." + ORIGIN, "no-canary." + ORIGIN, "alias." + ORIGIN))
        .isEqualTo(first);
    assertThat(first.questions())
        .contains(
            new ServedQuestion("zone.example.", Type.SOA, Rcode.NOERROR, true, false),
            new ServedQuestion("zone.example.", Type.NS, Rcode.NOERROR, true, false),
            new ServedQuestion("zone.example.", Type.DNSKEY, Rcode.NOERROR, true, false),
            new ServedQuestion("canary.zone.example.", Type.TXT, Rcode.NOERROR, true, false),
            new ServedQuestion("no-canary.zone.example.", Type.A, Rcode.NXDOMAIN, false, false),
            new ServedQuestion("alias.zone.example.", Type.CNAME, Rcode.NOERROR, true, false));
    assertThat(first.questions())
        .anyMatch(q -> q.type() == Type.DS && q.data())
        .anyMatch(q -> q.type() == Type.DS && !q.data());
    assertThat(questions(zone(Denial.nsec3(true))).questions()).anyMatch(ServedQuestion::optOut);
    assertThat(questions(zone, "outside.test.").leftOut()).isEqualTo(questions(zone).leftOut() + 1);
    assertThat(questions(SmallZone.of(2)).questions()).isNotEqualTo(questions(zone).questions());
  }

  /**
   * NSD 4.6.1 gives no proof that validates for names below an empty non-terminal that opt-out
   * leaves without an NSEC3; Knot does.
   */
  @Test
  void whereGoodServersDifferNothingIsAsked() throws Exception {
    SmallZone zone = zone(Denial.nsec3(true));
    String name = "no-such-name.dept3." + ORIGIN;
    assertThat(zone.text()).contains(".dept3." + ORIGIN).doesNotContain("\ndept3." + ORIGIN);
    Questionnaire questions = questions(zone, name);
    assertThat(questions.questions()).noneMatch(q -> q.name().equals(name));
    assertThat(questions.leftOut()).isEqualTo(questions(zone).leftOut() + 1);
    assertThat(questions(zone(Denial.nsec3(false)), name).questions())
        .anyMatch(q -> q.name().equals(name));
  }

  @Test
  void whatTheValidatorCannotJudgeIsSaidAndNotCalledGood() throws Exception {
    SmallZone zone = zone(Denial.nsec3(false));
    String unsigned = without("(RRSIG|DNSKEY|NSEC3|NSEC3PARAM)[ \\t]").apply(zone.text());
    Questionnaire none =
        Questionnaire.of(
            SmallZone.read(unsigned), new ParentTrust.NotJudged("none"), Instant.now(), List.of());
    assertThat(Questionnaire.parse(none.text())).isEqualTo(none);
    assertThat(none.obstacle()).isEqualTo("the zone has no DNSKEY");
    try (RealServer server = RealServer.knot(folder, ORIGIN, unsigned)) {
      ServerProbe.Result result =
          new ServerProbe(ServerAddress.parse(server.address()).orElseThrow(), TIMEOUT)
              .ask(
                  ORIGIN,
                  JudgedFacts.of(SmallZone.read(unsigned), Instant.now()),
                  Optional.of(none),
                  Instant.now());
      assertThat(result)
          .isEqualTo(
              new ServerProbe.Result(
                  ProbeOutcome.GOOD,
                  "serial 1 over UDP and TCP; its answers cannot be validated: the zone has no"
                      + " DNSKEY"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "left-out 1\n",
        "ask zone.example. 6 0 data\nleft-out 0\n",
        "ask zone.example. 6 0 data secure\nobstacle both\n",
        "ds 1 13 2 xyz\nask zone.example. 6 0 data secure\n",
        "hello\n"
      })
  void aKeptTextThatIsDamagedIsRefused(String text) {
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> Questionnaire.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
