package io.zonegate.verifier.verdict;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was judged. Fields that were not learnt because the zone could not be read are empty, or -1
 * for numbers.
 *
 * @param zone apex in presentation form, absolute; empty if not known
 * @param source where the zone came from, as the user named it
 * @param sha256 SHA-256 of the judged bytes in lower-case hex; the verdict is bound to exactly
 *     them. The messages of a transfer are never the same twice: for a zone that came so, its
 *     records in canonical form and order are the bytes
 * @param bytes number of judged bytes
 * @param contentSha256 SHA-256 of the zone's records in canonical form and order, in lower-case
 *     hex: equal zones have equal ones, whatever file or transfer they came by
 * @param serial SOA serial, 0 to 2^32-1
 * @param names number of owner names
 * @param records number of records, exact duplicates not counted
 * @param countsByType number of records per type mnemonic, in ascending type number
 */
public record Subject(
    String zone,
    String source,
    String sha256,
    long bytes,
    String contentSha256,
    long serial,
    long names,
    long records,
    Map<String, Long> countsByType) {
  /** Copies the counts in their order. */
  public Subject {
    countsByType = Collections.unmodifiableMap(new LinkedHashMap<>(countsByType));
  }

  /** The subject of a judgement whose zone could not be read. */
  public static Subject unread(String zone, String source) {
    return new Subject(zone, source, "", -1, "", -1, -1, -1, Map.of());
  }
}
