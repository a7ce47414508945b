package io.zonegate.probe;

import io.zonegate.release.ZoneFacts;
import io.zonegate.verifier.drill.Questionnaire;
import io.zonegate.verifier.parent.ServerAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Serial;
import org.xbill.DNS.Type;

/** Asks one server, over UDP and TCP, whether it serves a zone as it was judged. */
public final class ServerProbe {
  private final ServerAddress server;
  private final Duration timeout;

  /**
   * What it says.
   *
   * @param detail what was asked and answered, for people
   */
  public record Result(ProbeOutcome outcome, String detail) {}

  /** An answer that ends the probe. */
  static final class EndException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Result result;

    EndException(ProbeOutcome outcome, String detail) {
      super(detail);
      this.result = new Result(outcome, detail);
    }
  }

  /**
   * A probe.
   *
   * @param timeout for each answer
   */
  public ServerProbe(ServerAddress server, Duration timeout) {
    this.server = server;
    this.timeout = timeout;
  }

  /**
   * Asks, one question after the other, until something is not as it should be.
   *
   * @param questions whose answers are to be validated; empty if none were kept
   * @param now the time that signatures are judged at
   */
  public Result ask(Name zone, ZoneFacts expected, Optional<Questionnaire> questions, Instant now)
      throws InterruptedException {
    try {
      for (boolean tcp : new boolean[] {false, true}) {
        soa(zone, expected, tcp);
        dnskey(zone, expected, tcp);
      }
      String validated = AnswerProbe.ask(server, timeout, zone, questions, now);
      return new Result(
          ProbeOutcome.GOOD, "serial " + expected.serial() + " over UDP and TCP; " + validated);
    } catch (EndException e) {
      return e.result;
    }
  }

  private void soa(Name zone, ZoneFacts expected, boolean tcp) throws EndException {
    Message answer = ask(zone, Type.SOA, tcp);
    String asked = asked("SOA", tcp);
    List<Record> found = records(answer, zone, Type.SOA);
    if (found.size() != 1) {
      throw new EndException(
          ProbeOutcome.MISSING, asked + "the answer has " + found.size() + " SOA records, not 1");
    }
    SOARecord soa = (SOARecord) found.get(0);
    if (soa.getSerial() == expected.serial()) {
      if (!hex(soa).equals(expected.soa())) {
        throw new EndException(
            ProbeOutcome.WRONG,
            asked + "serial " + soa.getSerial() + " with another SOA than was judged: " + soa);
      }
      return;
    }
    boolean older = Serial.compare(soa.getSerial(), expected.serial()) < 0;
    throw new EndException(
        older ? ProbeOutcome.OLDER : ProbeOutcome.WRONG,
        asked
            + "serial "
            + soa.getSerial()
            + (older ? ", older than " : ", which is not older than ")
            + expected.serial());
  }

  private void dnskey(Name zone, ZoneFacts expected, boolean tcp) throws EndException {
    Message answer = ask(zone, Type.DNSKEY, tcp);
    if (!tcp && answer.getHeader().getFlag(Flags.TC)) {
      // The whole RRset comes over TCP.
      return;
    }
    List<String> found =
        records(answer, zone, Type.DNSKEY).stream().map(ServerProbe::hex).sorted().toList();
    if (!found.equals(expected.dnskeys())) {
      throw new EndException(
          ProbeOutcome.WRONG,
          asked("DNSKEY", tcp)
              + found.size()
              + " records that are not the "
              + expected.dnskeys().size()
              + " judged ones");
    }
  }

  private Message ask(Name zone, int type, boolean tcp) throws EndException {
    String asked = asked(Type.string(type), tcp);
    AuthoritativeAnswers answers = new AuthoritativeAnswers(server, timeout, tcp);
    Message answer;
    try {
      answer = answers.send(Message.newQuery(Record.newRecord(zone, type, DClass.IN)));
    } catch (IOException e) {
      throw new EndException(
          ProbeOutcome.MISSING, asked + answers.failure().orElse("no answer: " + e.getMessage()));
    }
    if (answers.failure().isPresent()) {
      throw new EndException(ProbeOutcome.MISSING, asked + answers.failure().get());
    }
    if (answer.getRcode() != Rcode.NOERROR) {
      throw new EndException(
          ProbeOutcome.MISSING, asked + "answered " + Rcode.string(answer.getRcode()));
    }
    return answer;
  }

  private static List<Record> records(Message answer, Name zone, int type) {
    return answer.getSection(Section.ANSWER).stream()
        .filter(r -> r.getType() == type && r.getName().equals(zone))
        .toList();
  }

  private static String hex(Record record) {
    return HexFormat.of().formatHex(record.rdataToWireCanonical());
  }

  private static String asked(String type, boolean tcp) {
    return ServedChecks.SERIAL + ": " + type + " over " + (tcp ? "TCP" : "UDP") + ": ";
  }
}
