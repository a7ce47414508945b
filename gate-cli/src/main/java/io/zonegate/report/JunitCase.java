package io.zonegate.report;

import io.zonegate.text.Printable;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * One case of a JUnit report.
 *
 * @param className class that the build server shows; the same in every build
 * @param name the check's id
 * @param time time spent
 * @param kind how it ended
 * @param message one line; empty for a passing case
 * @param text text of the element, or the output of a passing case; may be empty
 */
record JunitCase(
    String className, String name, Duration time, Kind kind, String message, String text) {
  /** How a case ends; each but the first is an element of that name. */
  enum Kind {
    PASSED,
    FAILURE,
    ERROR,
    SKIPPED
  }

  /** Jenkins cuts the middle out of the output of passing cases from 1,000 characters on. */
  private static final int MOST_OUTPUT = 999;

  /** GitLab reads 30 MB a file; who wants all findings takes the JSON report. */
  private static final int MOST_LISTED = 100;

  private static final int LONGEST_LINE = 2_000;

  static JunitCase of(
      CheckResult result, String className, ReportContext context, WarningsAs warningsAs) {
    Status status = Status.of(result);
    Kind kind =
        switch (status) {
          case BLOCK -> Kind.FAILURE;
          case UNDECIDED -> Kind.ERROR;
          case DISABLED, NOT_APPLICABLE -> Kind.SKIPPED;
          case OK, NOTE -> Kind.PASSED;
          case WARN ->
              switch (warningsAs) {
                case PASS -> Kind.PASSED;
                case SKIPPED -> Kind.SKIPPED;
                case FAILURE -> Kind.FAILURE;
              };
        };
    String message =
        switch (status) {
          case DISABLED -> "disabled " + Sentences.detail(result);
          case NOT_APPLICABLE -> "not applicable: " + Sentences.detail(result);
          case OK, BLOCK, WARN, NOTE, UNDECIDED -> Sentences.detail(result);
        };
    String text =
        switch (kind) {
          case PASSED -> message + findings(result);
          case SKIPPED -> message;
          case FAILURE, ERROR -> message + findings(result) + advice(result, context);
        };
    return new JunitCase(
        className,
        result.check().id(),
        result.duration(),
        kind,
        kind == Kind.PASSED ? "" : Printable.escape(message, LONGEST_LINE),
        text);
  }

  private static String findings(CheckResult result) {
    List<Finding> listed =
        result.findings().subList(0, Math.min(MOST_LISTED, result.findings().size()));
    String lines =
        listed.stream()
            .map(
                f ->
                    "\n"
                        + f.severity()
                        + " "
                        + Printable.escape(Sentences.finding(f), LONGEST_LINE))
            .collect(Collectors.joining());
    long more = Sentences.total(result) - listed.size();
    return more > 0 ? lines + "\n... and " + Figures.count(more) + " more" : lines;
  }

  private static String advice(CheckResult result, ReportContext context) {
    String id = result.check().id();
    return "\n\n%s\nTo do: %s\nRepeat with: %s\nMore: zonegate explain %s, or docs/checks.md#%s"
        .formatted(
            Printable.escape(result.check().explanation()),
            Printable.escape(result.check().remedy()),
            Printable.escape(context.command()),
            id,
            id.toLowerCase(Locale.ROOT));
  }

  void write(XMLStreamWriter xml) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("name", name);
    xml.writeAttribute("classname", className);
    xml.writeAttribute("time", Figures.seconds(time));
    if (kind == Kind.PASSED) {
      xml.writeStartElement("system-out");
      xml.writeCharacters(text.length() > MOST_OUTPUT ? cut(text) : text);
    } else {
      xml.writeStartElement(kind.name().toLowerCase(Locale.ROOT));
      xml.writeAttribute("type", name);
      xml.writeAttribute("message", message);
      xml.writeCharacters(text);
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeCharacters("\n");
  }

  /** Cuts at a line's end where there is one, so that no finding is read as a shorter one. */
  private static String cut(String text) {
    String marker = "\n... (cut; the JSON report has all)";
    String head = text.substring(0, MOST_OUTPUT - marker.length());
    int lineEnd = head.lastIndexOf('\n');
    return (lineEnd > 0 ? head.substring(0, lineEnd) : Printable.escape(head)) + marker;
  }
}
