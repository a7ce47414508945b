package io.zonegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueReportTest {
  private final CatalogueReport report = new CatalogueReport(Verdicts.CATALOGUE);

  @Test
  void theList() throws IOException {
    StringBuilder out = new StringBuilder();
    report.writeText(out);
    Golden.assertSame("catalogue.txt", out.toString());
  }

  @Test
  void thePage() throws IOException {
    StringBuilder out = new StringBuilder();
    report.writeMarkdown(out);
    Golden.assertSame("catalogue.md", out.toString());
  }

  @Test
  void oneEntry() throws IOException {
    StringBuilder out = new StringBuilder();
    CatalogueReport.writeEntry(Verdicts.VERIFY, out);
    Golden.assertSame("entry.txt", out.toString());
  }

  @Test
  void theJsonHasEveryField() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report.writeJson(out);
    JsonNode checks = new ObjectMapper().readTree(out.toByteArray()).get("checks");
    assertThat(checks).hasSize(7);
    JsonNode verify = checks.get(3);
    assertThat(verify.get("id").asText()).isEqualTo("SIG-VERIFY");
    assertThat(verify.get("group").asText()).isEqualTo("SIGNATURES");
    assertThat(verify.get("severity").asText()).isEqualTo("BLOCK");
    assertThat(verify.get("suppressible").asBoolean()).isFalse();
    assertThat(verify.get("title").asText()).isEqualTo(Verdicts.VERIFY.title());
    assertThat(verify.get("citation").asText()).isEqualTo(Verdicts.VERIFY.citation());
    assertThat(verify.get("examines").asText()).isEqualTo("RRSIGs");
    assertThat(verify.get("explanation").asText()).isEqualTo(Verdicts.VERIFY.explanation());
    assertThat(verify.get("remedy").asText()).isEqualTo(Verdicts.VERIFY.remedy());
  }

  @Test
  void anEmptyCatalogueIsAnEmptyList() throws IOException {
    StringBuilder out = new StringBuilder();
    new CatalogueReport(List.of()).writeText(out);
    assertThat(out).isEmpty();
  }
}
