package io.zonegate.signer.zone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Tokenizer;
import org.xbill.DNS.Type;

/**
 * Reads an unsigned zone from a master file. $INCLUDE and $GENERATE are refused: what is signed
 * must be the bytes of one file. RDATA is read by dnsjava; types that it does not know must be
 * written as RFC 3597 says ({@code TYPE62 \# ...}).
 */
public final class MasterReader {

  /** Made by signing; in an unsigned zone they are left over from somewhere. */
  private static final Set<Integer> MADE_BY_SIGNING =
      Set.of(Type.RRSIG, Type.NSEC, Type.NSEC3, Type.NSEC3PARAM);

  private final Path file;
  private final Name apex;
  private final Map<OwnerName, Node> nodes = new HashMap<>();
  private Name origin;
  private Name owner;
  private long defaultTtl = UNSET;
  private long lastTtl = UNSET;
  private int line;

  private static final long UNSET = -1;

  /** RFC 2181, 8. */
  private static final long MOST_SECONDS = 0x7fffffffL;

  private static final Pattern TTL_PART = Pattern.compile("([0-9]{1,10})([smhdw]?)");
  private static final Map<String, Long> SECONDS_OF =
      Map.of("", 1L, "s", 1L, "m", 60L, "h", 3600L, "d", 86_400L, "w", 604_800L);

  private MasterReader(Path file, Name apex) {
    this.file = file;
    this.apex = apex;
    this.origin = apex;
  }

  /**
   * Reads the file.
   *
   * @param apex absolute name of the zone
   * @throws ZoneInputException when the file is not a zone that can be signed, with file, line and
   *     reason
   */
  public static UnsignedZone read(Path file, Name apex) {
    MasterReader reader = new MasterReader(file, apex);
    reader.readAll();
    return ZoneRules.check(file, apex, reader.nodes);
  }

  private void readAll() {
    if (Files.isDirectory(file)) {
      throw new ZoneInputException(file, 0, "is a folder; a master file is needed");
    }
    try (MasterEntries entries = new MasterEntries(file)) {
      for (String entry = entries.next(); entry != null; entry = entries.next()) {
        line = entries.startLine();
        if (entry.startsWith("$")) {
          directive(entry);
        } else {
          record(entry);
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
      case "$ORIGIN" -> origin = name(argument);
      case "$TTL" -> defaultTtl = ttl(argument);
      case "$INCLUDE" -> throw refused("$INCLUDE is not followed; give the whole zone in one file");
      case "$GENERATE" -> throw refused("$GENERATE is not expanded; write the records out");
      default -> throw refused("directive " + name + " is not known; $ORIGIN and $TTL are");
    }
  }

  private void record(String entry) {
    Words words = new Words(entry);
    if (!entry.startsWith(" ")) {
      owner = name(words.next());
    } else if (owner == null) {
      throw refused("the first record has no owner name");
    }
    long ttl = UNSET;
    String word = words.next();
    // TTL and class may stand in either order, each at most once.
    for (int i = 0; i < 2; i++) {
      if (!word.isEmpty() && Character.isDigit(word.charAt(0)) && ttl == UNSET) {
        ttl = ttl(word);
        word = words.next();
      } else if (DClass.value(word) >= 0) {
        if (DClass.value(word) != DClass.IN) {
          throw refused("class " + word + "; only IN is signed");
        }
        word = words.next();
      }
    }
    int type = Type.value(word);
    if (type < 0) {
      throw refused(
          word.isEmpty()
              ? "no type after the owner name"
              : "type \"" + word + "\" is not known; write it as TYPEnnn with \\# (RFC 3597)");
    }
    add(type, ttlFor(ttl), rdata(type, words.rest()));
  }

  private long ttlFor(long explicit) {
    long ttl = explicit != UNSET ? explicit : defaultTtl != UNSET ? defaultTtl : lastTtl;
    if (ttl == UNSET) {
      throw refused("no TTL, and no $TTL before it");
    }
    lastTtl = ttl;
    return ttl;
  }

  private byte[] rdata(int type, String text) {
    try {
      Record record = Record.fromString(apex, type, DClass.IN, 0, new Tokenizer(text), origin);
      return Wire.rdata(record);
    } catch (IOException | IllegalArgumentException e) {
      throw refused(Type.string(type) + " record of " + owner + " is wrong: " + e.getMessage());
    }
  }

  private void add(int type, long ttl, byte[] rdata) {
    if (!owner.subdomain(apex)) {
      throw refused("owner " + owner + " is outside the zone " + apex);
    }
    if (MADE_BY_SIGNING.contains(type)) {
      throw refused(
          owner
              + " "
              + Type.string(type)
              + " is in the zone: it is signed already; give the zone without what signing adds");
    }
    Node node = nodes.computeIfAbsent(OwnerName.of(owner, apex), Node::new);
    RrSet set = node.set(type);
    if (set == null) {
      set = new RrSet(type, ttl, line);
      node.put(set);
    } else if (set.ttl() != ttl) {
      throw refused(
          "TTL "
              + ttl
              + " of "
              + owner
              + " "
              + Type.string(type)
              + " differs from the TTL "
              + set.ttl()
              + " in line "
              + set.line()
              + "; one RRset has one TTL (RFC 2181, 5.2)");
    }
    set.add(rdata);
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

  private long ttl(String text) {
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

  private ZoneInputException refused(String reason) {
    return new ZoneInputException(file, line, reason);
  }
}
