package io.zonegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The pages of a folder and of the folders in it, held to what all of our pages promise. */
public final class Pages {
  private final Path folder;
  private final List<Path> files;

  private Pages(Path folder, List<Path> files) {
    this.folder = folder;
    this.files = files;
  }

  /** All HTML files below this folder; at least one. */
  public static Pages inFolder(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files = all.filter(f -> f.toString().endsWith(".html")).sorted().toList();
      assertThat(files).isNotEmpty();
      return new Pages(folder, files);
    }
  }

  /** This one and what lies beside it. */
  public static Pages of(Path page) {
    return new Pages(page.getParent(), List.of(page));
  }

  /**
   * They are well-formed; what Jenkins' content policy forbids is not in them; each link leads to a
   * file or a place that is there; headings, tables and pictures say what they are.
   */
  public void areForAnyBrowser() throws Exception {
    for (Path file : files) {
      List<Element> elements = elements(file);
      nothingThatAPolicyForbids(file, elements);
      linksLeadSomewhere(file, elements);
      aScreenReaderIsToldWhatItReads(file, elements);
    }
    for (Path style : named(".css")) {
      assertThat(style).content().doesNotContain("url(", "@import", "http:", "https:");
    }
    for (Path picture : named(".svg")) {
      nothingThatAPolicyForbids(picture, elements(picture));
    }
  }

  private List<Path> named(String ending) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(f -> f.toString().endsWith(ending)).toList();
    }
  }

  private static void nothingThatAPolicyForbids(Path file, List<Element> elements) {
    for (Element element : elements) {
      assertThat(element.getTagName().toLowerCase(Locale.ROOT))
          .as(file.toString())
          .isNotIn("script", "style", "iframe", "object", "embed", "form", "base", "foreignobject");
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        Node attribute = element.getAttributes().item(i);
        assertThat(attribute.getNodeName().toLowerCase(Locale.ROOT))
            .as(file + ": " + element.getTagName())
            .isNotEqualTo("style")
            .doesNotStartWith("on");
      }
    }
  }

  private static void linksLeadSomewhere(Path file, List<Element> elements) throws Exception {
    Set<String> ids = ids(file, elements);
    for (Element element : elements) {
      for (String attribute : new String[] {"href", "src", "srcset"}) {
        if (element.hasAttribute(attribute)) {
          URI link = new URI(element.getAttribute(attribute));
          assertThat(link.isAbsolute()).as(file + ": " + link).isFalse();
          if (link.getPath().isEmpty()) {
            assertThat(ids).as(file.toString()).contains(link.getFragment());
          } else {
            assertThat(file.resolveSibling(link.getPath())).isRegularFile();
          }
        }
      }
    }
  }

  private static Set<String> ids(Path file, List<Element> elements) {
    Set<String> ids = new TreeSet<>();
    for (Element element : elements) {
      if (element.hasAttribute("id")) {
        String id = element.getAttribute("id");
        assertThat(ids.add(id)).as(file + " has the id twice: " + id).isTrue();
      }
    }
    return ids;
  }

  private static void aScreenReaderIsToldWhatItReads(Path file, List<Element> elements) {
    int level = 0;
    int titles = 0;
    for (Element element : elements) {
      String name = element.getTagName();
      if (name.matches("h[1-6]")) {
        int next = name.charAt(1) - '0';
        assertThat(next).as(file + ": " + element.getTextContent()).isLessThanOrEqualTo(level + 1);
        level = next;
        titles += next == 1 ? 1 : 0;
      }
      switch (name) {
        case "html" -> assertThat(element.getAttribute("lang")).isEqualTo("en");
        case "table" ->
            assertThat(element.getElementsByTagName("caption").getLength()).isEqualTo(1);
        case "th" -> assertThat(element.getAttribute("scope")).isIn("col", "row");
        case "img" -> assertThat(element.getAttribute("alt")).isNotBlank();
        case "svg" -> {
          if (!element.hasAttribute("aria-hidden")) {
            assertThat(element.getElementsByTagName("title").getLength()).isEqualTo(1);
            assertThat(element.getElementsByTagName("desc").getLength()).isEqualTo(1);
          }
        }
        default -> {
          // Says by itself what it is.
        }
      }
    }
    assertThat(titles).as(file + " has one title").isEqualTo(1);
  }

  private static List<Element> elements(Path file) throws Exception {
    String xml = Files.readString(file).replaceFirst("<!DOCTYPE html>", "").strip();
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    NodeList all = document.getElementsByTagName("*");
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) {
      elements.add((Element) all.item(i));
    }
    return elements;
  }
}
