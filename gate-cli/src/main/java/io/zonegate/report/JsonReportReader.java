package io.zonegate.report;

import io.zonegate.policy.EffectiveValue;
import io.zonegate.policy.Origin;
import io.zonegate.verifier.check.Progress;
import io.zonegate.verifier.verdict.CheckDescription;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Decision;
import io.zonegate.verifier.verdict.Finding;
import io.zonegate.verifier.verdict.Outcome;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.SignatureCount;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.verdict.Subject;
import io.zonegate.verifier.verdict.Verdict;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what {@link JsonReport} wrote: a report that is kept can be shown in other forms, without
 * judging the zone again. It is for reports of one's own; the verdict in them is shown, and nothing
 * is published by it.
 */
public final class JsonReportReader {
  private static final String GONE =
      "This version of zonegate has no such check; the version that judged is below.";

  private final Map<String, CheckDescription> catalogue = new HashMap<>();

  /** A reader that takes what checks mean from this catalogue. */
  public JsonReportReader(List<CheckDescription> catalogue) {
    catalogue.forEach(c -> this.catalogue.put(c.id(), c));
  }

  /**
   * Reads a report.
   *
   * @throws IOException if it is none, is of another schema version, or contradicts itself
   */
  public JudgedZone read(String report) throws IOException {
    try {
      return read(JsonTree.of(report));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException("it contradicts itself: " + e.getMessage(), e);
    }
  }

  private JudgedZone read(JsonTree json) throws IOException {
    long schema = json.number("schemaVersion");
    if (schema != JsonReport.SCHEMA_VERSION) {
      throw new IOException(
          "it has schema version " + schema + ", this program reads " + JsonReport.SCHEMA_VERSION);
    }
    List<CheckResult> results = new ArrayList<>();
    for (JsonTree one : json.list("results")) {
      results.add(result(one));
    }
    List<SignatureCount> signatures = new ArrayList<>();
    for (JsonTree one : json.list("signatures")) {
      signatures.add(
          new SignatureCount(
              one.integer("keyTag"),
              one.integer("algorithm"),
              one.text("coveredType"),
              one.number("total"),
              one.number("verified")));
    }
    Verdict verdict =
        new Verdict(
            json.constant("decision", Decision.class),
            subject(json.object("subject")),
            json.time("judgedAt").orElseThrow(() -> new IOException("judgedAt is null")),
            results,
            signatures,
            json.counts("verifiedBy"),
            json.seconds("durationSeconds"));
    return new JudgedZone(
        verdict, context(json), PortraitJson.read(json, signatures), durations(json));
  }

  private static Subject subject(JsonTree json) throws IOException {
    return new Subject(
        json.text("zone"),
        json.text("source"),
        json.text("sha256"),
        json.number("bytes"),
        json.text("contentSha256"),
        json.number("serial"),
        json.number("names"),
        json.number("records"),
        json.counts("recordsByType"));
  }

  private CheckResult result(JsonTree json) throws IOException {
    CheckDescription check = check(json);
    List<Finding> findings = new ArrayList<>();
    for (JsonTree one : json.list("findings")) {
      findings.add(
          new Finding(
              check.id(),
              one.constant("severity", Severity.class),
              one.text("owner"),
              one.text("type"),
              one.text("position"),
              one.texts("arguments"),
              one.text("text")));
    }
    return new CheckResult(
        check,
        json.constant("outcome", Outcome.class),
        json.text("reason"),
        json.number("examined"),
        json.number("blocks"),
        json.number("warnings"),
        json.number("notes"),
        findings,
        json.seconds("durationSeconds"));
  }

  /** The report says what the check was called then, the catalogue what it means. */
  private CheckDescription check(JsonTree json) throws IOException {
    String id = json.text("check");
    CheckDescription known = catalogue.get(id);
    return new CheckDescription(
        id,
        json.text("title"),
        json.constant("group", CheckGroup.class),
        known == null ? Severity.NOTE : known.severity(),
        known != null && known.suppressible(),
        known == null ? Strictness.NOT_THE_ZONE : known.strictness(),
        known == null ? GONE : known.citation(),
        json.text("examines"),
        known == null ? GONE : known.explanation(),
        known == null ? GONE : known.remedy());
  }

  private static ReportContext context(JsonTree json) throws IOException {
    JsonTree tool = json.object("tool");
    JsonTree policy = json.object("policy");
    List<EffectiveValue> values = new ArrayList<>();
    for (JsonTree one : policy.list("values")) {
      String name = one.text("name");
      int dot = name.lastIndexOf('.');
      values.add(
          new EffectiveValue(
              name.substring(0, Math.max(0, dot)),
              name.substring(dot + 1),
              one.text("value"),
              new Origin(one.text("origin"))));
    }
    return new ReportContext(
        tool.text("version"),
        tool.text("command"),
        tool.text("runId"),
        tool.text("hostname"),
        policy.text("source"),
        policy.text("sha256"),
        values,
        signing(json));
  }

  private static Optional<SigningFigures> signing(JsonTree json) throws IOException {
    if (!json.has("signing")) {
      return Optional.empty();
    }
    JsonTree figures = json.object("signing");
    return Optional.of(
        new SigningFigures(
            figures.number("rrsets"),
            figures.number("made"),
            figures.counts("verifiedBy"),
            figures.number("previous"),
            figures.number("kept"),
            figures.number("keptByRetiredKeys"),
            figures.counts("notKept")));
  }

  /** Reports of earlier versions have none. */
  private static Map<Progress.Stage, Duration> durations(JsonTree json) throws IOException {
    Map<Progress.Stage, Duration> durations = new EnumMap<>(Progress.Stage.class);
    if (json.has("stageSeconds")) {
      JsonTree stages = json.object("stageSeconds");
      for (Progress.Stage stage : Progress.Stage.values()) {
        if (stages.has(stage.words())) {
          durations.put(stage, stages.seconds(stage.words()));
        }
      }
    }
    return durations;
  }
}
