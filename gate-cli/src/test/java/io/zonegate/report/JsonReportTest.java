package io.zonegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonReportTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Stream<Verdict> verdicts() {
    return Stream.of(
        Verdicts.pass(),
        Verdicts.block(),
        Verdicts.undecided(),
        Verdicts.empty(),
        Verdicts.warned(),
        Verdicts.ofZone("."),
        Verdicts.many(Severity.BLOCK),
        Verdicts.hostile());
  }

  @ParameterizedTest
  @MethodSource("verdicts")
  void everyVerdictIsValidAgainstTheSchema(Verdict verdict) throws IOException {
    JsonNode report = MAPPER.readTree(json(verdict, Verdicts.hostileContext()));
    assertThat(schema().validate(report)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.zonegate.report.VerdictPageTest#zones")
  void soIsThePortraitOfTheZone(JudgedZone zone) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new JsonReport().write(zone, out);
    assertThat(schema().validate(MAPPER.readTree(out.toByteArray()))).isEmpty();
  }

  @Test
  void theSchemaRefusesWhatIsNotAReport() throws IOException {
    String good = json(Verdicts.block(), Verdicts.CONTEXT);
    for (String bad :
        new String[] {
          "{}",
          good.replace("\"BLOCK\"", "\"GOOD\""),
          good.replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 2"),
          good.replace("\"examined\" : 412907", "\"examined\" : -1"),
          good.replace("\"keyTag\" : 33834", "\"keyTag\" : 65536"),
          good.replace("\"verifiedBy\"", "\"verified\"")
        }) {
      assertThat(schema().validate(MAPPER.readTree(bad))).as(bad).isNotEmpty();
    }
  }

  @Test
  void aBlock() throws IOException {
    Golden.assertSame("block.json", json(Verdicts.block(), Verdicts.CONTEXT));
  }

  @Test
  void namesKeepTheirControlCharacters() throws IOException {
    JsonNode report = MAPPER.readTree(json(Verdicts.hostile(), Verdicts.CONTEXT));
    String kept = Verdicts.CONTROL.replace('\ud800', '?');
    assertThat(report.at("/subject/zone").asText()).isEqualTo(kept);
    assertThat(report.at("/results/0/findings/0/arguments/" + pointer(kept)).asText())
        .isEqualTo(kept);
  }

  @Test
  void whatWasNotLearntIsNull() throws IOException {
    JsonNode subject = MAPPER.readTree(json(Verdicts.undecided(), Verdicts.CONTEXT)).get("subject");
    for (String member : new String[] {"zone", "serial", "sha256", "bytes", "names", "records"}) {
      assertThat(subject.get(member).isNull()).as(member).isTrue();
    }
  }

  @Test
  void findingsThatAreNotListedAreCounted() throws IOException {
    JsonNode result =
        MAPPER.readTree(json(Verdicts.many(Severity.WARN), Verdicts.CONTEXT)).at("/results/0");
    assertThat(result.get("findings")).hasSize(100);
    assertThat(result.get("findingsNotListed").asLong()).isEqualTo(99_900);
    assertThat(result.get("warnings").asLong()).isEqualTo(100_000);
  }

  private static String pointer(String member) {
    return member.replace("~", "~0").replace("/", "~1");
  }

  private static JsonSchema schema() throws IOException {
    try (InputStream in = JsonReport.class.getResourceAsStream(JsonReport.SCHEMA)) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
    }
  }

  private static String json(Verdict verdict, ReportContext context) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new JsonReport().write(new JudgedZone(verdict, context, Optional.empty(), Map.of()), out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
