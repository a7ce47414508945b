package io.zonegate.verifier.drill;

import io.zonegate.verifier.crypto.Dnskey;
import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.denial.DenialFacts;
import io.zonegate.verifier.denial.Nsec3Chain;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.dnssec.ValidatingResolver;

/**
 * Puts the questions to dnsjava's validating resolver, which gets the answers from the zone itself
 * and trusts the parent's DS set, or the zone's own keys where no parent is known. Its clock is the
 * judgement's. Thread-safe.
 */
public final class Drill {
  private static final long LAST_SECOND = 0xffff_ffffL;

  private final Zone zone;
  private final Authority authority;
  private final ValidatingResolver validator;
  private final List<Question> questions;
  private final String obstacle;
  private Reply keys;

  private Drill(
      Zone zone,
      Authority authority,
      ValidatingResolver validator,
      List<Question> questions,
      String obstacle) {
    this.zone = zone;
    this.authority = authority;
    this.validator = validator;
    this.questions = List.copyOf(questions);
    this.obstacle = obstacle;
  }

  /** Prepares a drill; nothing is asked yet. */
  public static Drill of(
      Zone zone,
      KeyRing keys,
      DenialFacts denial,
      ParentTrust parent,
      Instant now,
      List<Question> questions) {
    ValidatorScope scope = new ValidatorScope(zone, keys);
    Nsec3Chain chain = denial.matches().isEmpty() ? null : denial.matches().get(0).chain();
    Proofs proofs =
        denial.hasNsecChain()
            ? new NsecProofs(zone)
            : chain == null ? null : new Nsec3Proofs(zone, chain);
    Authority authority = new Authority(zone, proofs, scope);
    List<Ds> anchors = anchors(zone, keys, scope, parent);
    String obstacle = "";
    if (anchors.isEmpty()) {
      obstacle =
          parent instanceof ParentTrust.Known
              ? "no DS of the parent matches a key that the drill's validator can use;"
                  + " see DS-MATCH and KEY-TAG-UNIQUE"
              : "the zone has no key that the drill's validator can use";
    } else if (proofs instanceof Nsec3Proofs
        && chain.parameters().iterations() > ValidatorScope.MAX_ITERATIONS) {
      obstacle =
          "the drill's validator takes NSEC3 with more than "
              + ValidatorScope.MAX_ITERATIONS
              + " additional iterations for insecure; see NSEC3-ITERATIONS";
    } else if (now.getEpochSecond() > LAST_SECOND) {
      obstacle = "the drill's validator knows no serial number arithmetic for times after 2106";
    }
    return new Drill(
        zone, authority, validator(zone, authority, anchors, now), questions, obstacle);
  }

  private static ValidatingResolver validator(
      Zone zone, Authority authority, List<Ds> anchors, Instant now) {
    ValidatingResolver validator =
        new ValidatingResolver(new ZoneResolver(authority), Clock.fixed(now, ZoneOffset.UTC));
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
      Name apex = KeyedName.of(zone, 0).name();
      RRset set = new RRset();
      for (Ds ds : anchors) {
        byte[] digest = HexFormat.of().parseHex(ds.digest());
        set.addRR(
            new DSRecord(apex, DClass.IN, 0, ds.keyTag(), ds.algorithm(), ds.digestType(), digest));
      }
      validator.getTrustAnchors().store(set);
    }
    return validator;
  }

  /** Those DS records that match a key which the validator can use: the others cannot help it. */
  private static List<Ds> anchors(
      Zone zone, KeyRing keys, ValidatorScope scope, ParentTrust parent) {
    List<Dnskey> usable =
        keys.entries().stream().filter(scope::takes).map(KeyRing.Entry::dnskey).toList();
    if (parent instanceof ParentTrust.Known known) {
      return known.records().stream()
          .filter(ds -> usable.stream().anyMatch(key -> ds.matches(zone.apex(), key)))
          .toList();
    }
    return usable.stream().map(key -> Ds.sha256Of(zone.apex(), key)).toList();
  }

  /** Why there can be no drill of this zone; empty if there can. */
  public String obstacle() {
    return obstacle;
  }

  /** The questions that were made from owners of this range. */
  public List<Question> questions(OwnerRange range) {
    return questions.stream()
        .filter(q -> q.owner() >= range.first() && q.owner() < range.end())
        .toList();
  }

  /** The first question: whether the zone's DNSKEY RRset can be trusted. Asked once. */
  public synchronized Reply keys() {
    if (keys == null) {
      keys = ask(new Question(QuestionKind.POSITIVE, 0, KeyedName.of(zone, 0), RecordType.DNSKEY));
    }
    return keys;
  }

  /** Asks one question. */
  public Reply ask(Question question) {
    try {
      Answer answer = authority.answer(question.name(), question.type());
      Message query = Message.newQuery(Record.newRecord(answer.name(), question.type(), DClass.IN));
      Message reply = validator.sendAsync(query, Runnable::run).toCompletableFuture().get();
      if (reply.getHeader().getRcode() == Rcode.SERVFAIL) {
        return new Reply.Bogus(reason(reply), new ArrayList<>(answer.rrsets()));
      }
      return reply.getHeader().getFlag(Flags.AD) || answer.restsOnOptOut()
          ? new Reply.Sound()
          : new Reply.Open(
              "the drill's validator takes the answer to "
                  + question
                  + " for insecure: "
                  + reason(reply));
    } catch (BeyondValidatorException e) {
      return new Reply.LeftOut(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply.Open("interrupted");
    } catch (ExecutionException e) {
      return e.getCause() instanceof BeyondValidatorException beyond
          ? new Reply.LeftOut(beyond.getMessage())
          : new Reply.Open("the drill's validator failed at " + question + ": " + e.getCause());
    }
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
