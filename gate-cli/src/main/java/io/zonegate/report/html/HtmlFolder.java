package io.zonegate.report.html;

import io.zonegate.report.ReportFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder that a page is written into. */
public final class HtmlFolder {
  /** The page. */
  public static final String INDEX = "index.html";

  /** Beside the page, and a resource beside this class. */
  static final String STYLE = "report.css";

  /** What the page says of its maker; followed by the version. */
  static final String GENERATOR = "zonegate ";

  private static final int HEAD = 1_024;

  private HtmlFolder() {}

  /**
   * Writes style sheet and page. The page comes last and goes away first, so that whoever finds one
   * finds a whole one.
   *
   * @throws IOException if it cannot be written, or if the folder has a page that is not zonegate's
   */
  public static void write(Path folder, ReportFile.Content page) throws IOException {
    Files.createDirectories(folder);
    requireOurs(folder);
    Path index = folder.resolve(INDEX);
    Files.deleteIfExists(index);
    style(folder);
    ReportFile.write(index, page);
  }

  /**
   * Writes pages that are looked at all the time: the first one is replaced at once, after those
   * that it leads to, and those that it leads to no more go after it.
   *
   * @param others their contents by the names of their files
   * @param old names of others that earlier runs may have left
   * @throws IOException as {@link #write}
   */
  static void replace(
      Path folder, ReportFile.Content page, Map<String, ReportFile.Content> others, Pattern old)
      throws IOException {
    Files.createDirectories(folder);
    requireOurs(folder);
    style(folder);
    for (Map.Entry<String, ReportFile.Content> other : others.entrySet()) {
      ReportFile.write(folder.resolve(other.getKey()), other.getValue());
    }
    ReportFile.write(folder.resolve(INDEX), page);
    delete(folder, old, others.keySet());
  }

  /**
   * Takes away a folder that {@link #replace} has written; nothing if its page is not zonegate's.
   * What else is in it stays, and the folder with it.
   *
   * @param others names of the other pages
   */
  static void discard(Path folder, Pattern others) throws IOException {
    Path index = folder.resolve(INDEX);
    if (Files.isRegularFile(index, LinkOption.NOFOLLOW_LINKS) && isOurs(index)) {
      delete(folder, others, Set.of());
      Files.deleteIfExists(folder.resolve(STYLE));
      // Last, since it is what tells that the rest is ours.
      Files.delete(index);
      try {
        Files.delete(folder);
      } catch (DirectoryNotEmptyException e) {
        // Somebody has put something beside the pages.
        return;
      }
    }
  }

  private static void delete(Path folder, Pattern names, Set<String> kept) throws IOException {
    for (Path file : list(folder)) {
      String name = file.getFileName().toString();
      if (names.matcher(name).matches() && !kept.contains(name) && isOurs(file)) {
        Files.delete(file);
      }
    }
  }

  /** What is in a folder now. */
  static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void style(Path folder) throws IOException {
    ReportFile.write(
        folder.resolve(STYLE),
        out -> {
          try (InputStream style = HtmlFolder.class.getResourceAsStream(STYLE)) {
            style.transferTo(out);
          }
        });
  }

  /**
   * Refuses a folder whose page somebody else made, such as a web server's.
   *
   * @throws IOException if it is so
   */
  public static void requireOurs(Path folder) throws IOException {
    Path index = folder.resolve(INDEX);
    if (Files.exists(index) && !isOurs(index)) {
      throw new IOException(
          index + " was not made by zonegate; name another folder for the report, or remove it");
    }
  }

  /** An empty file is what becomes of a link whose target is emptied for a run. */
  private static boolean isOurs(Path page) throws IOException {
    try (InputStream in = Files.newInputStream(page)) {
      String head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
      return head.isEmpty() || head.contains("content=\"" + GENERATOR);
    }
  }
}
