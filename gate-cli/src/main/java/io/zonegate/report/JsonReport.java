package io.zonegate.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.zonegate.policy.EffectiveValue;
import io.zonegate.verifier.check.Progress;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Finding;
import io.zonegate.verifier.verdict.SignatureCount;
import io.zonegate.verifier.verdict.Subject;
import io.zonegate.verifier.verdict.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The report for machines: one JSON object, its members always all there and in the same order,
 * described by {@link #SCHEMA}.
 */
public final class JsonReport {
  /** Grows when a member changes its meaning or goes away; new members may come without. */
  public static final int SCHEMA_VERSION = 1;

  /** Resource with the JSON Schema (draft 2020-12), beside this class. */
  public static final String SCHEMA = "verdict.schema.json";

  /** Writes the report in UTF-8 and flushes; the stream stays open. */
  public void write(JudgedZone judged, OutputStream out) throws IOException {
    Verdict verdict = judged.verdict();
    ReportContext context = judged.context();
    try (JsonGenerator json = JsonText.on(out)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", SCHEMA_VERSION);
      JsonText.text(json, "decision", verdict.decision().name());
      JsonText.text(json, "summary", VerdictLine.of(verdict));
      writeSubject(verdict.subject(), json);
      JsonText.text(json, "judgedAt", verdict.judgedAt().toString());
      json.writeNumberField("durationSeconds", new BigDecimal(Figures.seconds(verdict.duration())));
      writeTool(context, json);
      writePolicy(context, json);
      json.writeArrayFieldStart("results");
      for (CheckResult result : verdict.results()) {
        writeResult(result, json);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("signatures");
      for (SignatureCount count : verdict.signatures()) {
        writeSignatures(count, json);
      }
      json.writeEndArray();
      JsonText.counts(json, "verifiedBy", new TreeMap<>(verdict.verifiedBy()));
      writeSigning(context, json);
      json.writeObjectFieldStart("stageSeconds");
      for (Map.Entry<Progress.Stage, Duration> stage : judged.durations().entrySet()) {
        json.writeNumberField(
            stage.getKey().words(), new BigDecimal(Figures.seconds(stage.getValue())));
      }
      json.writeEndObject();
      PortraitJson.write(judged.portrait(), json);
      json.writeEndObject();
      json.writeRaw('\n');
    }
    out.flush();
  }

  private static void writeSubject(Subject subject, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("subject");
    JsonText.textOrNull(json, "zone", subject.zone());
    JsonText.numberOrNull(json, "serial", subject.serial());
    JsonText.text(json, "source", subject.source());
    JsonText.textOrNull(json, "sha256", subject.sha256());
    JsonText.numberOrNull(json, "bytes", subject.bytes());
    JsonText.textOrNull(json, "contentSha256", subject.contentSha256());
    JsonText.numberOrNull(json, "names", subject.names());
    JsonText.numberOrNull(json, "records", subject.records());
    JsonText.counts(json, "recordsByType", subject.countsByType());
    json.writeEndObject();
  }

  private static void writeTool(ReportContext context, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("tool");
    JsonText.text(json, "name", "zonegate");
    JsonText.text(json, "version", context.toolVersion());
    JsonText.text(json, "command", context.command());
    JsonText.text(json, "runId", context.runId());
    JsonText.text(json, "hostname", context.hostname());
    json.writeEndObject();
  }

  private static void writePolicy(ReportContext context, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("policy");
    JsonText.text(json, "source", context.policySource());
    JsonText.text(json, "sha256", context.policySha256());
    json.writeArrayFieldStart("values");
    for (EffectiveValue value : context.policy()) {
      json.writeStartObject();
      JsonText.text(json, "name", value.name());
      JsonText.textOrNull(json, "value", value.value());
      JsonText.text(json, "origin", value.origin().text());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeResult(CheckResult result, JsonGenerator json) throws IOException {
    json.writeStartObject();
    JsonText.text(json, "check", result.check().id());
    JsonText.text(json, "title", result.check().title());
    JsonText.text(json, "group", result.check().group().name());
    JsonText.text(json, "outcome", result.outcome().name());
    JsonText.textOrNull(json, "reason", result.reason());
    json.writeNumberField("examined", result.examined());
    JsonText.text(json, "examines", result.check().examines());
    json.writeNumberField("blocks", result.blocks());
    json.writeNumberField("warnings", result.warnings());
    json.writeNumberField("notes", result.notes());
    json.writeNumberField("durationSeconds", new BigDecimal(Figures.seconds(result.duration())));
    json.writeNumberField("findingsNotListed", Sentences.total(result) - result.findings().size());
    json.writeArrayFieldStart("findings");
    for (Finding finding : result.findings()) {
      writeFinding(finding, json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeFinding(Finding finding, JsonGenerator json) throws IOException {
    json.writeStartObject();
    JsonText.text(json, "severity", finding.severity().name());
    JsonText.textOrNull(json, "owner", finding.owner());
    JsonText.textOrNull(json, "type", finding.type());
    JsonText.textOrNull(json, "position", finding.position());
    JsonText.text(json, "text", finding.text());
    json.writeObjectFieldStart("arguments");
    for (Map.Entry<String, String> argument : finding.arguments().entrySet()) {
      JsonText.text(json, argument.getKey(), argument.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeSignatures(SignatureCount count, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("keyTag", count.keyTag());
    json.writeNumberField("algorithm", count.algorithm());
    JsonText.text(json, "coveredType", count.coveredType());
    json.writeNumberField("total", count.total());
    json.writeNumberField("verified", count.verified());
    json.writeEndObject();
  }

  private static void writeSigning(ReportContext context, JsonGenerator json) throws IOException {
    if (context.signing().isEmpty()) {
      json.writeNullField("signing");
      return;
    }
    SigningFigures figures = context.signing().get();
    json.writeObjectFieldStart("signing");
    json.writeNumberField("rrsets", figures.rrsets());
    json.writeNumberField("made", figures.made());
    JsonText.counts(json, "verifiedBy", figures.verifiedBy());
    json.writeNumberField("previous", figures.previous());
    json.writeNumberField("kept", figures.kept());
    json.writeNumberField("keptByRetiredKeys", figures.keptByRetiredKeys());
    JsonText.counts(json, "notKept", figures.notKept());
    json.writeEndObject();
  }
}
