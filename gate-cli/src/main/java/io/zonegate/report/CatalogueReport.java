package io.zonegate.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.zonegate.text.Printable;
import io.zonegate.verifier.verdict.CheckDescription;
import io.zonegate.verifier.verdict.CheckGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/** The catalogue of checks as an aligned list, as JSON, as a Markdown page, and entry by entry. */
public final class CatalogueReport {
  private final List<CheckDescription> catalogue;

  /**
   * Makes a writer.
   *
   * @param catalogue the checks, in the order in which they are written inside their group
   */
  public CatalogueReport(List<CheckDescription> catalogue) {
    this.catalogue = List.copyOf(catalogue);
  }

  /** Writes one line a check, by group. */
  public void writeText(Appendable out) throws IOException {
    int width = catalogue.stream().mapToInt(c -> c.id().length()).max().orElse(0);
    String separator = "";
    for (CheckGroup group : CheckGroup.values()) {
      List<CheckDescription> checks = in(group);
      if (checks.isEmpty()) {
        continue;
      }
      out.append(separator).append(group.title()).append('\n');
      for (CheckDescription check : checks) {
        out.append("  %-5s%s  ".formatted(check.severity(), check.suppressible() ? " " : "*"));
        out.append(check.id()).append(" ".repeat(width - check.id().length() + 2));
        out.append(Printable.escape(check.title())).append('\n');
      }
      separator = "\n";
    }
    if (catalogue.stream().anyMatch(c -> !c.suppressible())) {
      out.append("\n* cannot be suppressed by a policy\n");
    }
  }

  /** Writes the whole entry of one check, for {@code zonegate explain}. */
  public static void writeEntry(CheckDescription check, Appendable out) throws IOException {
    out.append(check.id()).append(": ").append(Printable.escape(check.title())).append('\n');
    Wrapped.write("  group:     ", check.group().title(), out);
    Wrapped.write("  severity:  ", check.severity() + suppressing(check), out);
    Wrapped.write("  examines:  ", check.examines(), out);
    Wrapped.write("  resolvers: ", check.strictness().reason(), out);
    Wrapped.write("  rests on:  ", check.citation(), out);
    out.append('\n');
    Wrapped.write("", check.explanation(), out);
    out.append('\n');
    Wrapped.write("To do: ", check.remedy(), out);
  }

  /** Writes the catalogue as one JSON object in UTF-8 and flushes; the stream stays open. */
  public void writeJson(OutputStream out) throws IOException {
    try (JsonGenerator json = JsonText.on(out)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", JsonReport.SCHEMA_VERSION);
      json.writeArrayFieldStart("checks");
      for (CheckDescription check : catalogue) {
        json.writeStartObject();
        JsonText.text(json, "id", check.id());
        JsonText.text(json, "title", check.title());
        JsonText.text(json, "group", check.group().name());
        JsonText.text(json, "severity", check.severity().name());
        json.writeBooleanField("suppressible", check.suppressible());
        JsonText.text(json, "strictness", check.strictness().name());
        JsonText.text(json, "citation", check.citation());
        JsonText.text(json, "examines", check.examines());
        JsonText.text(json, "explanation", check.explanation());
        JsonText.text(json, "remedy", check.remedy());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
    out.flush();
  }

  /** Writes the page {@code docs/checks.md}; the anchor of a check is its id in lower case. */
  public void writeMarkdown(Appendable out) throws IOException {
    out.append("<!-- generated from the checks' descriptions, do not edit -->\n\n# Checks\n\n");
    Wrapped.write(
        Wrapped.DOCUMENT,
        "",
        "BLOCK stops the zone, WARN and NOTE do not. A severity with a star cannot be lowered and"
            + " its check cannot be suppressed. The ids are stable: they are the same in reports,"
            + " in the policy and here. \"Beside a resolver\" says why a check may block a zone of"
            + " which a validating resolver, asked today with an empty cache, accepts every answer.",
        out);
    for (CheckGroup group : CheckGroup.values()) {
      List<CheckDescription> checks = in(group);
      if (checks.isEmpty()) {
        continue;
      }
      out.append("\n## ").append(group.title()).append("\n\n");
      out.append("| check | severity | what it says |\n|---|---|---|\n");
      for (CheckDescription check : checks) {
        out.append("| [%s](#%s) ".formatted(check.id(), check.id().toLowerCase(Locale.ROOT)));
        out.append("| ").append(check.severity().name()).append(check.suppressible() ? "" : "\\*");
        out.append(" | ").append(markdown(check.title())).append(" |\n");
      }
      for (CheckDescription check : checks) {
        writeMarkdownEntry(check, out);
      }
    }
  }

  private static void writeMarkdownEntry(CheckDescription check, Appendable out)
      throws IOException {
    out.append("\n### ").append(check.id()).append("\n\n");
    Wrapped.write(Wrapped.DOCUMENT, "", markdown(check.title()) + ".", out);
    out.append('\n');
    Wrapped.write(Wrapped.DOCUMENT, "", markdown(check.explanation()), out);
    out.append('\n');
    Wrapped.write(Wrapped.DOCUMENT, "- **To do:** ", markdown(check.remedy()), out);
    Wrapped.write(Wrapped.DOCUMENT, "- **Severity:** ", check.severity() + suppressing(check), out);
    Wrapped.write(Wrapped.DOCUMENT, "- **Examines:** ", markdown(check.examines()), out);
    Wrapped.write(Wrapped.DOCUMENT, "- **Beside a resolver:** ", check.strictness().reason(), out);
    Wrapped.write(Wrapped.DOCUMENT, "- **Rests on:** ", markdown(check.citation()), out);
  }

  private List<CheckDescription> in(CheckGroup group) {
    return catalogue.stream().filter(c -> c.group() == group).toList();
  }

  private static String suppressing(CheckDescription check) {
    return check.suppressible()
        ? ""
        : "; cannot be lowered or suppressed: without it no verdict means anything";
  }

  /** Plain text as Markdown: characters that would be markup or end a table cell are escaped. */
  private static String markdown(String text) {
    return Printable.escape(text.strip().replaceAll("\\s+", " "))
        .replaceAll("([\\\\`*_<>\\[\\]|])", "\\\\$1");
  }
}
