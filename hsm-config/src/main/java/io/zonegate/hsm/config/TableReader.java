package io.zonegate.hsm.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * One table of a TOML file. A value that is missing or wrong is noted as an error in the {@link
 * TomlReader} and a harmless value is returned, so that reading goes on and all errors are shown
 * together.
 */
public final class TableReader {

  /** What stands under this key, or in this table, may be a secret in the wrong place. */
  private static final String PIN = "pin";

  private final TomlReader file;
  private final TomlTable table;
  private final String name;
  private final TomlPosition position;

  TableReader(TomlReader file, TomlTable table, String name, TomlPosition position) {
    this.file = file;
    this.table = table;
    this.name = name;
    this.position = position;
  }

  /** Notes an error for every key that is not among these. */
  public void allow(String... keys) {
    List<String> allowed = List.of(keys);
    for (String key : table.keySet()) {
      if (!allowed.contains(key)) {
        String near =
            Spelling.nearest(key, allowed).map(k -> "; did you mean \"" + k + "\"?").orElse("");
        error(
            key,
            "unknown key \"" + key + "\"" + near + " Allowed here: " + String.join(", ", allowed));
      }
    }
  }

  /** Whether the key is present. */
  public boolean has(String key) {
    return table.contains(List.of(key));
  }

  /** A text that must be present and not empty; NUL, which no name of a file has, is none. */
  public String text(String key) {
    Object value = required(key, "a text in quotes");
    if (value instanceof String text && !text.isBlank() && text.indexOf('\0') < 0) {
      return text;
    }
    if (value != null) {
      error(
          key,
          key
              + " is "
              + shown(key, value)
              + "; a text in quotes is needed, not empty and without NUL");
    }
    return "";
  }

  /** A whole number within limits; the fallback when the key is absent. */
  public int integer(String key, int min, int max, int fallback) {
    Object value = table.get(List.of(key));
    if (value == null) {
      return fallback;
    }
    if (value instanceof Long number && number >= min && number <= max) {
      return number.intValue();
    }
    error(
        key,
        key
            + " is "
            + shown(key, value)
            + "; a whole number from "
            + min
            + " to "
            + max
            + " is needed");
    return fallback;
  }

  /** A whole number within limits that must be present. */
  public int integer(String key, int min, int max) {
    return required(key, "a whole number from " + min + " to " + max) == null
        ? min
        : integer(key, min, max, min);
  }

  /** A truth value that must be present. */
  public boolean truth(String key) {
    Object value = required(key, "true or false");
    if (value != null && !(value instanceof Boolean)) {
      error(key, key + " is " + shown(key, value) + "; allowed: true, false");
    }
    return Boolean.TRUE.equals(value);
  }

  /** One of the given words; the first when the key is absent. */
  public String word(String key, List<String> words) {
    Object value = table.get(List.of(key));
    if (value == null || words.contains(value)) {
      return value == null ? words.get(0) : (String) value;
    }
    Optional<String> near = Spelling.nearest(value.toString(), words);
    String hint = near.map(w -> "; did you mean \"" + w + "\"?").orElse("");
    error(
        key,
        key + " is \"" + shown(key, value) + "\"" + hint + " Allowed: " + String.join(", ", words));
    return words.get(0);
  }

  /** A list of texts, at least one and none of them empty; empty when the key is absent. */
  public List<String> texts(String key) {
    Object value = table.get(List.of(key));
    TomlArray array = value instanceof TomlArray list ? list : null;
    List<String> found = new ArrayList<>();
    for (int i = 0; array != null && i < array.size(); i++) {
      if (array.get(i) instanceof String text && !text.isBlank() && text.indexOf('\0') < 0) {
        found.add(text);
      }
    }
    if (value != null && (array == null || array.isEmpty() || found.size() != array.size())) {
      error(key, key + " is wrong; a list of texts in quotes is needed, none of them empty");
    }
    return found;
  }

  /** Whether the key is present and has a list with nothing in it. */
  public boolean isEmptyList(String key) {
    return table.get(List.of(key)) instanceof TomlArray array && array.isEmpty();
  }

  /** A list of words, each one of these; empty when the key is absent. */
  public List<String> words(String key, List<String> allowed) {
    Object value = table.get(List.of(key));
    List<String> found = new ArrayList<>();
    TomlArray array = value instanceof TomlArray list ? list : null;
    for (int i = 0; array != null && i < array.size(); i++) {
      if (array.get(i) instanceof String word && allowed.contains(word) && !found.contains(word)) {
        found.add(word);
      }
    }
    if (value != null && (array == null || array.isEmpty() || found.size() != array.size())) {
      error(
          key,
          key
              + " is wrong; a list of different words is needed, out of "
              + String.join(", ", allowed));
    }
    return found;
  }

  /** A table inside this one; empty when absent. */
  public Optional<TableReader> table(String key) {
    Object value = table.get(List.of(key));
    if (value instanceof TomlTable inner) {
      return Optional.of(file.table(inner, key, table.inputPositionOf(List.of(key))));
    }
    if (value != null) {
      error(
          key,
          key
              + " is "
              + shown(key, value)
              + "; a table is needed: ["
              + key
              + "] or "
              + key
              + " = { ... }");
    }
    return Optional.empty();
  }

  /** The tables written as [[key]]; none when absent. */
  public List<TableReader> tables(String key) {
    List<TableReader> result = new ArrayList<>();
    Object value = table.get(List.of(key));
    TomlArray array = value instanceof TomlArray found ? found : null;
    for (int i = 0; array != null && i < array.size(); i++) {
      if (array.get(i) instanceof TomlTable inner) {
        result.add(file.table(inner, key, array.inputPositionOf(i)));
      }
    }
    if (value != null && (array == null || result.size() != array.size())) {
      error(key, key + " must be tables, each headed [[" + key + "]]");
    }
    return result;
  }

  /** Notes an error at a key of this table, or at the table when the key is absent. */
  public void error(String key, String text) {
    TomlPosition at = has(key) ? table.inputPositionOf(List.of(key)) : position;
    file.error(at == null ? position : at, text);
  }

  /** The value, for a message; never one that was given for a PIN. */
  private Object shown(String key, Object value) {
    return key.equals(PIN) || name.equals(PIN) ? "(not shown)" : value;
  }

  private Object required(String key, String needed) {
    Object value = table.get(List.of(key));
    if (value == null) {
      String where = name.isEmpty() ? "" : " in [" + name + "]";
      error(key, "\"" + key + "\" is missing" + where + "; " + needed + " is needed");
    }
    return value;
  }
}
