package io.zonegate.report.html;

import io.zonegate.report.ReportFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

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
    ReportFile.write(
        folder.resolve(STYLE),
        out -> {
          try (InputStream style = HtmlFolder.class.getResourceAsStream(STYLE)) {
            style.transferTo(out);
          }
        });
    ReportFile.write(index, page);
  }

  /**
   * Refuses a folder whose page somebody else made, such as a web server's.
   *
   * @throws IOException if it is so
   */
  public static void requireOurs(Path folder) throws IOException {
    Path index = folder.resolve(INDEX);
    if (!Files.exists(index)) {
      return;
    }
    try (InputStream in = Files.newInputStream(index)) {
      String head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
      if (!head.isEmpty() && !head.contains("content=\"" + GENERATOR)) {
        throw new IOException(
            index + " was not made by zonegate; name another folder for the report, or remove it");
      }
    }
  }
}
