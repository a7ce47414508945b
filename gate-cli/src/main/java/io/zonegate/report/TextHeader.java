package io.zonegate.report;

import io.zonegate.policy.EffectiveValue;
import io.zonegate.text.Printable;
import io.zonegate.verifier.verdict.Subject;
import io.zonegate.verifier.verdict.Verdict;
import java.io.IOException;
import java.util.stream.Collectors;

/** The head of the text report: what was judged, when, by which policy, and how to repeat it. */
final class TextHeader {
  private static final String LABEL = "%-12s";

  private TextHeader() {}

  static void write(Verdict verdict, ReportContext context, boolean wholePolicy, Appendable out)
      throws IOException {
    Subject subject = verdict.subject();
    line(
        "zonegate",
        "%s, run %s on %s".formatted(context.toolVersion(), context.runId(), context.hostname()),
        out);
    line("zone", known(subject.zone()), out);
    line("serial", subject.serial() < 0 ? "not known" : Long.toString(subject.serial()), out);
    line("source", known(subject.source()), out);
    line("sha256", known(subject.sha256()), out);
    line("content", known(subject.contentSha256()), out);
    line(
        "size",
        "%s bytes, %s names, %s records"
            .formatted(count(subject.bytes()), count(subject.names()), count(subject.records())),
        out);
    if (!subject.countsByType().isEmpty()) {
      String types =
          subject.countsByType().entrySet().stream()
              .map(e -> e.getKey() + " " + Figures.count(e.getValue()))
              .collect(Collectors.joining(", "));
      Wrapped.write(LABEL.formatted("types"), types, out);
    }
    line("judged at", verdict.judgedAt().toString(), out);
    line("took", Figures.time(verdict.duration()), out);
    line("policy", context.policySource() + ", sha256 " + context.policySha256(), out);
    for (EffectiveValue value : context.policy()) {
      if (!value.value().isEmpty() && (wholePolicy || !value.origin().isDefault())) {
        line("", value.name() + " = " + value.value() + "  (" + value.origin() + ")", out);
      }
    }
    line("repeat with", context.command(), out);
  }

  private static void line(String label, String text, Appendable out) throws IOException {
    out.append(LABEL.formatted(label)).append(Printable.escape(text)).append('\n');
  }

  private static String known(String text) {
    return text.isEmpty() ? "not known" : text;
  }

  private static String count(long number) {
    return number < 0 ? "unknown" : Figures.count(number);
  }
}
