package io.zonegate.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * One section of a TOML file: its keys, their positions, and the problems found in it. The only
 * class that knows the TOML library.
 */
final class TomlSection {
  private final String name;
  private final TomlTable table;
  private final TomlPosition start;
  private final Problems problems;
  private final List<EffectiveValue> effective;
  private final Set<String> known = new LinkedHashSet<>();

  private TomlSection(
      String name,
      TomlTable table,
      TomlPosition start,
      Problems problems,
      List<EffectiveValue> effective) {
    this.name = name;
    this.table = table;
    this.start = start;
    this.problems = problems;
    this.effective = effective;
  }

  /**
   * Reads a whole file. After a syntax error the rest is a guess, so those are reported alone.
   *
   * @throws PolicyException with every syntax error
   */
  static TomlSection parse(String text, Problems problems, List<EffectiveValue> effective)
      throws PolicyException {
    TomlParseResult result = syntax(text, problems);
    result
        .errors()
        .forEach(
            e -> problems.add(e.position().line(), e.position().column(), plain(e.getMessage())));
    problems.throwIfAny();
    return new TomlSection("", result, TomlPosition.positionAt(1, 1), problems, effective);
  }

  private static TomlParseResult syntax(String text, Problems problems) throws PolicyException {
    try {
      return Toml.parse(text);
    } catch (TomlParseError e) {
      // Most it collects; an escape that is none, in the name of a section, it throws.
      problems.add(e.position().line(), e.position().column(), plain(e.getMessage()));
      problems.throwIfAny();
      throw e;
    } catch (RuntimeException | AssertionError e) {
      // Some input it stumbles over; that is not TOML either, and nobody knows where.
      problems.add(0, 0, "is not TOML; the TOML library gives up on it (" + e + ")");
      problems.throwIfAny();
      throw e;
    } catch (StackOverflowError e) {
      // The library recurses for each level; the answer is the same as for any other bad syntax.
      problems.add(0, 0, "is nested too deeply");
      problems.throwIfAny();
      throw e;
    }
  }

  /** The section {@code [key]}; an empty one if the file has none. */
  TomlSection section(String key) {
    known.add(key);
    Object value = table.get(List.of(key));
    if (value instanceof TomlTable found) {
      return new TomlSection(inner(key), found, at(key), problems, effective);
    }
    if (value != null) {
      problem(key, "'" + key + "' is a value, must be a section; write [" + key + "]");
    }
    return new TomlSection(inner(key), Toml.parse(""), start, problems, effective);
  }

  private String inner(String key) {
    return name.isEmpty() ? key : name + "." + key;
  }

  /** All sections {@code [[key]]}; their values are not recorded as effective ones. */
  List<TomlSection> sections(String key) {
    known.add(key);
    Object value = table.get(List.of(key));
    List<TomlSection> found = new ArrayList<>();
    if (value instanceof TomlArray array
        && array.toList().stream().allMatch(TomlTable.class::isInstance)) {
      for (int i = 0; i < array.size(); i++) {
        found.add(
            new TomlSection(
                key, array.getTable(i), array.inputPositionOf(i), problems, new ArrayList<>()));
      }
    } else if (value != null) {
      problem(key, "'" + key + "' must be a list of sections; write [[" + key + "]]");
    }
    return found;
  }

  /** Whether the file sets the key. */
  boolean has(String key) {
    return table.get(List.of(key)) != null;
  }

  Set<String> keys() {
    return table.keySet();
  }

  Origin origin(String key) {
    return has(key) ? Origin.line(problems.file(), at(key).line()) : Origin.DEFAULT;
  }

  /** Reports a problem at the key, or at the start of the section if the key is not there. */
  void problem(String key, String text) {
    TomlPosition position = at(key);
    problems.add(position.line(), position.column(), text);
  }

  /** Reports a format version other than the one given; not an effective value. */
  void requireVersion(long version) {
    Object value = value("version");
    if (value == null) {
      problem("version", "version is missing; write version = " + version + " at the top");
    } else if (!value.equals(version)) {
      refuse("version", value, Long.toString(version));
    }
  }

  /** The typed values of this section. */
  TomlValues values() {
    return new TomlValues(this);
  }

  /** Reports every key that nobody asked for. */
  void refuseUnknownKeys() {
    for (String key : table.keySet()) {
      if (!known.contains(key)) {
        problem(
            key,
            "unknown key '"
                + plain(key)
                + "'"
                + (name.isEmpty() ? "" : " in [" + name + "]")
                + Suggestion.among(key, known));
      }
    }
  }

  /** The raw value, null if not set; the key is known from now on. */
  Object value(String key) {
    known.add(key);
    return table.get(List.of(key));
  }

  /** The elements of a list, null if the key is not set or no list; it is known from now on. */
  List<Object> list(String key) {
    return value(key) instanceof TomlArray array ? array.toList() : null;
  }

  /** Reports a value and what is allowed in its place. */
  void refuse(String key, Object value, String allowed) {
    String shown =
        value instanceof Number || value instanceof Boolean
            ? value.toString()
            : value instanceof TomlTable
                ? "a section"
                : TomlText.shown(value instanceof TomlArray array ? array.toList() : value);
    String where = name.isEmpty() ? key : name + "." + key;
    problem(key, where + " is " + shown + ", must be " + allowed);
  }

  /** Notes the value that holds, as a TOML literal, with its origin. */
  void record(String key, String literal) {
    effective.add(new EffectiveValue(name, key, literal, origin(key)));
  }

  private TomlPosition at(String key) {
    TomlPosition position = table.inputPositionOf(List.of(key));
    return position == null ? start : position;
  }

  private static String plain(String text) {
    String quoted = TomlText.quote(text);
    return quoted.substring(1, quoted.length() - 1);
  }
}
