package io.zonegate.testzones.peer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the peers said of each case when they were last asked.
 *
 * @param versions the version of each peer, in the order of the columns
 * @param answers the answers by the name of the case, in the order of the peers
 */
public record PeerRecord(Map<String, String> versions, Map<String, List<PeerAnswer>> answers) {

  static final String FILE = "answers.tsv";

  private static final String HEAD =
      """
      # What other verifiers say of each case (seed 1, at the time of the recording).
      # Made by PeersOnCasesTest with -Dpeers.record=true; not to be edited.
      """;
  private static final String VERSION = "# version\t";

  /** Copies both. */
  public PeerRecord {
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
  }

  /** The record that came with this program. */
  public static PeerRecord recorded() {
    Map<String, String> versions = new LinkedHashMap<>();
    Map<String, List<PeerAnswer>> answers = new LinkedHashMap<>();
    for (String line : PeerResource.lines(FILE)) {
      if (line.startsWith(VERSION)) {
        String[] words = line.substring(VERSION.length()).split("\t");
        versions.put(words[0], words[1]);
      } else if (!line.startsWith("#")) {
        List<String> words = List.of(line.split("\t"));
        answers.put(
            words.get(0), words.subList(1, words.size()).stream().map(PeerAnswer::of).toList());
      }
    }
    return new PeerRecord(versions, answers);
  }

  /** Names of the peers, in the order of the answers. */
  public List<String> peers() {
    return List.copyOf(versions.keySet());
  }

  /** A peer's answer to a case; null if it was not asked when the answers were recorded. */
  public PeerAnswer answer(String name, String peer) {
    int column = peers().indexOf(peer);
    List<PeerAnswer> given = answers.getOrDefault(name, List.of());
    return column >= 0 && column < given.size() ? given.get(column) : null;
  }

  /** As it is in the file. */
  String text() {
    StringBuilder text = new StringBuilder(HEAD);
    versions.forEach((p, v) -> text.append(VERSION).append(p).append('\t').append(v).append('\n'));
    text.append("# case\t").append(String.join("\t", peers())).append('\n');
    answers.forEach((name, given) -> text.append(name).append('\t').append(words(given)));
    return text.toString();
  }

  private static String words(List<PeerAnswer> given) {
    return given.stream().map(PeerAnswer::word).collect(Collectors.joining("\t", "", "\n"));
  }
}
