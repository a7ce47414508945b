package io.zonegate.report;

import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Decision;
import io.zonegate.verifier.verdict.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

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
    new JunitSuite(
            "zonegate." + zone,
            cases,
            verdict.duration(),
            verdict.judgedAt(),
            context.hostname(),
            context.runId(),
            properties(verdict, context))
        .write(out);
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

  private static Map<String, String> properties(Verdict verdict, ReportContext context) {
    var subject = verdict.subject();
    Map<String, String> all = new LinkedHashMap<>();
    all.put("decision", verdict.decision().name());
    all.put("zone", subject.zone());
    all.put("serial", known(subject.serial()));
    all.put("source", subject.source());
    all.put("sha256", subject.sha256());
    all.put("content-sha256", subject.contentSha256());
    all.put("bytes", known(subject.bytes()));
    all.put("names", known(subject.names()));
    all.put("records", known(subject.records()));
    subject.countsByType().forEach((type, n) -> all.put("records." + type, Long.toString(n)));
    for (KeyShare share : KeyShare.of(verdict.signatures())) {
      all.put(
          "signatures." + share.keyTag() + "." + share.algorithm(),
          KeyShare.share(share.verified(), share.total()));
    }
    new TreeMap<>(verdict.verifiedBy())
        .forEach((provider, n) -> all.put("verified-by." + provider, Long.toString(n)));
    all.put("judged-at", verdict.judgedAt().toString());
    all.put("zonegate-version", context.toolVersion());
    all.put("run-id", context.runId());
    all.put("policy", context.policySource());
    all.put("policy-sha256", context.policySha256());
    all.put("command", context.command());
    return all;
  }

  private static String known(long number) {
    return number < 0 ? "" : Long.toString(number);
  }

  private static String className(String zone, CheckGroup group) {
    return "zonegate." + zone + "." + group.name().toLowerCase(Locale.ROOT);
  }

  /** The zone as one word of a class name: the part before the last dot is Jenkins' package. */
  static String zoneWord(String zone) {
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
