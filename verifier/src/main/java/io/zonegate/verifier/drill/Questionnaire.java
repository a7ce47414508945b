package io.zonegate.verifier.drill;

import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.denial.DenialFacts;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.zone.NameKey;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * What servers of a judged zone are to be asked, and what must come of it. It is all that is needed
 * to validate what they serve, so that it can be kept while the zone is not.
 *
 * @param anchors the DS records that answers are validated from
 * @param questions whose answers the validator judges rightly
 * @param leftOut how many more there would be whose answers it cannot judge, or good servers give
 *     in several ways
 * @param obstacle why it can judge none; empty if it can
 */
public record Questionnaire(
    List<Ds> anchors, List<ServedQuestion> questions, int leftOut, String obstacle) {
  private static final int PER_KIND = 3;

  private static final String ANCHOR = "ds ";
  private static final String QUESTION = "ask ";
  private static final String LEFT_OUT = "left-out ";
  private static final String OBSTACLE = "obstacle ";

  /** Copies the lists. */
  public Questionnaire {
    anchors = List.copyOf(anchors);
    questions = List.copyOf(questions);
  }

  /**
   * Draws questions of every kind by the digest of the judged octets, and adds the apex's SOA, NS
   * and DNSKEY and the canaries. What the validator does not take from the zone itself is not asked
   * of servers.
   *
   * @param now the time of the judgement
   * @param canaries names in the zone, that are there or not, in presentation form
   */
  public static Questionnaire of(
      Zone zone, ParentTrust parent, Instant now, List<String> canaries) {
    KeyRing keys = KeyRing.of(zone);
    if (keys.entries().isEmpty()) {
      return none("the zone has no DNSKEY");
    }
    Sampling sampling = new Sampling(zone, PER_KIND);
    List<Question> questions = new ArrayList<>();
    for (int type : new int[] {RecordType.SOA, RecordType.NS, RecordType.DNSKEY}) {
      questions.add(new Question(QuestionKind.POSITIVE, 0, KeyedName.of(zone, 0), type));
    }
    int outside = 0;
    for (String canary : canaries) {
      Question question = sampling.about(key(canary));
      if (question == null) {
        outside++;
      } else {
        questions.add(question);
      }
    }
    questions.addAll(sampling.questions(OwnerRange.of(zone).stream().map(sampling::draw).toList()));
    Drill drill = Drill.of(zone, keys, DenialFacts.of(zone), parent, now, questions);
    return of(drill, outside);
  }

  private static Questionnaire of(Drill drill, int outside) {
    if (!drill.obstacle().isEmpty()) {
      return none(drill.obstacle());
    }
    if (!(drill.keys() instanceof Reply.Sound)) {
      return none("the validator does not take the zone's DNSKEY RRset: " + drill.keys());
    }
    Set<ServedQuestion> sound = new LinkedHashSet<>();
    int leftOut = outside;
    for (Question question : drill.questions()) {
      Optional<ServedQuestion> served =
          drill.ask(question) instanceof Reply.Sound ? expected(drill, question) : Optional.empty();
      served.ifPresent(sound::add);
      leftOut += served.isEmpty() ? 1 : 0;
    }
    return new Questionnaire(drill.anchors(), List.copyOf(sound), leftOut, "");
  }

  private static Questionnaire none(String obstacle) {
    return new Questionnaire(List.of(), List.of(), 0, obstacle);
  }

  private static KeyedName key(String name) {
    byte[] key = new byte[NameKey.MAX_BYTES];
    return KeyedName.of(key, NameKey.fromWire(NameText.wire(name), 0, key));
  }

  /**
   * Empty where good servers differ: an alias, which each follows as far as it likes, and a name
   * below an empty non-terminal without NSEC3, where NSD 4.6 gives no proof that validates.
   */
  private static Optional<ServedQuestion> expected(Drill drill, Question question) {
    try {
      Answer answer = drill.answer(question.name(), question.type());
      List<Record> found = answer.message().getSection(Section.ANSWER);
      if (answer.isBridged()) {
        return Optional.empty();
      }
      if (question.type() != Type.CNAME
          && found.stream().anyMatch(r -> r.getType() == Type.CNAME)) {
        return Optional.empty();
      }
      return Optional.of(
          new ServedQuestion(
              Zone.keyName(question.name().key(), 0, question.name().length()),
              question.type(),
              answer.message().getRcode(),
              !found.isEmpty(),
              answer.restsOnOptOut()));
    } catch (BeyondValidatorException e) {
      throw new IllegalStateException("the validator has judged it", e);
    }
  }

  /** Lines of text, which {@link #parse} reads. */
  public String text() {
    List<String> lines = new ArrayList<>();
    anchors.forEach(
        ds ->
            lines.add(
                ANCHOR
                    + "%d %d %d %s"
                        .formatted(ds.keyTag(), ds.algorithm(), ds.digestType(), ds.digest())));
    questions.forEach(question -> lines.add(QUESTION + question.text()));
    lines.add(LEFT_OUT + leftOut);
    if (!obstacle.isEmpty()) {
      lines.add(OBSTACLE + obstacle.replace('\n', ' '));
    }
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException if it did not
   */
  public static Questionnaire parse(String text) {
    List<Ds> anchors = new ArrayList<>();
    List<ServedQuestion> questions = new ArrayList<>();
    int leftOut = 0;
    String obstacle = "";
    for (String line : text.split("\n")) {
      if (line.matches(ANCHOR + "[0-9]{1,5} [0-9]{1,3} [0-9]{1,3} ([0-9A-F]{2})+")) {
        String[] words = line.split(" ");
        anchors.add(
            new Ds(
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                Integer.parseInt(words[3]),
                words[4]));
      } else if (line.startsWith(QUESTION)) {
        questions.add(
            ServedQuestion.parse(line.substring(QUESTION.length()))
                .orElseThrow(() -> new IllegalArgumentException("no question: " + line)));
      } else if (line.matches(LEFT_OUT + "[0-9]{1,9}")) {
        leftOut = Integer.parseInt(line.substring(LEFT_OUT.length()));
      } else if (line.startsWith(OBSTACLE)) {
        obstacle = line.substring(OBSTACLE.length());
      } else {
        throw new IllegalArgumentException("no line of a questionnaire: " + line);
      }
    }
    if (questions.isEmpty() == obstacle.isEmpty()) {
      throw new IllegalArgumentException("a questionnaire has questions, or says why it has none");
    }
    return new Questionnaire(anchors, questions, leftOut, obstacle);
  }
}
