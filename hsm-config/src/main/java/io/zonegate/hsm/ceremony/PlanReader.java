package io.zonegate.hsm.ceremony;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.config.ConfigException;
import io.zonegate.hsm.config.TableReader;
import io.zonegate.hsm.config.TomlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Reads what {@link PlanText} wrote, and nothing else: a file that would be written otherwise is
 * refused, so that its digest is that of its content and no comment in it can mislead people.
 */
final class PlanReader {

  /** A thousand bundles of one RSA signature each have half of it. */
  private static final int MOST_OCTETS = 4 << 20;

  private final Path path;
  private final String text;
  private final TomlReader file;
  private final TableReader root;

  /**
   * Parses a file.
   *
   * @param kind what {@code kind} must say
   * @param more a further key of the file, of the table of a key, of the table of a bundle; the
   *     word "kind" for none
   * @throws ConfigException when it cannot be read, is no TOML or is of another kind
   */
  PlanReader(Path path, String kind, String more, String keyMore, String slotMore) {
    this.path = path;
    this.text = content(path);
    this.file = new TomlReader(path, text);
    this.root = file.root();
    root.integer("version", 1, 1);
    String found = root.text("kind");
    if (!file.failed() && !found.equals(kind)) {
      root.error(
          "kind", "kind is \"" + found + "\"; a file of the kind \"" + kind + "\" is needed");
    }
    file.finish();
    root.allow(
        "version", "kind", "zone", "from", "until", "ttl", "cds", "cdnskey", "key", "bundle", more);
    keyTables().forEach(table -> table.allow("use", "key-tag", "dnskey", keyMore));
    slotTables().forEach(table -> table.allow("inception", "expiration", slotMore));
    file.finish();
  }

  private static String content(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] octets = in.readNBytes(MOST_OCTETS + 1);
      if (octets.length > MOST_OCTETS) {
        throw refused(path, "has more than " + MOST_OCTETS + " octets; it is something else");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (NoSuchFileException e) {
      throw refused(path, "file not found; name another");
    } catch (CharacterCodingException e) {
      throw refused(path, "file is not UTF-8 text");
    } catch (IOException e) {
      throw refused(path, "file cannot be read: " + e.getMessage());
    }
  }

  private static ConfigException refused(Path path, String reason) {
    return new ConfigException(List.of(path + ":1:1: " + reason));
  }

  /** The file as a table. */
  TableReader root() {
    return root;
  }

  /** The tables of the keys, in the order of the plan's. */
  List<TableReader> keyTables() {
    return root.tables("key");
  }

  /** The tables of the bundles, in the order of the plan's slots. */
  List<TableReader> slotTables() {
    return root.tables("bundle");
  }

  /**
   * The plan.
   *
   * @throws ConfigException with every error found, each with file:line:column
   */
  KskPlan plan() {
    Name zone = zone();
    Instant from = time(root, "from");
    Instant until = time(root, "until");
    int ttl = root.integer("ttl", 0, Integer.MAX_VALUE);
    List<CeremonyKey> keys = new ArrayList<>();
    keyTables().forEach(table -> key(table).ifPresent(keys::add));
    List<Slot> slots = new ArrayList<>();
    slotTables().forEach(table -> slot(table).ifPresent(slots::add));
    List<KskRrset> requests = new ArrayList<>();
    for (int type : List.of(Type.CDS, Type.CDNSKEY)) {
      String key = PlanText.key(type);
      if (root.has(key)) {
        part(root, key, () -> new KskRrset(type, ttl, root.texts(key))).ifPresent(requests::add);
      }
    }
    file.finish();
    return part(root, "version", () -> new KskPlan(zone, from, until, ttl, keys, requests, slots))
        .orElseThrow(this::errors);
  }

  /**
   * The whole content of the file.
   *
   * @param make makes it
   * @param form how it is written
   * @throws ConfigException when it cannot be made, or the file is not what would be written
   */
  <T> T whole(Supplier<T> make, Function<T, String> form) {
    file.finish();
    T made = part(root, "version", make).orElseThrow(this::errors);
    if (!form.apply(made).equals(text)) {
      throw refused(
          path,
          "is not in the form in which it is written: it was edited, or changed on its way; take"
              + " it from where it was made");
    }
    return made;
  }

  private IllegalStateException errors() {
    file.finish();
    return new IllegalStateException("A part is missing and no error was noted");
  }

  /** Makes a part; what refuses it is an error at this key. */
  private static <T> Optional<T> part(TableReader table, String key, Supplier<T> make) {
    try {
      return Optional.of(make.get());
    } catch (IllegalArgumentException e) {
      table.error(key, e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<CeremonyKey> key(TableReader table) {
    KeyUse use = KeyUse.ofWord(table.word("use", KeyUse.words()));
    String dnskey = table.text("dnskey");
    return part(table, "dnskey", () -> new CeremonyKey(DnskeyRdata.parse(dnskey), use));
  }

  private static Optional<Slot> slot(TableReader table) {
    Instant inception = time(table, "inception");
    Instant expiration = time(table, "expiration");
    return part(table, "inception", () -> new Slot(inception, expiration));
  }

  private Name zone() {
    String name = root.text("zone");
    try {
      return Name.fromString(name, Name.root);
    } catch (TextParseException e) {
      root.error("zone", "zone \"" + name + "\" is not a domain name: " + e.getMessage());
      return Name.root;
    }
  }

  private static Instant time(TableReader table, String key) {
    String value = table.text(key);
    try {
      return Instant.parse(value);
    } catch (DateTimeException e) {
      table.error(key, key + " is \"" + value + "\"; a time like 2027-01-01T00:00:00Z is needed");
      return Instant.EPOCH;
    }
  }
}
