package io.zonegate.transfer;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Serial;
import org.xbill.DNS.Type;
import org.xbill.DNS.WireParseException;

/**
 * Answers queries: SOA, AXFR (RFC 5936) and IXFR (RFC 1995) for who belongs to a view, NOTIFY of
 * primaries, and REFUSED for all else.
 */
final class Responder {
  private final Editions editions;
  private final TsigKeys keys;
  private final Map<Name, NotifyListener> listeners;
  private final Supplier<Instant> clock;
  private final Consumer<String> log;

  Responder(
      Editions editions,
      TsigKeys keys,
      List<NotifyListener> listeners,
      Supplier<Instant> clock,
      Consumer<String> log) {
    this.editions = editions;
    this.keys = keys;
    this.listeners =
        listeners.stream().collect(Collectors.toMap(NotifyListener::domain, listener -> listener));
    this.clock = clock;
    this.log = log;
  }

  /** A query on its way to an answer. */
  private record Asked(
      TransferQuery query,
      InetAddress client,
      boolean tcp,
      int most,
      TsigExchange tsig,
      MessageSink sink) {
    AnswerMessages answer() {
      return new AnswerMessages(query, tsig, most, sink);
    }

    Asked signed(TsigExchange by) {
      return new Asked(query, client, tcp, most, by, sink);
    }

    @Override
    public String toString() {
      return client.getHostAddress() + " " + Type.string(query.type()) + " " + query.name();
    }
  }

  /**
   * Answers over TCP.
   *
   * @throws IOException if the answer cannot be sent, or the zone not be read; the connection must
   *     be closed then, so that the client does not take a part for the whole
   */
  void overTcp(byte[] message, int length, InetAddress client, MessageSink sink)
      throws IOException {
    answer(message, length, client, true, sink);
  }

  /**
   * Answers over UDP: never with more octets than the query had, so that nobody can make this
   * server send much to who asked for nothing. What has no room is asked for again over TCP.
   */
  void overUdp(byte[] message, int length, InetAddress client, MessageSink sink)
      throws IOException {
    answer(message, length, client, false, sink);
  }

  private void answer(byte[] message, int length, InetAddress client, boolean tcp, MessageSink sink)
      throws IOException {
    int most = tcp ? AnswerMessages.MOST : length;
    TransferQuery query;
    try {
      query = TransferQuery.read(message, length);
    } catch (WireParseException e) {
      if (length >= MessageWalk.HEADER && (message[2] & 0x80) == 0) {
        new AnswerMessages(TransferQuery.broken(message), null, most, sink)
            .code(Rcode.FORMERR)
            .send();
      }
      return;
    }
    if (query.isAnswer()) {
      return;
    }
    Asked plain = new Asked(query, client, tcp, most, null, sink);
    if (query.tsig() == null) {
      answer(plain, null);
      return;
    }
    Optional<TsigKey> key = keys.named(query.tsig().key());
    TsigExchange tsig = key.map(k -> new TsigExchange(k, clock)).orElse(null);
    int error = tsig == null ? Rcode.BADKEY : tsig.verify(message, length, query.tsig());
    if (error == Rcode.NOERROR) {
      answer(plain.signed(tsig), key.get());
      return;
    }
    refused(plain, Rcode.TSIGstring(error) + " for key " + query.tsig().key());
    AnswerMessages answer =
        (error == Rcode.BADTIME ? plain.signed(tsig) : plain).answer().code(Rcode.NOTAUTH);
    if (error == Rcode.BADTIME) {
      answer.sendBadTime(query.tsig());
    } else {
      answer.sendTsigError(query.tsig(), error);
    }
  }

  private void refused(Asked asked, String why) {
    log.accept(asked + ": refused, " + why);
  }

  private void answer(Asked asked, TsigKey key) throws IOException {
    TransferQuery query = asked.query();
    if (query.opcode() == Opcode.NOTIFY) {
      hear(asked, key);
      return;
    }
    boolean known =
        query.opcode() == Opcode.QUERY
            && query.rdclass() == DClass.IN
            && (query.type() == Type.SOA
                || query.type() == Type.IXFR
                || (query.type() == Type.AXFR && asked.tcp()));
    if (!known) {
      refused(asked, "only SOA, and AXFR and IXFR over TCP, are answered");
      asked.answer().code(Rcode.REFUSED).send();
      return;
    }
    Optional<TransferView> view = editions.find(query.name(), key, asked.client());
    if (view.isEmpty()) {
      refused(asked, "no view for it" + (key == null ? ", it is not signed" : ", " + key));
      asked.answer().code(Rcode.REFUSED).send();
      return;
    }
    Optional<Edition> edition = editions.current(view.get());
    if (edition.isEmpty()) {
      log.accept(asked + ": view " + view.get().name() + " has no version yet");
      asked.answer().code(Rcode.SERVFAIL).send();
      return;
    }
    answer(asked, view.get(), edition.get());
  }

  /** NOTIFY of a primary; what it says of the serial is found out by asking (RFC 1996 4.7). */
  private void hear(Asked asked, TsigKey key) throws IOException {
    NotifyListener listener = listeners.get(asked.query().name());
    if (listener == null
        || asked.query().type() != Type.SOA
        || asked.query().rdclass() != DClass.IN
        || !listener.admits(key, asked.client())) {
      refused(asked, "NOTIFY is not taken" + (key == null ? ", it is not signed" : ", " + key));
      asked.answer().code(Rcode.REFUSED).send();
      return;
    }
    log.accept(asked + ": NOTIFY");
    asked.answer().send();
    listener.heard().run();
  }

  private void answer(Asked asked, TransferView view, Edition edition) throws IOException {
    ZoneImage image = edition.image();
    long theirs = asked.query().serial();
    AnswerMessages answer = asked.answer();
    answer.addAtApex(image.soa());
    String what;
    if (asked.query().type() == Type.SOA
        || (asked.query().type() == Type.IXFR && (!asked.tcp() || !isOlder(theirs, image)))) {
      what = "SOA";
    } else if (asked.query().type() == Type.IXFR && edition.from(theirs).isPresent()) {
      difference(answer, edition.from(theirs).get(), image);
      what = "IXFR from " + theirs;
    } else {
      whole(answer, image);
      what = "AXFR";
    }
    answer.send();
    log.accept(
        "%s: view %s, serial %d, %s of %d octets"
            .formatted(asked, view.name(), image.serial(), what, answer.octets()));
  }

  /** Whether the client's serial is one that this version comes after; it may have given none. */
  private static boolean isOlder(long theirs, ZoneImage image) {
    return theirs < 0 || Serial.compare(image.serial(), theirs) > 0;
  }

  private static void whole(AnswerMessages answer, ZoneImage image) throws IOException {
    image.addTo(answer);
    answer.addAtApex(image.soa());
  }

  private static void difference(AnswerMessages answer, ZoneDifference difference, ZoneImage image)
      throws IOException {
    try (RecordReader deletions = difference.deletions();
        RecordReader additions = difference.additions()) {
      answer.addAtApex(difference.from().soa());
      answer.addAll(deletions);
      answer.addAtApex(image.soa());
      answer.addAll(additions);
      answer.addAtApex(image.soa());
    }
  }
}
