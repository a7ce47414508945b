package io.zonegate.replay;

import io.zonegate.caching.Meeting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * One meeting on the stage. An Unbound that only caches is asked for each of the three in the
 * second in which it was fetched, its clock moves on to the moment in which they meet, and then an
 * Unbound that validates is asked for the data; it has an empty cache, and nobody to ask but the
 * first one. One alone would validate what it fetches at once, with what is published then.
 */
final class Scene {
  private final Equipment equipment;
  private final Stage stage;
  private String resolver = "";

  Scene(Equipment equipment, Stage stage) {
    this.equipment = equipment;
    this.stage = stage;
  }

  /** The resolver with its version; empty if none has run. */
  String resolver() {
    return resolver;
  }

  /** What is fetched from whom when. */
  private record Fetch(long at, String from, LoopbackServer server, List<Question> questions) {}

  /**
   * Plays it.
   *
   * @param questions what is asked for in the data; at least one
   * @param home folder for the programs
   * @return an answer to each; or one that is none, if the caches could not be filled
   */
  List<Answer> play(Meeting meeting, List<Question> questions, Path home)
      throws IOException, ProgramException {
    List<Fetch> fetches = fetches(meeting, questions);
    long begin = fetches.get(0).at();
    equipment.clock().set(begin);
    try (Unbound cache =
        Unbound.cache(equipment, home.resolve("cache"), stage.ds(meeting).port())) {
      resolver = cache.version();
      for (Fetch fetch : fetches) {
        equipment.clock().set(fetch.at());
        cache.forward(fetch.from(), fetch.server());
        for (Question question : fetch.questions()) {
          if (!has(cache, question, Flags.RD)) {
            return List.of(Answer.none(question, "the name server gives no answer"));
          }
        }
      }
      equipment.clock().set(meeting.moment());
      for (Fetch fetch : fetches) {
        for (Question question : fetch.questions()) {
          // Without recursion Unbound answers from its cache or not at all.
          if (fetch.at() < meeting.moment() && !has(cache, question)) {
            return List.of(Answer.none(question, "it is no longer in the cache"));
          }
        }
      }
      return validated(questions, home, cache);
    }
  }

  private List<Fetch> fetches(Meeting meeting, List<Question> questions)
      throws IOException, ProgramException {
    String zone = equipment.zone();
    Name apex = Name.fromConstantString(zone);
    List<Fetch> fetches = new ArrayList<>();
    fetches.add(
        new Fetch(
            meeting.dsFetched(),
            ParentZone.ORIGIN,
            stage.ds(meeting),
            List.of(new Question(apex, Type.DS))));
    fetches.add(
        new Fetch(
            meeting.keysFetched(),
            zone,
            stage.keys(meeting),
            List.of(new Question(apex, Type.DNSKEY))));
    fetches.add(new Fetch(meeting.dataFetched(), zone, stage.data(meeting), questions));
    fetches.sort(Comparator.comparingLong(Fetch::at));
    return fetches;
  }

  private static boolean has(Unbound cache, Question question, int... flags) {
    try {
      return isAnswer(cache.ask(question.record(), flags));
    } catch (IOException e) {
      // No answer in time.
      return false;
    }
  }

  /** Without recursion Unbound refers to others for what it does not have: that is no answer. */
  static boolean isAnswer(Message message) {
    boolean hasData = !message.getSection(Section.ANSWER).isEmpty();
    boolean denies =
        message.getSection(Section.AUTHORITY).stream().anyMatch(r -> r.getType() == Type.SOA);
    return (message.getRcode() == Rcode.NOERROR && (hasData || denies))
        || (message.getRcode() == Rcode.NXDOMAIN && denies);
  }

  private List<Answer> validated(List<Question> questions, Path home, Unbound cache)
      throws IOException, ProgramException {
    try (Unbound resolving = Unbound.validator(equipment, home.resolve("resolver"), cache.port())) {
      List<Answer> answers = new ArrayList<>();
      for (Question question : questions) {
        answers.add(Answer.of(question, resolving));
      }
      return answers;
    }
  }
}
