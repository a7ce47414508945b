package io.zonegate.hsm.key;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.config.TableReader;
import io.zonegate.hsm.config.TomlReader;
import io.zonegate.hsm.file.WholeFile;
import io.zonegate.hsm.token.CkaId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * The file {@code keys.toml}: a {@link KeySet} as text. Key tag and algorithm stand in it for
 * people; the DNSKEY decides, and a file that contradicts it is refused, because a tag that does
 * not belong to its key is the fault this project is about.
 */
public final class KeySetFile {

  private static final List<String> ROLES =
      Arrays.stream(KeyRole.values()).map(Enum::name).toList();

  private KeySetFile() {}

  /** Writes the key set, replacing the file in one step. */
  public static void write(Path path, KeySet keySet) throws IOException {
    byte[] text = text(keySet).getBytes(StandardCharsets.UTF_8);
    WholeFile.write(path, out -> out.write(text));
  }

  private static String text(KeySet keySet) {
    StringBuilder text = new StringBuilder();
    text.append("# Keys of the zone ").append(keySet.zone()).append(". No secrets are in here.\n");
    text.append("# role, algorithm and key-tag repeat what dnskey says and must agree with it.\n");
    text.append("# active = false: the key does not sign.\n");
    if (keySet.published().size() < keySet.keys().size()) {
      text.append("# published = false: the key is on the tokens and not in the DNSKEY RRset.\n");
    }
    if (keySet.keys().stream().anyMatch(key -> !key.group().isEmpty())) {
      text.append("# group: the tokens of this group in hsm.toml hold the key.\n");
    }
    text.append("version = 1\n");
    text.append("zone = ").append(quoted(keySet.zone().toString())).append('\n');
    for (ZoneKey key : keySet.keys()) {
      text.append("\n[[key]]\n");
      text.append("role = ").append(quoted(key.role().name())).append('\n');
      text.append("algorithm = ").append(key.algorithm().number()).append('\n');
      text.append("key-tag = ").append(key.keyTag()).append('\n');
      text.append("active = ").append(key.active()).append('\n');
      if (!key.published()) {
        text.append("published = false\n");
      }
      text.append("cka-id = ").append(quoted(key.id().hex())).append('\n');
      text.append("label = ").append(quoted(key.label())).append('\n');
      if (!key.group().isEmpty()) {
        text.append("group = ").append(quoted(key.group())).append('\n');
      }
      text.append("dnskey = ").append(quoted(key.dnskey().toString())).append('\n');
    }
    return text.toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /**
   * Reads the file.
   *
   * @throws io.zonegate.hsm.config.ConfigException with every error found, each with
   *     file:line:column
   */
  public static KeySet read(Path path) {
    TomlReader file = new TomlReader(path);
    TableReader root = file.root();
    root.allow("version", "zone", "key");
    root.integer("version", 1, 1);
    Name zone = zone(root);
    List<ZoneKey> keys = new ArrayList<>();
    for (TableReader table : root.tables("key")) {
      ZoneKey key = key(file, table);
      if (key != null) {
        keys.add(key);
      }
    }
    file.finish();
    try {
      return new KeySet(zone, keys);
    } catch (IllegalArgumentException e) {
      root.error("zone", e.getMessage());
      file.finish();
      throw e;
    }
  }

  private static Name zone(TableReader root) {
    String text = root.text("zone");
    try {
      return Name.fromString(text, Name.root);
    } catch (TextParseException e) {
      root.error("zone", "zone \"" + text + "\" is not a domain name: " + e.getMessage());
      return Name.root;
    }
  }

  /** Null when an error was noted. */
  private static ZoneKey key(TomlReader file, TableReader table) {
    table.allow(
        "role",
        "algorithm",
        "key-tag",
        "active",
        "published",
        "cka-id",
        "label",
        "group",
        "dnskey");
    KeyRole role = KeyRole.valueOf(table.word("role", ROLES));
    if (!table.has("role")) {
      table.error("role", "\"role\" is missing in [key]; allowed: " + String.join(", ", ROLES));
    }
    int algorithm = table.integer("algorithm", 0, 255);
    int keyTag = table.integer("key-tag", 0, 65535);
    boolean active = table.truth("active");
    boolean published = !table.has("published") || table.truth("published");
    String id = table.text("cka-id");
    String label = table.text("label");
    String group = table.has("group") ? table.text("group") : "";
    String dnskeyText = table.text("dnskey");
    if (file.failed()) {
      return null;
    }
    DnskeyRdata dnskey;
    try {
      dnskey = DnskeyRdata.parse(dnskeyText);
    } catch (IllegalArgumentException e) {
      table.error("dnskey", "dnskey is refused: " + e.getMessage());
      return null;
    }
    if (algorithm != dnskey.algorithm().number()) {
      table.error(
          "algorithm",
          "algorithm is " + algorithm + "; the DNSKEY says " + dnskey.algorithm().number());
    }
    if (keyTag != dnskey.keyTag()) {
      table.error(
          "key-tag",
          "key-tag is " + keyTag + "; computed from the DNSKEY it is " + dnskey.keyTag());
    }
    try {
      return new ZoneKey(role, dnskey, new CkaId(id), label, group, active, published);
    } catch (IllegalArgumentException e) {
      table.error(id.matches("([0-9a-f]{2}){1,64}") ? "role" : "cka-id", e.getMessage());
      return null;
    }
  }
}
