package io.zonegate.verifier.zone;

import io.zonegate.verifier.zone.NameText.FormException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Reads master files (RFC 1035 section 5) with {@code $ORIGIN}, {@code $TTL} (RFC 2308), {@code
 * $INCLUDE} and {@code $GENERATE}.
 */
final class MasterFileReader {
  private static final long MAX_TTL = 0x7fffffffL;
  private static final int MAX_INCLUDE_DEPTH = 16;

  /** A few lines must not fill the memory. */
  private static final long MAX_GENERATED = 1 << 20;

  private final RecordSink sink;
  private final Path folder;
  private final RdataText rdata = new RdataText();
  private final Deque<Path> open = new ArrayDeque<>();
  private final byte[] wire = new byte[NameKey.MAX_WIRE_BYTES + 1];

  private byte[] origin;
  private long defaultTtl = -1;
  private long generated;
  private long lastTtl = -1;

  private byte[] owner;
  private byte[] ownerText = new byte[256];
  private int ownerTextLength = -1;

  /**
   * @param sink receives the records
   * @param folder included files must lie in or below this folder; null allows none
   * @param origin initial origin in wire form, or null
   */
  MasterFileReader(RecordSink sink, Path folder, byte[] origin) {
    this.sink = sink;
    this.folder = folder;
    this.origin = origin;
  }

  /** Reads one file to its end. */
  void read(InputStream in, String file) throws IOException, ZoneReadException {
    sink.lines().enter(file, 1);
    EntryScanner scanner = new EntryScanner(in);
    for (Entry entry = next(scanner, file); entry != null; entry = next(scanner, file)) {
      try {
        entry(entry, file);
      } catch (FormException e) {
        throw new ZoneReadException(file, entry.line, e.getMessage());
      }
    }
    if (scanner.isUnterminated()) {
      sink.unterminated();
    }
  }

  private static Entry next(EntryScanner scanner, String file)
      throws IOException, ZoneReadException {
    try {
      return scanner.next();
    } catch (FormException e) {
      throw new ZoneReadException(file, scanner.line(), e.getMessage());
    }
  }

  private void entry(Entry entry, String file)
      throws FormException, IOException, ZoneReadException {
    if (!entry.blankOwner && entry.buffer[entry.start[0]] == '$' && !entry.quoted[0]) {
      directive(entry, file);
      return;
    }
    int t = 0;
    if (entry.blankOwner) {
      if (owner == null) {
        throw new FormException("the first record has no owner name");
      }
    } else {
      owner(entry);
      t = 1;
    }
    long ttl = -1;
    boolean classSeen = false;
    int type = -1;
    while (type < 0) {
      if (t == entry.tokens) {
        throw new FormException("the record has no type");
      }
      if (ttl < 0 && NameText.isDigit(firstOctet(entry, t))) {
        ttl = TimeText.seconds(entry, t, MAX_TTL);
      } else if (!classSeen && entry.is(t, "IN")) {
        classSeen = true;
      } else {
        type = RecordType.parse(entry.buffer, entry.start[t], entry.end[t]);
        if (type < 0 && !classSeen && isClass(entry, t)) {
          classSeen = true;
        } else if (type < 0) {
          throw new FormException("'" + entry.text(t) + "' is not an RR type");
        }
      }
      t++;
    }
    record(entry, t, type, ttl);
  }

  private static byte firstOctet(Entry entry, int t) {
    return entry.end[t] > entry.start[t] ? entry.buffer[entry.start[t]] : 0;
  }

  /** Whether the token is the class IN by its number; any other class is refused. */
  private static boolean isClass(Entry entry, int t) throws FormException {
    if (entry.is(t, "CLASS1")) {
      return true;
    }
    if (entry.is(t, "CH")
        || entry.is(t, "HS")
        || entry.is(t, "CS")
        || entry.text(t).matches("(?i)CLASS[0-9]+")) {
      throw new FormException(
          "class " + entry.text(t) + ": a zone for the Internet is of class IN");
    }
    return false;
  }

  private void record(Entry entry, int t, int type, long explicitTtl)
      throws FormException, ZoneReadException {
    int length = rdata.parse(type, entry, t, origin);
    long ttl = explicitTtl;
    if (ttl < 0) {
      ttl = defaultTtl >= 0 ? defaultTtl : lastTtl;
    }
    if (ttl < 0 && type == RecordType.SOA) {
      // RFC 1035 gives no rule for the very first record; every server takes the SOA's last field,
      // and goes on as if $TTL had said so.
      ttl = Integer.toUnsignedLong(Bytes.int32(rdata.bytes(), length - 4));
      if (ttl > MAX_TTL) {
        throw new FormException("SOA minimum " + ttl + " cannot serve as a TTL, limit " + MAX_TTL);
      }
      defaultTtl = ttl;
    }
    if (ttl < 0) {
      throw new FormException(
          "the record has no TTL, and neither $TTL nor an earlier record gives one");
    }
    lastTtl = ttl;
    sink.add(owner, 0, type, (int) ttl, rdata.bytes(), 0, length, entry.line);
  }

  private void owner(Entry entry) throws FormException {
    int length = entry.end[0] - entry.start[0];
    if (length == ownerTextLength
        && Arrays.equals(entry.buffer, entry.start[0], entry.end[0], ownerText, 0, length)) {
      return;
    }
    int octets = NameText.parse(entry.buffer, entry.start[0], entry.end[0], origin, wire, 0);
    owner = Arrays.copyOf(wire, octets);
    ownerTextLength = -1;
    if (length <= ownerText.length) {
      System.arraycopy(entry.buffer, entry.start[0], ownerText, 0, length);
      ownerTextLength = length;
    }
  }

  private void directive(Entry entry, String file)
      throws FormException, IOException, ZoneReadException {
    if (entry.is(0, "$ORIGIN")) {
      expect(entry, 2, 2, "$ORIGIN NAME");
      setOrigin(name(entry, 1));
    } else if (entry.is(0, "$TTL")) {
      expect(entry, 2, 2, "$TTL SECONDS");
      defaultTtl = TimeText.seconds(entry, 1, MAX_TTL);
    } else if (entry.is(0, "$INCLUDE")) {
      expect(entry, 2, 3, "$INCLUDE FILE [ORIGIN]");
      include(entry, file);
    } else if (entry.is(0, "$GENERATE")) {
      generate(entry);
    } else {
      throw new FormException("unknown directive '" + entry.text(0) + "'");
    }
  }

  private static void expect(Entry entry, int least, int most, String form) throws FormException {
    if (entry.tokens < least || entry.tokens > most) {
      throw new FormException("the directive has the form " + form);
    }
  }

  private void setOrigin(byte[] newOrigin) {
    origin = newOrigin;
    ownerTextLength = -1;
  }

  private byte[] name(Entry entry, int t) throws FormException {
    int octets = NameText.parse(entry.buffer, entry.start[t], entry.end[t], origin, wire, 0);
    return Arrays.copyOf(wire, octets);
  }

  /** The included file sees the origin it is given; the including one gets its own state back. */
  private void include(Entry entry, String file)
      throws FormException, IOException, ZoneReadException {
    String named =
        new String(
            entry.buffer, entry.start[1], entry.end[1] - entry.start[1], StandardCharsets.UTF_8);
    if (folder == null) {
      throw new FormException(
          "$INCLUDE "
              + named
              + " is not allowed here: what is to be published, and what comes by a pipe, must be one file");
    }
    Path path;
    try {
      path = folder.resolve(named).toRealPath();
    } catch (InvalidPathException e) {
      throw new FormException("$INCLUDE " + named + " cannot be a path");
    } catch (IOException e) {
      throw new FormException(
          "$INCLUDE " + named + " in " + folder + ": " + ZoneReadException.reason(e));
    }
    if (!path.startsWith(folder.toRealPath())) {
      throw new FormException("$INCLUDE " + named + " leads outside the folder of the zone file");
    }
    if (!Files.isRegularFile(path)) {
      throw new FormException("$INCLUDE " + named + " is not a file");
    }
    if (open.contains(path) || open.size() >= MAX_INCLUDE_DEPTH) {
      throw new FormException(
          "$INCLUDE " + named + " includes itself or goes deeper than " + MAX_INCLUDE_DEPTH);
    }
    byte[] savedOrigin = origin;
    byte[] savedOwner = owner;
    int nextLine = entry.line + 1;
    byte[] newOrigin = entry.tokens == 3 ? name(entry, 2) : origin;
    open.push(path);
    setOrigin(newOrigin);
    try (InputStream in = Files.newInputStream(path)) {
      sink.included();
      read(in, path.getFileName().toString());
    }
    open.pop();
    owner = savedOwner;
    setOrigin(savedOrigin);
    sink.lines().enter(file, nextLine);
  }

  /** Supplies the TTL of records that have none and follow no {@code $TTL}. */
  void assumeTtl(int seconds) {
    defaultTtl = seconds;
  }

  /** Marks the main file as open, so that an include of it is seen as a loop. */
  void main(Path path) {
    open.push(path);
  }

  private void generate(Entry entry) throws FormException, IOException, ZoneReadException {
    Generate generate = Generate.parse(entry);
    generated += (generate.last() - generate.first()) / generate.step() + 1;
    if (generated > MAX_GENERATED) {
      throw new FormException(
          "$GENERATE makes more than " + MAX_GENERATED + " records in this zone");
    }
    for (long i = generate.first(); i <= generate.last(); i += generate.step()) {
      entry(generate.entry(i, entry.line), "$GENERATE");
    }
  }
}
