package io.zonegate.report;

import io.zonegate.text.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A JUnit file with one suite, inside of {@link JunitReport#SCHEMA}.
 *
 * @param name its name, the same in every build
 * @param cases at least one: Jenkins drops a suite without cases
 * @param time time spent
 * @param at when it ran
 * @param hostname where
 * @param id unlike that of any other run: Jenkins merges suites of one name and id
 * @param properties more about it, in this order
 */
record JunitSuite(
    String name,
    List<JunitCase> cases,
    Duration time,
    Instant at,
    String hostname,
    String id,
    Map<String, String> properties) {
  private static final String ENCODING = "UTF-8";

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Writes it in UTF-8 and flushes; the stream stays open. */
  void write(OutputStream out) throws IOException {
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, ENCODING);
      xml.writeStartDocument(ENCODING, "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      writeTotals(xml, "zonegate");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuite");
      writeTotals(xml, name);
      xml.writeAttribute("skipped", count(JunitCase.Kind.SKIPPED));
      xml.writeAttribute("timestamp", TIMESTAMP.format(at));
      xml.writeAttribute("hostname", Printable.escape(hostname));
      xml.writeAttribute("id", Printable.escape(id));
      xml.writeCharacters("\n");
      writeProperties(xml);
      for (JunitCase testcase : cases) {
        testcase.write(xml);
      }
      xml.writeEndElement();
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeCharacters("\n");
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IOException("JUnit report cannot be written: " + e.getMessage(), e);
    }
    out.flush();
  }

  private void writeTotals(XMLStreamWriter xml, String of) throws XMLStreamException {
    xml.writeAttribute("name", of);
    xml.writeAttribute("tests", Integer.toString(cases.size()));
    xml.writeAttribute("failures", count(JunitCase.Kind.FAILURE));
    xml.writeAttribute("errors", count(JunitCase.Kind.ERROR));
    xml.writeAttribute("time", Figures.seconds(time));
  }

  private String count(JunitCase.Kind kind) {
    return Long.toString(cases.stream().filter(c -> c.kind() == kind).count());
  }

  private void writeProperties(XMLStreamWriter xml) throws XMLStreamException {
    xml.writeStartElement("properties");
    xml.writeCharacters("\n");
    for (Map.Entry<String, String> property : properties.entrySet()) {
      xml.writeEmptyElement("property");
      xml.writeAttribute("name", Printable.escape(property.getKey()));
      xml.writeAttribute("value", Printable.escape(property.getValue()));
      xml.writeCharacters("\n");
    }
    xml.writeEndElement();
    xml.writeCharacters("\n");
  }
}
