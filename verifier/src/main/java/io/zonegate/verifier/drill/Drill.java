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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Puts the questions to dnsjava's validating resolver, which gets the answers from the zone itself
 * and trusts the parent's DS set, or the zone's own keys where no parent is known. Its clock is the
 * judgement's. Thread-safe.
 */
public final class Drill {
  private static final long LAST_SECOND = 0xffff_ffffL;

  private final Zone zone;
  private final Authority authority;
  private final AnchoredValidator validator;
  private final List<Ds> anchors;
  private final List<Question> questions;
  private final String obstacle;
  private Reply keys;

  private Drill(
      Zone zone,
      Authority authority,
      AnchoredValidator validator,
      List<Ds> anchors,
      List<Question> questions,
      String obstacle) {
    this.zone = zone;
    this.authority = authority;
    this.validator = validator;
    this.anchors = List.copyOf(anchors);
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
    AnchoredValidator validator =
        new AnchoredValidator(
            KeyedName.of(zone, 0).name(), anchors, now, new ZoneResolver(authority));
    return new Drill(zone, authority, validator, anchors, questions, obstacle);
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
      AnchoredValidator.Weighed reply = validator.ask(answer.name(), question.type());
      return switch (reply.state()) {
        case BOGUS -> new Reply.Bogus(reply.reason(), new ArrayList<>(answer.rrsets()));
        case SECURE -> new Reply.Sound();
        case INSECURE ->
            answer.restsOnOptOut()
                ? new Reply.Sound()
                : new Reply.Open(
                    "the drill's validator takes the answer to "
                        + question
                        + " for insecure: "
                        + reply.reason());
      };
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

  /** The DS records that the validator trusts. */
  List<Ds> anchors() {
    return anchors;
  }

  /** The zone's answer, as a server gives it. */
  Answer answer(KeyedName name, int type) throws BeyondValidatorException {
    return authority.answer(name, type);
  }

  /** All questions. */
  List<Question> questions() {
    return questions;
  }
}
