package io.zonegate.report;

import io.zonegate.text.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A picture as an SVG file of its own, in pixels from the upper left corner. It has neither script
 * nor style: colours are attributes of the shapes.
 */
final class Drawing {
  private final XMLStreamWriter xml;

  private Drawing(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** Begins a picture of this size. */
  static Drawing begin(OutputStream out, int width, int height, String title) throws IOException {
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("svg");
      xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
      attributes(
          xml,
          "viewBox",
          "0 0 " + width + " " + height,
          "width",
          width,
          "height",
          height,
          "font-family",
          "system-ui, sans-serif",
          "font-size",
          12,
          "role",
          "img");
      xml.writeStartElement("title");
      xml.writeCharacters(Printable.escape(title));
      xml.writeEndElement();
      return new Drawing(xml);
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }

  /** Ends the picture; the stream stays open. */
  void end() throws IOException {
    try {
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }

  void rectangle(double x, double y, double width, double height, String colour)
      throws IOException {
    shape("rect", "x", x, "y", y, "width", width, "height", height, "fill", colour);
  }

  /** A rectangle whose pale colour does not stand out from the paper by itself. */
  void outlined(double x, double y, double width, double height, String colour, String outline)
      throws IOException {
    shape(
        "rect", "x", x, "y", y, "width", width, "height", height, "fill", colour, "stroke",
        outline);
  }

  void line(double x1, double y1, double x2, double y2, String colour) throws IOException {
    shape("line", "x1", x1, "y1", y1, "x2", x2, "y2", y2, "stroke", colour);
  }

  /**
   * Writes text.
   *
   * @param anchor which end of it is at the place: {@code start} or {@code end}
   */
  void text(double x, double y, String text, String colour, String anchor, boolean bold)
      throws IOException {
    try {
      xml.writeStartElement("text");
      String weight = bold ? "600" : "400";
      attributes(xml, "x", x, "y", y, "fill", colour, "text-anchor", anchor, "font-weight", weight);
      xml.writeCharacters(Printable.escape(text));
      xml.writeEndElement();
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }

  private void shape(String name, Object... attributes) throws IOException {
    try {
      xml.writeEmptyElement(name);
      attributes(xml, attributes);
    } catch (XMLStreamException e) {
      throw failed(e);
    }
  }

  private static void attributes(XMLStreamWriter xml, Object... pairs) throws XMLStreamException {
    for (int i = 0; i < pairs.length; i += 2) {
      Object value = pairs[i + 1];
      xml.writeAttribute(
          pairs[i].toString(),
          value instanceof Double number
              ? String.format(Locale.ROOT, "%.1f", number)
              : value.toString());
    }
  }

  private static IOException failed(XMLStreamException e) {
    return new IOException("the picture cannot be written: " + e.getMessage(), e);
  }
}
