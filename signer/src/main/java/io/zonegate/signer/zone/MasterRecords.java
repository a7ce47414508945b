package io.zonegate.signer.zone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
  private static final byte[] IN = {'I', 'N'};

  /** RFC 2181, 8. */
  private static final long MOST_SECONDS = 0x7fffffffL;

  private static final Pattern TTL_PART = Pattern.compile("([0-9]{1,10})([smhdw]?)");
  private static final Map<String, Long> SECONDS_OF =
      Map.of("", 1L, "s", 1L, "m", 60L, "h", 3600L, "d", 86_400L, "w", 604_800L);

  private final Path file;
  private final Name apex;
  private final MasterEntries entries;
  private Name origin;
  private byte[] ownerText = {};
  private OwnerName owner;
  private final PlainOwner plainOwner;
  private boolean originIsApex = true;
  private int type;
  private long ttl;
  private int rdataStart;
  private long defaultTtl;
  private long lastTtl = UNSET;
  private byte[] ttlText = {};
  private long ttlWritten = UNSET;

  /** The types that came, as they were written: few in a zone of millions of records. */
  private final KnownWords types = new KnownWords();

  private final Words words = new Words();

  /** What is done with each record. */
  @FunctionalInterface
  interface Sink {
    /** Takes the record; false when no more are wanted. */
    boolean take(MasterRecords record) throws IOException;
  }

  private MasterRecords(Path file, Name apex, long defaultTtl) throws IOException {
    this.file = file;
    this.defaultTtl = defaultTtl;
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
    read(file, apex, UNSET, sink);
  }

  /**
   * The same, of records whose TTL is of no account: it may be left out.
   *
   * @throws ZoneInputException as above
   */
  static void readAnyTtl(Path file, Name apex, Sink sink) {
    read(file, apex, 0, sink);
  }

  private static void read(Path file, Name apex, long defaultTtl, Sink sink) {
    if (Files.isDirectory(file)) {
      throw new ZoneInputException(file, 0, "is a folder; a master file is needed");
    }
    int line = 0;
    try (MasterRecords records = new MasterRecords(file, apex, defaultTtl)) {
      while (records.entries.next()) {
        line = records.line();
        if (records.entries.first() == '$') {
          records.directive();
        } else {
          records.record();
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

  private void directive() {
    entries.to(words);
    String name = words.next().toString().toUpperCase(Locale.ROOT);
    String argument = words.next().toString();
    switch (name) {
      case "$ORIGIN" -> {
        origin = name(argument);
        originIsApex = plainOwner.isApex(origin);
        // What is written alike is another name from here on.
        ownerText = new byte[0];
      }
      case "$TTL" -> defaultTtl = seconds(argument);
      case "$INCLUDE" -> throw refused("$INCLUDE is not followed; give the whole zone in one file");
      case "$GENERATE" -> throw refused("$GENERATE is not expanded; write the records out");
      default -> throw refused("directive " + name + " is not known; $ORIGIN and $TTL are");
    }
  }

  private void record() {
    entries.to(words);
    if (entries.first() != ' ') {
      owner(words.next());
    } else if (owner == null) {
      throw refused("the first record has no owner name");
    }
    long explicit = UNSET;
    words.next();
    type = types.find(words);
    // TTL and class may stand in either order, each at most once.
    for (int i = 0; i < 2 && type < 0; i++) {
      if (words.beginsWithDigit() && explicit == UNSET) {
        explicit = ttl(words);
      } else if (!words.is(IN)) {
        int other = DClass.value(words.toString());
        if (other < 0) {
          break;
        }
        if (other != DClass.IN) {
          throw refused("class " + words + "; only IN is signed");
        }
      }
      type = types.find(words.next());
    }
    if (type < 0) {
      type = newType(words);
    }
    ttl = ttlFor(explicit);
    rdataStart = words.restStart();
  }

  private int newType(Words word) {
    int value = Type.value(word.toString());
    if (value < 0) {
      throw refused(
          word.isEmpty()
              ? "no type after the owner name"
              : "type \"" + word + "\" is not known; write it as TYPEnnn with \\# (RFC 3597)");
    }
    types.add(word, value);
    return value;
  }

  /** Most records have the owner of the record before. */
  private void owner(Words word) {
    if (owner == null || !word.is(ownerText)) {
      String text = word.toString();
      OwnerName plain = plainOwner.of(text, originIsApex);
      owner = plain != null ? plain : ownerName(text);
      ownerText = word.copy();
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
  private long ttl(Words word) {
    if (!word.is(ttlText)) {
      ttlWritten = seconds(word.toString());
      ttlText = word.copy();
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

  /** Gives the RDATA as it is written to one who reads it. */
  <T> T rdata(RdataReader<T> reader) {
    return reader.read(entries.octets(), rdataStart, entries.end());
  }

  /** The RDATA as it is written. */
  String rdata() {
    return rdata((octets, start, end) -> new String(octets, start, end - start, ISO_8859_1));
  }

  /** The RDATA in wire form. */
  byte[] wire() {
    String text = rdata();
    byte[] plain = PlainRdata.of(type, text, origin);
    if (plain != null) {
      return plain;
    }
    try {
      byte[] place = type == Type.LOC ? PlaceRdata.of(text) : null;
      return place != null
          ? place
          : Wire.rdata(Record.fromString(apex, type, DClass.IN, 0, new Tokenizer(text), origin));
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
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
