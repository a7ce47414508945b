package io.zonegate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.verifier.verdict.CheckDescription;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonReportReaderTest {
  private static final JsonReportReader READER = new JsonReportReader(Verdicts.CATALOGUE);

  @ParameterizedTest
  @MethodSource("io.zonegate.report.VerdictPageTest#zones")
  void whatIsReadIsWrittenTheSame(JudgedZone zone) throws IOException {
    String written = json(zone);
    // A lone surrogate, which UTF-8 cannot carry, is in the hostile zone's name.
    assertThat(json(READER.read(written))).isEqualTo(written.replace("\\\\u{D800}", "?"));
  }

  @Test
  void whatWasMeantIsRead() throws IOException {
    JudgedZone zone = Portraits.block();
    JudgedZone read = READER.read(json(zone));
    assertThat(read.verdict()).isEqualTo(zone.verdict());
    assertThat(read.portrait()).isEqualTo(zone.portrait());
    assertThat(read.durations()).isEqualTo(zone.durations());
    assertThat(read.context().policy()).isEqualTo(zone.context().policy());
    assertThat(read.context().runId()).isEqualTo(zone.context().runId());
  }

  /** As earlier versions wrote it. */
  @Test
  void aReportWithoutAPortraitHasNone() throws IOException {
    String old = json(Portraits.pass()).replaceFirst("(?s),\\s*\"stageSeconds\".*", "\n}\n");
    JudgedZone read = READER.read(old);
    assertThat(read.portrait()).isEmpty();
    assertThat(read.durations()).isEmpty();
    assertThat(read.verdict()).isEqualTo(Verdicts.pass());
  }

  @Test
  void aCheckThatIsGoneKeepsWhatItSaid() throws IOException {
    CheckDescription gone =
        new JsonReportReader(List.of())
            .read(json(Portraits.block()))
            .verdict()
            .result("SIG-VERIFY")
            .orElseThrow()
            .check();
    assertThat(gone.title()).isEqualTo(Verdicts.VERIFY.title());
    assertThat(gone.remedy()).contains("no such check");
  }

  /** Nothing is made of a report that is not whole and sound. */
  @ParameterizedTest
  @CsvSource({
    "'\"schemaVersion\" : 1', '\"schemaVersion\" : 2', schema version 2",
    "'\"decision\" : \"BLOCK\"', '\"decision\" : \"PASS\"', PASS does not follow",
    "'\"decision\" : \"BLOCK\"', '\"decision\" : \"FINE\"', unknown value: FINE",
    "'\"verified\" : 137910', '\"verified\" : 999999', 999999 verified of",
    "'\"judgedAt\" : \"2026', '\"judgedAt\" : \"someday', is not a time",
    "'\"signatures\" : [', '\"signature\" : [', /signatures is missing",
    "'\"serial\" : 2026', '\"serial\" : \"x\", \"s\" : 2026', /subject/serial is of another kind",
    "'{', '[', not a JSON object"
  })
  void whatIsDamagedIsRefused(String good, String bad, String why) throws IOException {
    String report = json(Portraits.block());
    assertThat(report).contains(good);
    int at = report.indexOf(good);
    String damaged = report.substring(0, at) + bad + report.substring(at + good.length());
    assertThatThrownBy(() -> READER.read(damaged))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why);
  }

  private static String json(JudgedZone zone) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new JsonReport().write(zone, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
