package io.zonegate.hsm.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Reads a TOML file and collects errors with their positions, so that one run shows all of them.
 * Hides the TOML library from the rest of the module.
 */
public final class TomlReader {

  private static final Pattern QUOTED = Pattern.compile("'.*'", Pattern.DOTALL);

  private final Path file;
  private final List<String> errors = new ArrayList<>();
  private final TomlParseResult root;

  /**
   * Parses the file.
   *
   * @throws ConfigException when it is missing, unreadable, not UTF-8 or not TOML
   */
  public TomlReader(Path file) {
    this(file, content(file));
  }

  /**
   * Parses text that was read from a file.
   *
   * @param file named in errors, and where relative paths start
   * @throws ConfigException when it is not TOML
   */
  public TomlReader(Path file, String text) {
    this.file = file;
    try {
      root = Toml.parse(text);
    } catch (TomlParseError e) {
      // Most it collects; an escape that is none, in the name of a table, it throws.
      error(e);
      throw new ConfigException(errors);
    } catch (RuntimeException | AssertionError e) {
      // Some input the library stumbles over; that is not TOML either, and nobody knows where.
      throw new ConfigException(
          List.of(file + ":1:1: is not TOML; the TOML library gives up on it"));
    }
    root.errors().forEach(this::error);
    finish();
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new ConfigException(List.of(file + ":1:1: file not found; make it or name another"));
    } catch (MalformedInputException e) {
      throw new ConfigException(List.of(file + ":1:1: file is not UTF-8 text"));
    } catch (IOException e) {
      throw new ConfigException(List.of(file + ":1:1: file cannot be read: " + e.getMessage()));
    }
  }

  private void error(TomlParseError error) {
    // What stands there may be a PIN in the wrong place.
    error(error.position(), QUOTED.matcher(error.getMessage()).replaceAll("'...'"));
  }

  /** The whole file as a table. */
  public TableReader root() {
    return new TableReader(this, root, "", TomlPosition.positionAt(1, 1));
  }

  /** The folder that relative paths in the file start from. */
  public Path folder() {
    return file.toAbsolutePath().getParent();
  }

  /** Notes an error at a place in the file. */
  public void error(TomlPosition position, String text) {
    errors.add(file + ":" + position.line() + ":" + position.column() + ": " + text);
  }

  /** Throws {@link ConfigException} when any error was noted. */
  public void finish() {
    if (!errors.isEmpty()) {
      throw new ConfigException(errors);
    }
  }

  /** Whether an error was noted. */
  public boolean failed() {
    return !errors.isEmpty();
  }

  TableReader table(TomlTable table, String name, TomlPosition position) {
    return new TableReader(this, table, name, position);
  }
}
