package io.zonegate.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.zonegate.hsm.doctor.Examination;
import io.zonegate.text.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/** What {@code keys doctor} found. */
public final class DoctorReport {
  private final List<Examination> examinations;

  /** A report of these examinations, in their order. */
  public DoctorReport(List<Examination> examinations) {
    this.examinations = List.copyOf(examinations);
  }

  /** How many things are not as they should be. */
  public long faults() {
    return examinations.stream().filter(e -> !e.sound()).count();
  }

  /** One line for each thing looked at, and for a fault what it means and what to do. */
  public void writeText(PrintStream out, boolean faultsOnly) {
    for (Examination one : examinations) {
      if (one.sound() && faultsOnly) {
        continue;
      }
      out.println(
          (one.isNote() ? "NOTE  " : one.sound() ? "OK    " : "FAULT ")
              + Printable.escape(one.thing())
              + ": "
              + Printable.escape(one.text()));
      line(out, "means", one.meaning());
      one.causes().forEach(cause -> line(out, "because", cause));
      line(out, "next", one.next());
    }
    if (!faultsOnly || faults() > 0) {
      out.println(
          (faults() == 1 ? "1 fault" : faults() + " faults")
              + " in "
              + examinations.size()
              + " things looked at");
    }
  }

  private static void line(PrintStream out, String word, String text) {
    if (!text.isEmpty()) {
      out.println("      " + word + ": " + Printable.escape(text));
    }
  }

  /** The same as JSON. */
  public void writeJson(OutputStream out) throws IOException {
    try (JsonGenerator json = JsonText.on(out)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", 1);
      json.writeNumberField("faults", faults());
      json.writeArrayFieldStart("examined");
      for (Examination one : examinations) {
        json.writeStartObject();
        JsonText.text(json, "thing", one.thing());
        json.writeBooleanField("ok", one.sound());
        JsonText.text(json, "text", one.text());
        JsonText.textOrNull(json, "meaning", one.meaning());
        json.writeArrayFieldStart("causes");
        for (String cause : one.causes()) {
          json.writeString(JsonText.sound(cause));
        }
        json.writeEndArray();
        JsonText.textOrNull(json, "next", one.next());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }
}
