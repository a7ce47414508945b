package io.zonegate.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.parent.RealServer;
import io.zonegate.testzones.fault.FaultCase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** What a real resolver refuses of a zone that Knot serves. */
final class Refusals {
  /** A bound on what one case may ask. */
  private static final int MOST_QUESTIONS = 2_000;

  /** Nothing more is to be learnt of a zone that so many answers of are refused. */
  private static final int ENOUGH_REFUSED = 3;

  private static final int TRIES = 4;
  private static final long PAUSE_MILLIS = 50;

  private Refusals() {}

  /** Starts a resolver that has the parent's DS set for a trust anchor and asks this server. */
  interface Validator {
    RealServer start(Path folder, Name origin, String anchors, Instant clock, RealServer server)
        throws Exception;
  }

  /** The questions that the resolver finds no good answer to. */
  static List<String> of(Path folder, FaultCase zone, Validator validator) throws Exception {
    Name origin = Name.fromString(zone.origin());
    List<Record> questions;
    try {
      questions = Questions.of(origin, zone.zoneBytes());
    } catch (IOException e) {
      return List.of("everything: " + e.getMessage());
    }
    assertThat(questions).hasSizeBetween(5, MOST_QUESTIONS);
    String text = new String(zone.zoneBytes(), StandardCharsets.ISO_8859_1);
    List<String> refused = new ArrayList<>();
    try (RealServer server = RealServer.knot(folder, origin, text);
        RealServer started =
            validator.start(folder, origin, zone.parentDs(), zone.clock(), server)) {
      SimpleResolver resolver = new SimpleResolver("127.0.0.1");
      resolver.setPort(started.port());
      resolver.setTimeout(Duration.ofSeconds(10));
      for (Record question : questions) {
        if (refused.size() == ENOUGH_REFUSED) {
          break;
        }
        if (isRefused(resolver, question)) {
          // With the CD bit a validator accepts all; else the server has no answer.
          boolean unanswered = ask(resolver, question, true).getRcode() == Rcode.SERVFAIL;
          refused.add(
              question.getName()
                  + " "
                  + Type.string(question.getType())
                  + (unanswered ? ", by the server itself" : ""));
        }
      }
      Message soa = ask(resolver, Record.newRecord(origin, Type.SOA, DClass.IN), false);
      if (refused.isEmpty() && !soa.getHeader().getFlag(Flags.AD)) {
        refused.add("everything: the zone is not secure to the resolver");
      }
    } catch (IllegalStateException e) {
      // One of the two does not start with such a zone.
      return List.of("everything: " + e.getMessage());
    }
    return refused;
  }

  /** What is bogus stays so; what a busy machine was too slow for does not. */
  private static boolean isRefused(SimpleResolver resolver, Record question) throws Exception {
    for (int i = 0; i < TRIES; i++) {
      if (ask(resolver, question, false).getRcode() != Rcode.SERVFAIL) {
        return false;
      }
      Thread.sleep(PAUSE_MILLIS << i);
    }
    return true;
  }

  private static Message ask(SimpleResolver resolver, Record question, boolean unchecked)
      throws IOException {
    Message query = Message.newQuery(question);
    query.getHeader().setFlag(unchecked ? Flags.CD : Flags.AD);
    return resolver.send(query);
  }
}
