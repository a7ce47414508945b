package io.zonegate.replay;

import io.zonegate.file.IoReason;
import java.io.IOException;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/**
 * What the resolver said.
 *
 * @param question what it was asked for
 * @param says what it made of it
 * @param denies whether it said that there is no such thing
 * @param reason why, in its own words; empty if it gives none
 */
public record Answer(String question, Says says, boolean denies, String reason) {
  /** What a validator makes of something. */
  public enum Says {
    /** It validates. */
    SECURE("secure"),
    /** There is nothing to validate: the parent has no DS RRset. */
    INSECURE("insecure"),
    /** SERVFAIL: it does not validate. */
    BOGUS("SERVFAIL"),
    /** Nothing, for another reason. */
    NOTHING("no answer");

    private final String word;

    Says(String word) {
      this.word = word;
    }

    /** For people. */
    public String word() {
      return word;
    }
  }

  /** No answer, for this reason. */
  static Answer none(Question question, String reason) {
    return new Answer(question.toString(), Says.NOTHING, false, reason);
  }

  /** Asks a validator. */
  static Answer of(Question question, Unbound validator) {
    try {
      return asked(question, validator);
    } catch (IOException e) {
      return none(question, IoReason.of(e));
    }
  }

  private static Answer asked(Question question, Unbound validator) throws IOException {
    Message answer = validator.ask(question.record(), Flags.RD, Flags.AD);
    int rcode = answer.getRcode();
    if (rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN) {
      boolean secure = answer.getHeader().getFlag(Flags.AD);
      boolean denies = answer.getSection(Section.ANSWER).isEmpty();
      return new Answer(question.toString(), secure ? Says.SECURE : Says.INSECURE, denies, "");
    }
    // With the CD bit a validator gives out what it refuses otherwise, if there is something.
    boolean isThere =
        validator.ask(question.record(), Flags.RD, Flags.CD).getRcode() != Rcode.SERVFAIL;
    return new Answer(
        question.toString(),
        rcode == Rcode.SERVFAIL && isThere ? Says.BOGUS : Says.NOTHING,
        false,
        reason(answer));
  }

  /** For people: {@code SERVFAIL for example. SOA (EDE 9: ...)}. */
  @Override
  public String toString() {
    return says.word() + " for " + question + (reason.isEmpty() ? "" : " (" + reason + ")");
  }

  /** The extended DNS error (RFC 8914). */
  private static String reason(Message answer) {
    OPTRecord opt = answer.getOPT();
    if (opt == null) {
      return Rcode.string(answer.getRcode());
    }
    for (EDNSOption option : opt.getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR)) {
      if (option instanceof ExtendedErrorCodeOption error) {
        String text = error.getText() == null ? "" : ": " + error.getText();
        return "EDE " + error.getErrorCode() + text;
      }
    }
    return Rcode.string(answer.getRcode());
  }
}
