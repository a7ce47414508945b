package io.zonegate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

class JunitReportTest {
  @ParameterizedTest
  @EnumSource(WarningsAs.class)
  void everyVerdictIsInsideTheIntersection(WarningsAs warningsAs) throws Exception {
    for (Verdict verdict :
        List.of(
            Verdicts.pass(),
            Verdicts.block(),
            Verdicts.undecided(),
            Verdicts.empty(),
            Verdicts.warned(),
            Verdicts.many(Severity.BLOCK),
            Verdicts.many(Severity.WARN),
            Verdicts.hostile())) {
      validate(xml(verdict, Verdicts.hostileContext(), warningsAs));
    }
  }

  @Test
  void theSchemaRefusesWhatOneOfTheReadersDoesNotTake() throws Exception {
    String good = xml(Verdicts.block());
    validate(good);
    for (String bad :
        new String[] {
          good.replace("<testcase ", "<testcase file=\"x\" "),
          good.replace("time=\"12.999\"", "time=\"12.9999\""),
          good.replace("classname=\"zonegate.demo.", "classname=\"zonegate.demo.zone."),
          good.replace("name=\"DS-MATCH\"", "name=\"SIG-VERIFY\"").replace(".keys", ".signatures"),
          good.replaceAll("(?s)<testcase.*</testcase>", ""),
          good.replace("<system-out>", "<system-out>" + "x".repeat(999))
        }) {
      assertThat(bad).isNotEqualTo(good);
      assertThatThrownBy(() -> validate(bad)).isInstanceOf(SAXException.class);
    }
  }

  @Test
  void aBlock() throws Exception {
    Golden.assertSame("block.xml", xml(Verdicts.block()));
  }

  @Test
  void blockingFindingsFailUndecidedIsAnErrorTheRestIsSkippedOrPasses() throws Exception {
    Document document = parse(xml(Verdicts.block()));
    assertThat(result(document, "ZONE-READ")).isEqualTo("system-out");
    assertThat(result(document, "DS-MATCH")).isEqualTo("error");
    assertThat(result(document, "KEY-TAG-UNIQUE")).isEqualTo("system-out");
    assertThat(result(document, "SIG-VERIFY")).isEqualTo("failure");
    assertThat(result(document, "NSEC3-ITERATIONS")).isEqualTo("system-out");
    assertThat(result(document, "ZONE-UNCHANGED")).isEqualTo("skipped");
    assertThat(result(document, JunitReport.GATE_RAN)).isEqualTo("system-out");
    Element suite = (Element) document.getElementsByTagName("testsuite").item(0);
    assertThat(suite.getAttribute("tests")).isEqualTo("8");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("errors")).isEqualTo("1");
    assertThat(suite.getAttribute("skipped")).isEqualTo("1");
  }

  @Test
  void anUnreadableZoneIsAnErrorOfTheCheckThatSaysSo() throws Exception {
    Document document = parse(xml(Verdicts.undecided()));
    assertThat(result(document, "ZONE-READ")).isEqualTo("error");
    assertThat(result(document, JunitReport.GATE_RAN)).isEqualTo("system-out");
  }

  @Test
  void aVerdictWithoutResultsIsAnErrorOfTheGate() throws Exception {
    Document document = parse(xml(Verdicts.empty()));
    assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(1);
    assertThat(result(document, JunitReport.GATE_RAN)).isEqualTo("error");
  }

  @ParameterizedTest
  @CsvSource({"PASS, system-out, 0", "SKIPPED, skipped, 0", "FAILURE, failure, 1"})
  void warningsAreWhatTheCallerWants(WarningsAs as, String element, String failures)
      throws Exception {
    Document document = parse(xml(Verdicts.warned(), Verdicts.CONTEXT, as));
    assertThat(result(document, "KEY-TAG-UNIQUE")).isEqualTo(element);
    assertThat(document.getDocumentElement().getAttribute("failures")).isEqualTo(failures);
  }

  @ParameterizedTest
  @CsvSource({
    "., zonegate.root.signatures",
    "demo., zonegate.demo.signatures",
    "co.uk., zonegate.co_uk.signatures",
    "CO.UK., zonegate.co_uk.signatures",
    "xn--p1ai., zonegate.xn--p1ai.signatures",
    "a\\.b.demo., zonegate.a__b_demo.signatures",
    "a\\027.demo., zonegate.a_027_demo.signatures"
  })
  void theClassNameIsTheZoneAndTheGroup(String zone, String className) throws Exception {
    assertThat(xml(Verdicts.ofZone(zone)))
        .contains("<testcase name=\"SIG-VERIFY\" classname=\"" + className + "\" time=\"0.001\">");
  }

  @Test
  void casesHaveTheSameIdentityWhateverWasFound() throws Exception {
    assertThat(identities(Verdicts.block())).isEqualTo(identities(Verdicts.pass()));
  }

  @Test
  void aPassingCaseStaysBelowWhatJenkinsCuts() throws Exception {
    Document document = parse(xml(Verdicts.many(Severity.WARN)));
    String output = testcase(document, "SIG-VERIFY").getTextContent();
    assertThat(output)
        .hasSizeBetween(500, 999)
        .startsWith("100,000 RRSIGs examined, 100,000 warnings\nWARN bad x")
        .endsWith("(n1.demo. A)\n... (cut; the JSON report has all)");
  }

  @Test
  void aFailureListsTheFirstFindingsAndCountsTheRest() throws Exception {
    Document document = parse(xml(Verdicts.many(Severity.BLOCK)));
    String text = testcase(document, "SIG-VERIFY").getTextContent();
    assertThat(text.lines().filter(l -> l.startsWith("BLOCK bad"))).hasSize(100);
    assertThat(text)
        .contains("\n... and 99,900 more\n")
        .contains("Repeat with: zonegate verify --ds dsset-demo.")
        .contains("zonegate explain SIG-VERIFY, or docs/checks.md#sig-verify");
  }

  @Test
  void namesWithControlCharactersStayReadable() throws Exception {
    Document document = parse(xml(Verdicts.hostile()));
    String text = testcase(document, "SIG-VERIFY").getTextContent();
    assertThat(text).contains("text \\027[2Ja\\000\\007\\155\\u{202E}\\u{D800}\\u{FFFE}]]>&<\"x");
  }

  @Test
  void charactersOutsideTheBasicPlaneSurvive() throws Exception {
    Document document = parse(xml(Verdicts.ofZone("\ud83d\ude00")));
    assertThat(testcase(document, JunitReport.GATE_RAN).getTextContent())
        .isEqualTo("PASS \ud83d\ude00 serial 2026112401");
  }

  @Test
  void theLocaleDoesNotMatter() throws Exception {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      Golden.assertSame("block.xml", xml(Verdicts.block()));
      StringBuilder text = new StringBuilder();
      new TextReport(TextReport.Detail.NORMAL, false)
          .write(Verdicts.block(), Verdicts.CONTEXT, text);
      Golden.assertSame("block.txt", text.toString());
    } finally {
      Locale.setDefault(before);
    }
  }

  private static List<String> identities(Verdict verdict) throws Exception {
    List<String> identities = new ArrayList<>();
    var cases = parse(xml(verdict)).getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      Element element = (Element) cases.item(i);
      identities.add(element.getAttribute("classname") + " " + element.getAttribute("name"));
    }
    return identities;
  }

  private static String result(Document document, String name) {
    return testcase(document, name).getFirstChild().getNodeName();
  }

  private static Element testcase(Document document, String name) {
    var cases = document.getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      Element element = (Element) cases.item(i);
      if (element.getAttribute("name").equals(name)) {
        return element;
      }
    }
    throw new AssertionError("no case " + name);
  }

  private static Document parse(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  private static void validate(String xml) throws Exception {
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(JunitReport.class.getResource(JunitReport.SCHEMA))
        .newValidator()
        .validate(new StreamSource(new StringReader(xml)));
  }

  private static String xml(Verdict verdict) throws IOException {
    return xml(verdict, Verdicts.CONTEXT, WarningsAs.PASS);
  }

  private static String xml(Verdict verdict, ReportContext context, WarningsAs warningsAs)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new JunitReport(warningsAs).write(verdict, context, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
