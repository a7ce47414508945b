package io.zonegate.verifier.drill;

import io.zonegate.verifier.zone.RecordType;
import java.util.Optional;
import org.xbill.DNS.Rcode;

/**
 * A question to a server of a judged zone, and what the zone answers.
 *
 * @param name in presentation form, absolute
 * @param type the type asked for, 1 to 65535
 * @param rcode NOERROR (0) or NXDOMAIN (3)
 * @param data whether the answer has records, other than those of a denial
 * @param optOut whether a validator takes the answer for insecure at best (RFC 5155 section 9.2)
 */
public record ServedQuestion(String name, int type, int rcode, boolean data, boolean optOut) {
  private static final String DATA = "data";
  private static final String NONE = "none";
  private static final String SECURE = "secure";
  private static final String OPT_OUT = "opt-out";

  /** The answer in a word, for messages. */
  public String expected() {
    return outcome(rcode, data);
  }

  /** Code and content of an answer in a word. */
  public static String outcome(int rcode, boolean data) {
    return rcode != Rcode.NOERROR ? Rcode.string(rcode) : data ? "records" : "no such type";
  }

  /** One line, which {@link #parse} reads. */
  String text() {
    return "%s %d %d %s %s"
        .formatted(name, type, rcode, data ? DATA : NONE, optOut ? OPT_OUT : SECURE);
  }

  /** Reads a line; empty if it is none of {@link #text}. */
  static Optional<ServedQuestion> parse(String line) {
    String[] words = line.split(" ");
    boolean sound =
        words.length == 5
            && words[1].matches("[0-9]{1,5}")
            && words[2].matches("[0-9]{1,2}")
            && (words[3].equals(DATA) || words[3].equals(NONE))
            && (words[4].equals(SECURE) || words[4].equals(OPT_OUT));
    return sound
        ? Optional.of(
            new ServedQuestion(
                words[0],
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                words[3].equals(DATA),
                words[4].equals(OPT_OUT)))
        : Optional.empty();
  }

  /** Name and type, for messages. */
  @Override
  public String toString() {
    return name + " " + RecordType.mnemonic(type);
  }
}
