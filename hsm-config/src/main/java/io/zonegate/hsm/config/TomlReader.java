package io.zonegate.hsm.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  private final Path file;
  private final List<String> errors = new ArrayList<>();
  private final TomlParseResult root;

  /**
   * Parses the file.
   *
   * @throws ConfigException when it is missing, unreadable, not UTF-8 or not TOML
   */
  public TomlReader(Path file) {
    this.file = file;
    String text;
    try {
      text = Files.readString(file);
      root = Toml.parse(text);
    } catch (NoSuchFileException e) {
      throw new ConfigException(List.of(file + ":1:1: file not found; make it or name another"));
    } catch (MalformedInputException e) {
      throw new ConfigException(List.of(file + ":1:1: file is not UTF-8 text"));
    } catch (IOException e) {
      throw new ConfigException(List.of(file + ":1:1: file cannot be read: " + e.getMessage()));
    }
    for (TomlParseError error : root.errors()) {
      boolean secret =
          text.lines()
              .skip(error.position().line() - 1L)
              .findFirst()
              .filter(line -> line.contains(TableReader.PIN))
              .isPresent();
      error(
          error.position(),
          secret ? "this is not TOML (not shown, since it may be a PIN)" : error.getMessage());
    }
    finish();
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
