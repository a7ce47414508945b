package io.zonegate.signer.zone;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Tokenizer;
import org.xbill.DNS.Type;

/**
 * The records of a master file one after another: owner, TTL and type read, the RDATA still text.
 * $INCLUDE and $GENERATE are refused: what is read must be the bytes of one file.
 */
final class MasterRecords implements Closeable {

  private static final long UNSET = -1;

  /** RFC 2181, 8. */
  private static final long MOST_SECONDS = 0x7fffffffL;

  private static final Pattern TTL_PART = Pattern.compile("([0-9]{1,10})([smhdw]?)");
  private static final Map<String, Long> SECONDS_OF =
      Map.of("", 1L, "s", 1L, "m", 60L, "h", 3600L, "d", 86_400L, "w", 604_800L);

  private final Path file;
  private final Name apex;
  private final MasterEntries entries;
  private Name origin;
  private String ownerText = "";
  private OwnerName owner;
  private final PlainOwner plainOwner;
  private boolean originIsApex = true;
  private int type;
  private long ttl;
  private String rdata = "";
  private long defaultTtl = UNSET;
  private long lastTtl = UNSET;
  private String ttlText = "";
  private long ttlWritten = UNSET;

  /** The types that came, as they were written: few in a zone of millions of records. */
  private final Map<String, Integer> types = new HashMap<>();

  /** What is done with each record. */
  @FunctionalInterface
  interface Sink {
    /** Takes the record; false when no more are wanted. */
    boolean take(MasterRecords record) throws IOException;
  }

  private MasterRecords(Path file, Name apex) throws IOException {
    this.file = file;
    this.apex = apex;
    this.origin = apex;
    this.plainOwner = new PlainOwner(apex);
    this.entries = new MasterEntries(file);
  }

  /**
   * Hands every record of the file to the sink, until it wants no more.
   *
   * @throws ZoneInputException when the file is no master file of the zone or cannot be read
   */
  static void read(Path file, Name apex, Sink sink) {
    if (Files.isDirectory(file)) {
      throw new ZoneInputException(file, 0, "is a folder; a master file is needed");
    }
    int line = 0;
    try (MasterRecords records = new MasterRecords(file, apex)) {
      for (String entry = records.entries.next(); entry != null; entry = records.entries.next()) {
        line = records.line();
        if (entry.startsWith("$")) {
          records.directive(entry);
        } else {
          records.record(entry);
          if (!sink.take(records)) {
            return;
          }
        }
      }
    } catch (NoSuchFileException e) {
      throw new ZoneInputException(file, 0, "file not found");
    } catch (IOException e) {
      throw new ZoneInputException(file, line, "cannot be read: " + e.getMessage());
    }
  }

  private void directive(String entry) {
    Words words = new Words(entry);
    String name = words.next().toUpperCase(Locale.ROOT);
    String argument = words.next();
    switch (name) {
      case "$ORIGIN" -> {
        origin = name(argument);
        originIsApex = plainOwner.isApex(origin);
        // What is written alike is another name from here on.
        ownerText = "";
      }
      case "$TTL" -> defaultTtl = ttl(argument);
      case "$INCLUDE" -> throw refused("$INCLUDE is not followed; give the whole zone in one file");
      case "$GENERATE" -> throw refused("$GENERATE is not expanded; write the records out");
      default -> throw refused("directive " + name + " is not known; $ORIGIN and $TTL are");
    }
  }

  private void record(String entry) {
    Words words = new Words(entry);
    if (!entry.startsWith(" ")) {
      owner(words.next());
    } else if (owner == null) {
      throw refused("the first record has no owner name");
    }
    long explicit = UNSET;
    String word = words.next();
    // TTL and class may stand in either order, each at most once.
    for (int i = 0; i < 2 && !types.containsKey(word); i++) {
      if (!word.isEmpty() && Character.isDigit(word.charAt(0)) && explicit == UNSET) {
        explicit = ttl(word);
        word = words.next();
      } else if (DClass.value(word) >= 0) {
        if (DClass.value(word) != DClass.IN) {
          throw refused("class " + word + "; only IN is signed");
        }
        word = words.next();
      }
    }
    type = type(word);
    if (type < 0) {
      throw refused(
          word.isEmpty()
              ? "no type after the owner name"
              : "type \"" + word + "\" is not known; write it as TYPEnnn with \\# (RFC 3597)");
    }
    ttl = ttlFor(explicit);
    rdata = words.rest();
  }

  private int type(String word) {
    Integer known = types.get(word);
    if (known != null) {
      return known;
    }
    int value = Type.value(word);
    if (value >= 0) {
      types.put(word, value);
    }
    return value;
  }

  /** Most records have the owner of the record before. */
  private void owner(String text) {
    if (owner == null || !text.equals(ownerText)) {
      OwnerName plain = plainOwner.of(text, originIsApex);
      owner = plain != null ? plain : ownerName(text);
      ownerText = text;
    }
  }

  private OwnerName ownerName(String text) {
    Name name = name(text);
    if (!name.subdomain(apex)) {
      throw refused("owner " + name + " is outside the zone " + apex);
    }
    return OwnerName.of(name, apex);
  }

  private long ttlFor(long explicit) {
    long result = explicit != UNSET ? explicit : defaultTtl != UNSET ? defaultTtl : lastTtl;
    if (result == UNSET) {
      throw refused("no TTL, and no $TTL before it");
    }
    lastTtl = result;
    return result;
  }

  private Name name(String text) {
    try {
      Name name = Name.fromString(text, origin);
      if (!name.isAbsolute()) {
        throw refused("name \"" + text + "\" is not absolute");
      }
      return name;
    } catch (TextParseException e) {
      throw refused("name \"" + text + "\" is wrong: " + e.getMessage());
    }
  }

  /** Most records have the TTL of the record before. */
  private long ttl(String text) {
    if (!text.equals(ttlText)) {
      ttlWritten = seconds(text);
      ttlText = text;
    }
    return ttlWritten;
  }

  private long seconds(String text) {
    // dnsjava's own reader of TTLs lowers what is too large without a word.
    Matcher matcher = TTL_PART.matcher(text.toLowerCase(Locale.ROOT));
    long seconds = 0;
    int end = 0;
    while (matcher.find() && matcher.start() == end && seconds <= MOST_SECONDS) {
      seconds += Long.parseLong(matcher.group(1)) * SECONDS_OF.get(matcher.group(2));
      end = matcher.end();
    }
    if (end == 0 || end != text.length() || seconds > MOST_SECONDS) {
      throw refused("TTL \"" + text + "\" is not a number of seconds from 0 to " + MOST_SECONDS);
    }
    return seconds;
  }

  /** What relative names in the RDATA are relative to. */
  Name origin() {
    return origin;
  }

  /** The owner name; the same object as before while the text is the same. */
  OwnerName owner() {
    return owner;
  }

  int type() {
    return type;
  }

  long ttl() {
    return ttl;
  }

  /** The RDATA as it is written. */
  String rdata() {
    return rdata;
  }

  /** The RDATA in wire form. */
  byte[] wire() {
    byte[] plain = PlainRdata.of(type, rdata, origin);
    if (plain != null) {
      return plain;
    }
    try {
      return Wire.rdata(Record.fromString(apex, type, DClass.IN, 0, new Tokenizer(rdata), origin));
    } catch (IOException | IllegalArgumentException e) {
      throw refused(Type.string(type) + " record of " + owner + " is wrong: " + e.getMessage());
    }
  }

  /** The line on which the record begins, from 1. */
  int line() {
    return entries.startLine();
  }

  ZoneInputException refused(String reason) {
    return new ZoneInputException(file, line(), reason);
  }

  @Override
  public void close() throws IOException {
    entries.close();
  }
}
