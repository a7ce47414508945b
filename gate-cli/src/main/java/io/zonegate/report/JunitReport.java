package io.zonegate.report;

import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Decision;
import io.zonegate.verifier.verdict.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The report for build servers: JUnit XML inside the intersection of what Jenkins' junit and xunit
 * plugins and GitLab read ({@link #SCHEMA}). One case a check, not a finding, and named the same in
 * every build, so that trends and "failing since" work.
 */
public final class JunitReport {
  /** Resource with the XML Schema, beside this class. */
  public static final String SCHEMA = "junit-intersection.xsd";

  /** Name of the case that is always there: a suite without cases is dropped by Jenkins. */
  public static final String GATE_RAN = "GATE-RAN";

  private static final String ENCODING = "UTF-8";

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final WarningsAs warningsAs;

  /**
   * Makes a writer.
   *
   * @param warningsAs what warnings become
   */
  public JunitReport(WarningsAs warningsAs) {
    this.warningsAs = Objects.requireNonNull(warningsAs);
  }

  /** Writes the report in UTF-8 and flushes; the stream stays open. */
  public void write(Verdict verdict, ReportContext context, OutputStream out) throws IOException {
    List<JunitCase> cases = new ArrayList<>();
    String zone = zoneWord(verdict.subject().zone());
    cases.add(gateRan(verdict, zone));
    for (CheckResult result : verdict.results()) {
      cases.add(JunitCase.of(result, className(zone, result.check().group()), context, warningsAs));
    }
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, ENCODING);
      xml.writeStartDocument(ENCODING, "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      writeTotals(xml, "zonegate", cases, verdict.duration());
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuite");
      writeTotals(xml, "zonegate." + zone, cases, verdict.duration());
      xml.writeAttribute("skipped", count(cases, JunitCase.Kind.SKIPPED));
      xml.writeAttribute("timestamp", TIMESTAMP.format(verdict.judgedAt()));
      xml.writeAttribute("hostname", Printable.escape(context.hostname()));
      // Jenkins merges suites of one name and id: the id keeps two files of one build apart.
      xml.writeAttribute("id", Printable.escape(context.runId()));
      xml.writeCharacters("\n");
      writeProperties(xml, verdict, context);
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

  /** Passes where the other cases tell the whole story; an error where none would explain it. */
  private static JunitCase gateRan(Verdict verdict, String zone) {
    boolean unexplained =
        verdict.decision() == Decision.UNDECIDED
            && verdict.results().stream().noneMatch(r -> Status.of(r) == Status.UNDECIDED);
    String line = VerdictLine.of(verdict);
    return new JunitCase(
        className(zone, CheckGroup.GATE),
        GATE_RAN,
        Duration.ZERO,
        unexplained ? JunitCase.Kind.ERROR : JunitCase.Kind.PASSED,
        unexplained ? line : "",
        line);
  }

  private static void writeTotals(
      XMLStreamWriter xml, String name, List<JunitCase> cases, Duration time)
      throws XMLStreamException {
    xml.writeAttribute("name", name);
    xml.writeAttribute("tests", Integer.toString(cases.size()));
    xml.writeAttribute("failures", count(cases, JunitCase.Kind.FAILURE));
    xml.writeAttribute("errors", count(cases, JunitCase.Kind.ERROR));
    xml.writeAttribute("time", Figures.seconds(time));
  }

  private static String count(List<JunitCase> cases, JunitCase.Kind kind) {
    return Long.toString(cases.stream().filter(c -> c.kind() == kind).count());
  }

  private static void writeProperties(XMLStreamWriter xml, Verdict verdict, ReportContext context)
      throws XMLStreamException {
    var subject = verdict.subject();
    xml.writeStartElement("properties");
    xml.writeCharacters("\n");
    property(xml, "decision", verdict.decision().name());
    property(xml, "zone", subject.zone());
    property(xml, "serial", known(subject.serial()));
    property(xml, "source", subject.source());
    property(xml, "sha256", subject.sha256());
    property(xml, "content-sha256", subject.contentSha256());
    property(xml, "bytes", known(subject.bytes()));
    property(xml, "names", known(subject.names()));
    property(xml, "records", known(subject.records()));
    for (Map.Entry<String, Long> type : subject.countsByType().entrySet()) {
      property(xml, "records." + type.getKey(), Long.toString(type.getValue()));
    }
    for (KeyShare share : KeyShare.of(verdict.signatures())) {
      property(
          xml,
          "signatures." + share.keyTag() + "." + share.algorithm(),
          KeyShare.share(share.verified(), share.total()));
    }
    for (Map.Entry<String, Long> provider : new TreeMap<>(verdict.verifiedBy()).entrySet()) {
      property(xml, "verified-by." + provider.getKey(), Long.toString(provider.getValue()));
    }
    property(xml, "judged-at", verdict.judgedAt().toString());
    property(xml, "zonegate-version", context.toolVersion());
    property(xml, "run-id", context.runId());
    property(xml, "policy", context.policySource());
    property(xml, "policy-sha256", context.policySha256());
    property(xml, "command", context.command());
    xml.writeEndElement();
    xml.writeCharacters("\n");
  }

  private static void property(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeEmptyElement("property");
    xml.writeAttribute("name", Printable.escape(name));
    xml.writeAttribute("value", Printable.escape(value));
    xml.writeCharacters("\n");
  }

  private static String known(long number) {
    return number < 0 ? "" : Long.toString(number);
  }

  private static String className(String zone, CheckGroup group) {
    return "zonegate." + zone + "." + group.name().toLowerCase(Locale.ROOT);
  }

  /** The zone as one word of a class name: the part before the last dot is Jenkins' package. */
  private static String zoneWord(String zone) {
    if (zone.isEmpty()) {
      return "unknown";
    }
    if (zone.equals(".")) {
      return "root";
    }
    String relative = zone.endsWith(".") ? zone.substring(0, zone.length() - 1) : zone;
    return relative.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "_");
  }
}
