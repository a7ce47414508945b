package io.zonegate.verifier.parent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * One name server of the parent zone. A question goes out over UDP with the DO bit and room for
 * 1,232 octets, twice if need be, and over TCP if the answer is truncated (at most 65,535 octets);
 * each attempt ends after {@link #TIME_OUT}.
 */
final class ParentServer {
  /** Longest wait for one answer. */
  static final Duration TIME_OUT = Duration.ofSeconds(3);

  private static final int UDP_OCTETS = 1232;
  private static final int TRIES = 2;

  /** The server gave no answer that can be used; the message says why. */
  static final class NoAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    NoAnswerException(String message) {
      super(message);
    }
  }

  private final ServerAddress address;

  ParentServer(ServerAddress address) {
    this.address = address;
  }

  /**
   * Asks, and takes only an authoritative answer without error to this very question.
   *
   * @throws NoAnswerException if there is none
   */
  Message ask(Name name, int type) throws NoAnswerException {
    String question = name + " " + Type.string(type);
    Message answer = send(name, type, question);
    int rcode = answer.getRcode();
    if (rcode != Rcode.NOERROR) {
      throw refused(question, "answers " + Rcode.string(rcode));
    }
    Record asked = answer.getQuestion();
    if (asked == null || !asked.getName().equals(name) || asked.getType() != type) {
      throw refused(question, "answers another question");
    }
    if (!answer.getHeader().getFlag(Flags.AA)) {
      throw refused(question, "answers without authority; name the parent's own servers");
    }
    if (answer.getHeader().getFlag(Flags.TC)) {
      throw refused(question, "answers in part, over TCP too");
    }
    return answer;
  }

  private Message send(Name name, int type, String question) throws NoAnswerException {
    InetSocketAddress socket = address.socket();
    if (socket.isUnresolved()) {
      throw new NoAnswerException(address + ": no such host");
    }
    SimpleResolver resolver = new SimpleResolver(socket);
    resolver.setTimeout(TIME_OUT);
    resolver.setIgnoreTruncation(false);
    resolver.setEDNS(0, UDP_OCTETS, ExtendedFlags.DO);
    Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
    query.getHeader().unsetFlag(Flags.RD);
    IOException last = null;
    for (int i = 0; i < TRIES; i++) {
      try {
        return resolver.send(query);
      } catch (IOException e) {
        last = e;
      }
    }
    throw refused(question, "does not answer (" + last.getMessage() + ")");
  }

  private NoAnswerException refused(String question, String what) {
    return new NoAnswerException(address + " " + what + " to " + question);
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
