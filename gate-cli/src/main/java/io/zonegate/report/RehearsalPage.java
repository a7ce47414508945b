package io.zonegate.report;

import io.zonegate.rehearsal.Act;
import io.zonegate.rehearsal.Fault;
import io.zonegate.rehearsal.Invariant;
import io.zonegate.rehearsal.Performance;
import io.zonegate.text.Printable;
import io.zonegate.verifier.verdict.Decision;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A rehearsal as a page: {@code rehearsal.html}, with its style and its pictures in files beside
 * it, because Jenkins lets a page have neither script nor inline style.
 */
public final class RehearsalPage {
  /** Name of the page's file. */
  public static final String FILE = "rehearsal.html";

  private static final String STYLE = "rehearsal.css";
  private static final String LIGHT = "rehearsal.svg";
  private static final String DARK = "rehearsal-dark.svg";

  private final Performance performance;

  /** A page about this rehearsal. */
  public RehearsalPage(Performance performance) {
    this.performance = performance;
  }

  /** Writes all files into the folder, which is made if it is not there. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    ReportFile.write(folder.resolve(LIGHT), new Gantt(performance, Gantt.Theme.LIGHT)::write);
    ReportFile.write(folder.resolve(DARK), new Gantt(performance, Gantt.Theme.DARK)::write);
    byte[] style;
    try (var in = RehearsalPage.class.getResourceAsStream(STYLE)) {
      style = in.readAllBytes();
    }
    ReportFile.write(folder.resolve(STYLE), out -> out.write(style));
    ReportFile.write(folder.resolve(FILE), this::page);
  }

  private void page(OutputStream out) throws IOException {
    out.write("<!DOCTYPE html>\n".getBytes(StandardCharsets.UTF_8));
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
      xml.writeStartElement("html");
      xml.writeAttribute("lang", "en");
      head(xml);
      xml.writeStartElement("body");
      xml.writeStartElement("main");
      element(xml, "h1", "", "Rehearsal: " + performance.plan().name());
      element(
          xml,
          "p",
          "verdict " + (performance.decision() == Decision.PASS ? "good" : "bad"),
          new RehearsalReport(performance).line());
      facts(xml);
      picture(xml);
      element(xml, "h2", "", "Steps");
      List<Act> acts = performance.acts();
      for (int i = 0; i < acts.size(); i++) {
        act(xml, i, acts.get(i));
      }
      element(
          xml,
          "p",
          "",
          performance.end() + ": nothing of what was before is in any cache any more.");
      if (performance.confirmation().isPresent()) {
        element(xml, "h2", "", "Confirmed by a resolver");
        invariants(xml, List.of(performance.confirmation().get()));
      }
      xml.writeEndElement();
      xml.writeEndElement();
      xml.writeEndElement();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IOException("the page cannot be written: " + e.getMessage(), e);
    }
  }

  private void head(XMLStreamWriter xml) throws XMLStreamException {
    xml.writeStartElement("head");
    empty(xml, "meta", "charset", "utf-8");
    empty(xml, "meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    element(xml, "title", "", "Rehearsal of " + performance.plan().name());
    empty(xml, "link", "rel", "stylesheet", "href", STYLE);
    xml.writeEndElement();
  }

  private void facts(XMLStreamWriter xml) throws XMLStreamException {
    xml.writeStartElement("dl");
    fact(xml, "Zone", performance.plan().zone() + ", " + performance.sampled());
    fact(xml, "Plan", "SHA-256 " + performance.digest());
    fact(xml, "Scratch tokens", performance.tokens());
    fact(
        xml,
        "Proven",
        Figures.count(performance.proof().combinations())
            + " combinations of what caches may hold, over "
            + Figures.count(performance.proof().instants())
            + " instants; "
            + Figures.count(performance.proof().failures().size())
            + " fail");
    for (Fault fault : performance.faults()) {
      fact(xml, "Fault put in", fault + ": " + fault.kind().summary());
    }
    for (String remark : performance.remarks()) {
      fact(xml, "Note", remark);
    }
    xml.writeEndElement();
  }

  private static void fact(XMLStreamWriter xml, String term, String text)
      throws XMLStreamException {
    element(xml, "dt", "", term);
    element(xml, "dd", "", text);
  }

  private static void picture(XMLStreamWriter xml) throws XMLStreamException {
    xml.writeStartElement("div");
    xml.writeAttribute("class", "picture");
    // It scrolls in a narrow window, by the keyboard too.
    xml.writeAttribute("tabindex", "0");
    xml.writeAttribute("role", "group");
    xml.writeAttribute("aria-label", "Picture");
    xml.writeStartElement("picture");
    empty(xml, "source", "media", "(prefers-color-scheme: dark)", "srcset", DARK);
    empty(
        xml,
        "img",
        "src",
        LIGHT,
        "alt",
        "When servers and caches have which keys, DS and DNSKEY RRsets and signatures; the steps"
            + " below say the same");
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static void act(XMLStreamWriter xml, int number, Act act) throws XMLStreamException {
    xml.writeStartElement("section");
    element(xml, "h3", "", number == 0 ? act.name() : number + " " + act.name());
    element(xml, "p", "clock", act.at().toString());
    element(xml, "p", "", act.purpose());
    if (!act.waited().isEmpty()) {
      element(xml, "p", "waited", "Waited " + act.waited() + ".");
    }
    element(xml, "p", "planned", "Then: " + act.planned().described() + ".");
    invariants(xml, act.invariants());
    xml.writeEndElement();
  }

  private static void invariants(XMLStreamWriter xml, List<Invariant> invariants)
      throws XMLStreamException {
    xml.writeStartElement("ul");
    for (Invariant invariant : invariants) {
      boolean holds = invariant.outcome() == Invariant.Outcome.HOLDS;
      xml.writeStartElement("li");
      element(xml, "b", holds ? "good" : "bad", holds ? "holds" : "" + invariant.outcome());
      xml.writeCharacters(
          " " + invariant.kind().title() + ": " + Printable.escape(invariant.text()));
      for (String detail : invariant.details()) {
        element(xml, "p", "detail", detail);
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static void element(XMLStreamWriter xml, String name, String kind, String text)
      throws XMLStreamException {
    xml.writeStartElement(name);
    if (!kind.isEmpty()) {
      xml.writeAttribute("class", kind);
    }
    xml.writeCharacters(Printable.escape(text));
    xml.writeEndElement();
  }

  private static void empty(XMLStreamWriter xml, String name, String... attributes)
      throws XMLStreamException {
    xml.writeEmptyElement(name);
    for (int i = 0; i < attributes.length; i += 2) {
      xml.writeAttribute(attributes[i], attributes[i + 1]);
    }
  }
}
