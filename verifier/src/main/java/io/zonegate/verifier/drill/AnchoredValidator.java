package io.zonegate.verifier.drill;

import io.zonegate.verifier.parent.Ds;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.dnssec.ValidatingResolver;

/**
 * dnsjava's validating resolver, which trusts nothing but the DS records of one zone and whose
 * clock stands still. Its answers come from a resolver that is given. Thread-safe if that is.
 */
public final class AnchoredValidator {
  private final ValidatingResolver validator;

  /** What a validator makes of an answer (RFC 4035 section 4.3). */
  public enum State {
    /** There is a chain of signatures from the DS records. */
    SECURE,
    /** It is proven, as by opt-out, that there need be none. */
    INSECURE,
    /** There ought to be one: a resolver answers SERVFAIL. */
    BOGUS
  }

  /**
   * An answer, weighed.
   *
   * @param message the answer; where it is bogus, one with nothing in it
   * @param reason why it is not secure, in the validator's words
   */
  public record Weighed(State state, Message message, String reason) {}

  /**
   * Prepares.
   *
   * @param apex the zone's name
   * @param anchors the DS records to trust; without any, all is insecure
   * @param now the time that signatures are judged at
   * @param answers where answers come from; it is asked with the DO bit
   */
  public AnchoredValidator(Name apex, List<Ds> anchors, Instant now, Resolver answers) {
    validator = new ValidatingResolver(answers, Clock.fixed(now, ZoneOffset.UTC));
    Properties settings = new Properties();
    // One good signature is enough for a validator (RFC 6840 section 5.11); ALG-COMPLETE asks more.
    settings.setProperty("dnsjava.dnssec.harden_algo_downgrade", "false");
    // KEY-ALGORITHM judges the length of keys.
    settings.setProperty("dnsjava.dnssec.algorithm_rsa_min_key_size", "512");
    try {
      validator.init(settings);
    } catch (IOException e) {
      throw new IllegalStateException("no setting names a file", e);
    }
    if (!anchors.isEmpty()) {
      RRset set = new RRset();
      for (Ds ds : anchors) {
        byte[] digest = HexFormat.of().parseHex(ds.digest());
        set.addRR(
            new DSRecord(apex, DClass.IN, 0, ds.keyTag(), ds.algorithm(), ds.digestType(), digest));
      }
      validator.getTrustAnchors().store(set);
    }
  }

  /**
   * Asks and weighs.
   *
   * @throws ExecutionException with the reason why there is no answer
   */
  public Weighed ask(Name name, int type) throws InterruptedException, ExecutionException {
    Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
    Message reply = validator.sendAsync(query, Runnable::run).toCompletableFuture().get();
    State state =
        reply.getHeader().getRcode() == Rcode.SERVFAIL
            ? State.BOGUS
            : reply.getHeader().getFlag(Flags.AD) ? State.SECURE : State.INSECURE;
    return new Weighed(state, reply, reason(reply));
  }

  /** The validator puts its words into a TXT record of a class of its own. */
  private static String reason(Message reply) {
    StringBuilder text = new StringBuilder();
    for (Record record : reply.getSection(Section.ADDITIONAL)) {
      if (record instanceof TXTRecord txt
          && record.getDClass() == ValidatingResolver.VALIDATION_REASON_QCLASS) {
        txt.getStrings().forEach(text::append);
      }
    }
    return text.isEmpty() ? "it gives no reason" : text.toString();
  }
}
