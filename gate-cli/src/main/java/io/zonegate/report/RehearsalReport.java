package io.zonegate.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.zonegate.caching.Content;
import io.zonegate.caching.Failure;
import io.zonegate.caching.Lifetime;
import io.zonegate.caching.Story;
import io.zonegate.caching.Version;
import io.zonegate.rehearsal.Act;
import io.zonegate.rehearsal.Fault;
import io.zonegate.rehearsal.Invariant;
import io.zonegate.rehearsal.Performance;
import io.zonegate.replay.Answer;
import io.zonegate.replay.Replayed;
import io.zonegate.replay.Walk;
import io.zonegate.text.Printable;
import io.zonegate.verifier.verdict.Decision;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a rehearsal found: as text, JSON and JUnit XML. */
public final class RehearsalReport {
  private static final int MOST_STORIES_IN_JSON = 100;

  private final Performance performance;

  /** A report of this rehearsal. */
  public RehearsalReport(Performance performance) {
    this.performance = performance;
  }

  /** The result in one line. */
  public String line() {
    long broken =
        performance.invariants().filter(i -> i.outcome() != Invariant.Outcome.HOLDS).count();
    String head =
        performance.decision()
            + " rehearsal of "
            + performance.plan().name()
            + " for "
            + performance.plan().zone();
    return performance.decision() == Decision.PASS
        ? head
            + ": "
            + Figures.count(performance.proof().combinations())
            + " combinations of what caches may hold validate"
        : head
            + ": "
            + Figures.count(broken, "invariant")
            + " did not hold"
            + (performance.isComplete() ? "" : "; not every step could be done");
  }

  /** The timeline, for people. */
  public void writeText(Appendable out) throws IOException {
    out.append("plan   ").append(Printable.escape(performance.plan().name())).append(" for ");
    out.append(performance.plan().zone()).append(", digest ").append(performance.digest());
    out.append("\nzone   ").append(performance.sampled());
    out.append("\ntokens ").append(Printable.escape(performance.tokens())).append(" (scratch)\n");
    for (Fault fault : performance.faults()) {
      out.append("FAULT  ").append(fault.toString()).append(": ");
      out.append(fault.kind().summary()).append('\n');
    }
    for (Act act : performance.acts()) {
      out.append('\n').append(act.at().toString()).append("  ").append(act.name());
      out.append("  (").append(act.purpose()).append(")\n");
      if (!act.waited().isEmpty()) {
        Wrapped.write("  after  ", Printable.escape(act.waited()), out);
      }
      Wrapped.write("  then   ", act.planned().described(), out);
      for (Invariant invariant : act.invariants()) {
        write(invariant, out);
      }
    }
    out.append('\n').append(performance.end().toString());
    out.append("  nothing of what was before is in any cache\n");
    if (performance.confirmation().isPresent()) {
      write(performance.confirmation().get(), out);
    }
    out.append('\n');
    for (String remark : performance.remarks()) {
      Wrapped.write("note: ", Printable.escape(remark), out);
    }
    out.append(line()).append(" (").append(Figures.time(performance.took())).append(")\n");
  }

  private static void write(Invariant invariant, Appendable out) throws IOException {
    Wrapped.write(
        "  %-9s %-6s ".formatted(invariant.kind(), word(invariant.outcome())),
        Printable.escape(invariant.text()),
        out);
    for (String detail : invariant.details()) {
      Wrapped.write("           - ", Printable.escape(detail), out);
    }
  }

  private static String word(Invariant.Outcome outcome) {
    return switch (outcome) {
      case HOLDS -> "ok";
      case BROKEN -> "BROKEN";
      case UNDECIDED -> "OPEN";
    };
  }

  /** The same as JSON. */
  public void writeJson(OutputStream out) throws IOException {
    try (JsonGenerator json = JsonText.on(out)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", 1);
      JsonText.text(json, "decision", performance.decision().name());
      JsonText.text(json, "plan", performance.plan().name());
      JsonText.text(json, "planSha256", performance.digest());
      JsonText.text(json, "zone", performance.plan().zone());
      JsonText.text(json, "sample", performance.sampled());
      JsonText.text(json, "tokens", performance.tokens());
      json.writeBooleanField("complete", performance.isComplete());
      texts(json, "faults", performance.faults().stream().map(Fault::toString).toList());
      json.writeArrayFieldStart("steps");
      for (Act act : performance.acts()) {
        act(json, act);
      }
      json.writeEndArray();
      json.writeObjectFieldStart("caches");
      versions(json, "ds", performance.caches().ds());
      versions(json, "dnskey", performance.caches().keys());
      versions(json, "data", performance.caches().data());
      json.writeEndObject();
      json.writeObjectFieldStart("proof");
      json.writeNumberField("combinations", performance.proof().combinations());
      json.writeNumberField("instants", performance.proof().instants());
      json.writeNumberField("failing", performance.proof().failures().size());
      json.writeArrayFieldStart("failures");
      for (Failure failure :
          performance.proof().failures().stream().limit(MOST_STORIES_IN_JSON).toList()) {
        json.writeStartObject();
        JsonText.text(json, "from", time(failure.from()));
        JsonText.textOrNull(json, "until", time(failure.until()));
        JsonText.textOrNull(
            json, "safeFrom", failure.safeFrom().map(RehearsalReport::time).orElse(""));
        JsonText.text(json, "story", Story.of(failure));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      if (performance.confirmation().isPresent()) {
        resolver(json, performance.confirmation().get());
      }
      texts(json, "remarks", performance.remarks());
      JsonText.text(json, "end", performance.end().toString());
      json.writeNumberField("milliseconds", performance.took().toMillis());
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void act(JsonGenerator json, Act act) throws IOException {
    json.writeStartObject();
    JsonText.text(json, "name", act.name());
    JsonText.text(json, "purpose", act.purpose());
    JsonText.text(json, "at", act.at().toString());
    JsonText.textOrNull(json, "waited", act.waited());
    JsonText.text(json, "planned", act.planned().described());
    JsonText.numberOrNull(json, "serial", act.serial());
    json.writeBooleanField("published", act.isPublished());
    json.writeArrayFieldStart("invariants");
    for (Invariant invariant : act.invariants()) {
      json.writeStartObject();
      fields(json, invariant);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void fields(JsonGenerator json, Invariant invariant) throws IOException {
    JsonText.text(json, "kind", invariant.kind().name());
    JsonText.text(json, "outcome", invariant.outcome().name());
    JsonText.text(json, "text", invariant.text());
    texts(json, "details", invariant.details());
  }

  private void resolver(JsonGenerator json, Invariant confirmation) throws IOException {
    json.writeObjectFieldStart("resolver");
    fields(json, confirmation);
    json.writeArrayFieldStart("replays");
    for (Replayed replayed : performance.replays().orElseThrow().replayed()) {
      json.writeStartObject();
      JsonText.text(json, "combination", replayed.described());
      JsonText.textOrNull(json, "refusal", replayed.refusal().orElse(""));
      json.writeBooleanField("agrees", replayed.agrees());
      texts(json, "answers", replayed.answers().stream().map(Answer::toString).toList());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("walks");
    for (Walk walk : performance.replays().orElseThrow().walks()) {
      json.writeStartObject();
      JsonText.text(json, "servers", walk.servers());
      json.writeNumberField("instants", walk.instants());
      json.writeNumberField("questions", walk.questions());
      texts(json, "failed", walk.failed().stream().map(Walk.Failed::toString).toList());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static <C extends Content<C>> void versions(
      JsonGenerator json, String name, List<Version<C>> versions) throws IOException {
    json.writeArrayFieldStart(name);
    for (Version<C> version : versions) {
      json.writeStartObject();
      JsonText.text(json, "what", version.what());
      JsonText.text(json, "content", version.content().toString());
      JsonText.text(json, "servedFrom", time(version.life().first()));
      JsonText.textOrNull(json, "servedUntil", time(version.life().lastServed()));
      JsonText.textOrNull(json, "cachedUntil", time(version.life().heldUntil()));
      json.writeNumberField("ttl", version.life().ttl());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void texts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(JsonText.sound(text));
    }
    json.writeEndArray();
  }

  /** A second since 1970; empty for never. */
  private static String time(long second) {
    return second >= Lifetime.FOREVER ? "" : Instant.ofEpochSecond(second).toString();
  }

  /** The same as JUnit XML: one case for each step and invariant, named the same in every build. */
  public void writeJunit(ReportContext context, OutputStream out) throws IOException {
    String zone = JunitReport.zoneWord(performance.plan().zone());
    String className = "zonegate." + zone + ".rehearsal";
    List<JunitCase> cases = new ArrayList<>();
    cases.add(result(className));
    Map<String, Integer> seen = new LinkedHashMap<>();
    for (Act act : performance.acts()) {
      int again = seen.merge(act.name(), 1, Integer::sum);
      String step = again == 1 ? act.name() : act.name() + " " + again;
      for (Invariant invariant : act.invariants()) {
        cases.add(testcase(className, step, "virtual clock " + act.at(), invariant));
      }
    }
    performance
        .confirmation()
        .ifPresent(i -> cases.add(testcase(className, "", "all of the rehearsal", i)));
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("decision", performance.decision().name());
    properties.put("zone", performance.plan().zone());
    properties.put("plan", performance.plan().name());
    properties.put("plan-sha256", performance.digest());
    properties.put("combinations", String.valueOf(performance.proof().combinations()));
    properties.put("zonegate-version", context.toolVersion());
    properties.put("run-id", context.runId());
    properties.put("policy", context.policySource());
    properties.put("policy-sha256", context.policySha256());
    properties.put("command", context.command());
    new JunitSuite(
            className + "." + id(performance.plan().name()),
            cases,
            performance.took(),
            performance.acts().get(0).at(),
            context.hostname(),
            context.runId(),
            properties)
        .write(out);
  }

  private JunitCase result(String className) {
    boolean unexplained = performance.decision() == Decision.UNDECIDED;
    return new JunitCase(
        className,
        id(performance.plan().name() + " ran"),
        performance.took(),
        unexplained ? JunitCase.Kind.ERROR : JunitCase.Kind.PASSED,
        unexplained ? line() : "",
        line());
  }

  /** Words as one word in capitals, as the names of checks are. */
  private static String id(String words) {
    return words.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "-").replaceAll("^-|-$", "");
  }

  private JunitCase testcase(String className, String step, String when, Invariant invariant) {
    String details =
        invariant.details().isEmpty() ? "" : "\n" + String.join("\n", invariant.details());
    String text =
        invariant.kind().title()
            + ": "
            + Printable.escape(invariant.text())
            + "\n"
            + when
            + details;
    JunitCase.Kind kind =
        switch (invariant.outcome()) {
          case HOLDS -> JunitCase.Kind.PASSED;
          case BROKEN -> JunitCase.Kind.FAILURE;
          case UNDECIDED -> JunitCase.Kind.ERROR;
        };
    return new JunitCase(
        className,
        id(performance.plan().name() + " " + step + " " + invariant.kind()),
        Duration.ZERO,
        kind,
        kind == JunitCase.Kind.PASSED ? "" : Printable.escape(invariant.text()),
        text);
  }
}
