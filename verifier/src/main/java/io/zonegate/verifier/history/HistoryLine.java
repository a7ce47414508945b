package io.zonegate.verifier.history;

import io.zonegate.verifier.history.ZoneEvent.Kind;
import io.zonegate.verifier.parent.Ds;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An event as one line of text: time, kind and then fields {@code NAME=VALUE} in a fixed order,
 * parted by one space. Lists are parted by commas; {@code -} stands for nothing.
 *
 * <pre>
 * 2026-11-24T12:00:00Z released serial=7 sha256=HEX soa-minimum=3600 largest-ttl=86400
 *   dnskey-ttl=3600 keys=257/13/33834/HEX,256/13/4711/HEX dnskey-by=1 data-by=2 ds-ttl=86400
 *   ds=33834/13/2/HEX
 * </pre>
 *
 * <p>A key is FLAGS/ALGORITHM/TAG/SHA-256 of its RDATA. Signers are given by their place in {@code
 * keys}, from 1, or as TAG/ALGORITHM if the key is not published; {@code +} joins the keys that
 * sign RRsets together. {@code ds=unknown} says that nobody looked at the parent, {@code ds=none}
 * that it has no DS.
 */
final class HistoryLine {
  /** No DNSKEY RRset comes near. */
  private static final int MOST_KEYS = 256;

  private static final int MOST_UINT16 = 0xffff;
  private static final int MOST_OCTET = 0xff;
  private static final long MOST_TTL = Integer.MAX_VALUE;
  private static final long MOST_UINT32 = 0xffffffffL;

  private HistoryLine() {}

  /** A line is not what {@link #write} writes. */
  static final class FormException extends Exception {
    private static final long serialVersionUID = 1L;

    FormException(String message) {
      super(message);
    }
  }

  /** The line, without chain and line end. */
  static String write(ZoneEvent event) {
    ZoneState state = event.state();
    SeenDs ds = event.parent().orElse(null);
    List<Signer> places = state.keys().stream().map(HistoryLine::signer).toList();
    return event.time()
        + " "
        + event.kind().word()
        + " serial="
        + state.serial()
        + " sha256="
        + event.sha256()
        + " soa-minimum="
        + state.soaMinimum()
        + " largest-ttl="
        + number(state.largestTtl())
        + " dnskey-ttl="
        + number(state.dnskeyTtl())
        + " keys="
        + list(state.keys().stream().map(HistoryLine::key).toList(), ",")
        + " dnskey-by="
        + signers(state.dnskeySigners(), places)
        + " data-by="
        + list(state.data().stream().map(set -> signers(set, places)).sorted().toList(), ",")
        + " ds-ttl="
        + (ds == null ? "-" : number(ds.ttl()))
        + " ds="
        + (ds == null
            ? "unknown"
            : ds.records().isEmpty()
                ? "none"
                : list(ds.records().stream().map(HistoryLine::ds).toList(), ","));
  }

  private static Signer signer(PublishedKey key) {
    return new Signer(key.keyTag(), key.algorithm(), key.sha256());
  }

  private static String key(PublishedKey key) {
    return key.flags() + "/" + key.algorithm() + "/" + key.keyTag() + "/" + key.sha256();
  }

  private static String ds(Ds ds) {
    return ds.keyTag() + "/" + ds.algorithm() + "/" + ds.digestType() + "/" + ds.digest();
  }

  private static String number(long value) {
    return value < 0 ? "-" : Long.toString(value);
  }

  private static String signers(Set<Signer> set, List<Signer> places) {
    return list(
        set.stream()
            .map(
                s ->
                    s.sha256().isEmpty()
                        ? s.keyTag() + "/" + s.algorithm()
                        : Integer.toString(places.indexOf(s) + 1))
            .sorted()
            .toList(),
        "+");
  }

  private static String list(Collection<String> parts, String separator) {
    return parts.isEmpty() ? "-" : String.join(separator, parts);
  }

  /** Reads what {@link #write} wrote. */
  static ZoneEvent read(String line) throws FormException {
    Fields fields = new Fields(line);
    Instant time = fields.time();
    Kind kind = fields.kind();
    long serial = fields.number("serial", MOST_UINT32);
    String sha256 = hex(fields.text("sha256"), 64);
    long minimum = fields.number("soa-minimum", MOST_UINT32);
    long largest = fields.numberOrNone("largest-ttl");
    long dnskeyTtl = fields.numberOrNone("dnskey-ttl");
    List<PublishedKey> keys = new ArrayList<>();
    for (String key : split(fields.text("keys"), ",")) {
      keys.add(readKey(key));
    }
    if (keys.size() > MOST_KEYS) {
      throw new FormException(keys.size() + " keys, limit " + MOST_KEYS);
    }
    List<Signer> places = keys.stream().map(HistoryLine::signer).toList();
    Set<Signer> dnskeyBy = readSigners(fields.text("dnskey-by"), places);
    Set<Set<Signer>> dataBy = new HashSet<>();
    for (String set : split(fields.text("data-by"), ",")) {
      dataBy.add(readSigners(set, places));
    }
    if (dataBy.size() > SignerSurvey.MOST_SETS) {
      throw new FormException(dataBy.size() + " sets of signers, limit " + SignerSurvey.MOST_SETS);
    }
    long dsTtl = fields.numberOrNone("ds-ttl");
    Optional<SeenDs> ds = readDsSet(fields.text("ds"), dsTtl);
    fields.end();
    return new ZoneEvent(
        kind,
        time,
        new ZoneState(serial, keys, dnskeyTtl, dataBy, dnskeyBy, largest, minimum),
        sha256,
        ds);
  }

  private static PublishedKey readKey(String text) throws FormException {
    String[] part = parts(text, 4, "FLAGS/ALGORITHM/TAG/SHA-256");
    return new PublishedKey(
        (int) number(part[0], MOST_UINT16),
        (int) number(part[1], MOST_OCTET),
        (int) number(part[2], MOST_UINT16),
        hex(part[3], 64));
  }

  private static Set<Signer> readSigners(String text, List<Signer> places) throws FormException {
    Set<Signer> signers = new HashSet<>();
    for (String one : split(text, "\\+")) {
      if (one.contains("/")) {
        String[] part = parts(one, 2, "TAG/ALGORITHM");
        signers.add(
            new Signer((int) number(part[0], MOST_UINT16), (int) number(part[1], MOST_OCTET), ""));
      } else {
        int place = (int) number(one, places.size());
        if (place == 0) {
          throw new FormException("signer 0: keys are counted from 1");
        }
        signers.add(places.get(place - 1));
      }
    }
    return signers;
  }

  private static Optional<SeenDs> readDsSet(String text, long ttl) throws FormException {
    if (text.equals("unknown")) {
      return Optional.empty();
    }
    List<Ds> records = new ArrayList<>();
    if (!text.equals("none")) {
      for (String one : text.split(",", -1)) {
        String[] part = parts(one, 4, "TAG/ALGORITHM/TYPE/DIGEST");
        records.add(
            new Ds(
                (int) number(part[0], MOST_UINT16),
                (int) number(part[1], MOST_OCTET),
                (int) number(part[2], MOST_OCTET),
                hex(part[3].toLowerCase(Locale.ROOT), -1).toUpperCase(Locale.ROOT)));
      }
    }
    return Optional.of(new SeenDs(records, ttl));
  }

  private static String[] split(String list, String separator) {
    return list.equals("-") ? new String[0] : list.split(separator, -1);
  }

  private static String[] parts(String text, int n, String form) throws FormException {
    String[] parts = text.split("/", -1);
    if (parts.length != n) {
      throw new FormException("'" + text + "' is not " + form);
    }
    return parts;
  }

  private static long number(String text, long most) throws FormException {
    if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) > most) {
      throw new FormException("'" + text + "' is not a number from 0 to " + most);
    }
    return Long.parseLong(text);
  }

  /** Lower-case hex of this many digits, or of any number of pairs if it is negative. */
  private static String hex(String text, int digits) throws FormException {
    if (!text.matches("([0-9a-f]{2})+") || (digits >= 0 && text.length() != digits)) {
      throw new FormException(
          "'" + text + "' is not hex" + (digits < 0 ? "" : " of " + digits + " digits"));
    }
    return text;
  }

  /** The fields of a line, taken one after the other. */
  private static final class Fields {
    private final String[] words;
    private int next;

    Fields(String line) {
      words = line.split(" ", -1);
    }

    private String word(String what) throws FormException {
      if (next == words.length) {
        throw new FormException("the line ends before " + what);
      }
      return words[next++];
    }

    Instant time() throws FormException {
      String text = word("its time");
      try {
        Instant time = Instant.parse(text);
        if (time.toString().equals(text) && text.indexOf('.') < 0) {
          return time;
        }
      } catch (DateTimeException e) {
        throw new FormException("'" + text + "' is not a time such as 2026-05-05T21:57:00Z");
      }
      throw new FormException("'" + text + "' is not a time in whole seconds");
    }

    Kind kind() throws FormException {
      String text = word("its kind");
      for (Kind kind : Kind.values()) {
        if (kind.word().equals(text)) {
          return kind;
        }
      }
      throw new FormException(
          "'"
              + text
              + "' is none of "
              + List.of(Kind.values()).stream().map(Kind::word).collect(Collectors.joining(", ")));
    }

    String text(String name) throws FormException {
      String word = word(name + "=");
      if (!word.startsWith(name + "=") || word.length() == name.length() + 1) {
        throw new FormException("'" + word + "' stands where " + name + "=VALUE belongs");
      }
      return word.substring(name.length() + 1);
    }

    long number(String name, long most) throws FormException {
      return HistoryLine.number(text(name), most);
    }

    long numberOrNone(String name) throws FormException {
      String text = text(name);
      return text.equals("-") ? -1 : HistoryLine.number(text, MOST_TTL);
    }

    void end() throws FormException {
      if (next < words.length) {
        throw new FormException("'" + words[next] + "' is one field too many");
      }
    }
  }
}
