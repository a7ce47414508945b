package io.zonegate.report.html;

import io.zonegate.text.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes HTML with SVG inside as well-formed XML, by the JDK's writer: nothing that is written as
 * text or as an attribute's value can become markup. What is not printable is escaped before.
 */
final class Markup {
  private static final String ENCODING = StandardCharsets.UTF_8.name();

  /** Begin on a line of their own, so that a difference of two pages can be read. */
  private static final Set<String> ON_A_LINE =
      Set.of(
          "html",
          "head",
          "body",
          "title",
          "meta",
          "link",
          "header",
          "nav",
          "main",
          "footer",
          "section",
          "article",
          "details",
          "summary",
          "h1",
          "h2",
          "h3",
          "p",
          "div",
          "dl",
          "dt",
          "ul",
          "ol",
          "li",
          "table",
          "caption",
          "thead",
          "tbody",
          "tr",
          "figure",
          "figcaption",
          "svg",
          "g",
          "rect",
          "line",
          "text",
          "desc");

  private final XMLStreamWriter xml;
  private final Deque<String> open = new ArrayDeque<>();

  Markup(OutputStream out) throws IOException {
    try {
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, ENCODING);
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }

  /** Writes the whole of a page's content. */
  @FunctionalInterface
  interface Body {
    void write(Markup page) throws IOException;
  }

  /** A page: the head, and what this writes as its body. The stream stays open. */
  static void page(OutputStream out, String title, String toolVersion, Body body)
      throws IOException {
    Markup page = new Markup(out);
    try {
      page.xml.writeDTD("<!DOCTYPE html>");
      page.open("html", "lang", "en").open("head");
      page.empty("meta", "charset", "utf-8");
      page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
      page.empty("meta", "name", "generator", "content", HtmlFolder.GENERATOR + toolVersion);
      page.element("title", title);
      page.empty("link", "rel", "stylesheet", "href", HtmlFolder.STYLE);
      page.close().open("body");
      body.write(page);
      page.close().close();
      page.xml.writeCharacters("\n");
      page.xml.writeEndDocument();
      page.xml.flush();
    } catch (XMLStreamException e) {
      throw failed(e);
    }
    out.flush();
  }

  /**
   * Opens an element.
   *
   * @param attributes names and values in turn
   */
  Markup open(String name, String... attributes) throws IOException {
    try {
      if (ON_A_LINE.contains(name)) {
        xml.writeCharacters("\n");
      }
      xml.writeStartElement(name);
      attributes(attributes);
      open.push(name);
      return this;
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }

  /** Closes the element that was opened last and is open still. */
  Markup close() throws IOException {
    try {
      open.pop();
      xml.writeEndElement();
      return this;
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }

  /** Writes text; white space of the source is one space each. */
  Markup text(String text) throws IOException {
    try {
      xml.writeCharacters(plain(text));
      return this;
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }

  /** An element with this text in it. */
  Markup element(String name, String text, String... attributes) throws IOException {
    return open(name, attributes).text(text).close();
  }

  /** An element that HTML knows without an end. */
  Markup empty(String name, String... attributes) throws IOException {
    try {
      xml.writeCharacters("\n");
      xml.writeEmptyElement(name);
      attributes(attributes);
      return this;
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }

  private void attributes(String... attributes) throws XMLStreamException {
    for (int i = 0; i < attributes.length; i += 2) {
      xml.writeAttribute(attributes[i], plain(attributes[i + 1]));
    }
  }

  private static String plain(String text) {
    return Printable.escape(text.replaceAll("[ \n]+", " "));
  }

  private static IOException failed(XMLStreamException e) {
    return new IOException("the page cannot be written: " + e.getMessage(), e);
  }
}
