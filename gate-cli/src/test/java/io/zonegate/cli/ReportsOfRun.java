package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.zonegate.report.JsonReport;
import io.zonegate.report.JunitReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Reads the reports that a command left and holds them against their schemas. */
public final class ReportsOfRun {
  private ReportsOfRun() {}

  /** A JSON report, valid against the schema. */
  public static JsonNode json(Path file) throws IOException {
    return json(Files.readString(file, StandardCharsets.UTF_8));
  }

  /** A JSON report and nothing after it, valid against the schema. */
  public static JsonNode json(String text) throws IOException {
    JsonNode report =
        new ObjectMapper()
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .readTree(text);
    try (InputStream schema = JsonReport.class.getResourceAsStream(JsonReport.SCHEMA)) {
      assertThat(
              JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                  .getSchema(schema)
                  .validate(report))
          .isEmpty();
    }
    return report;
  }

  /** The result of a check in a JSON report. */
  public static JsonNode result(JsonNode report, String check) {
    for (JsonNode result : report.get("results")) {
      if (result.get("check").asText().equals(check)) {
        return result;
      }
    }
    throw new AssertionError("no result of " + check + " in " + report);
  }

  /** A JUnit XML report, valid against the schema of what all its readers take. */
  public static Document junit(Path file) throws Exception {
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(JunitReport.class.getResource(JunitReport.SCHEMA))
        .newValidator()
        .validate(new StreamSource(file.toFile()));
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }

  /** The case of a check in a JUnit XML report. */
  public static Element testcase(Document report, String check) {
    var cases = report.getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      Element element = (Element) cases.item(i);
      if (element.getAttribute("name").equals(check)) {
        return element;
      }
    }
    throw new AssertionError("no case of " + check);
  }
}
