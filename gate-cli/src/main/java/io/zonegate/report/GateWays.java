package io.zonegate.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.zonegate.release.CheckOverride;
import io.zonegate.release.Release;
import io.zonegate.release.WayBack;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The ways around and back in the status of a zone.
 *
 * @param from the release that a rollback would take back; empty if no release has servers
 * @param way what is kept to get back from it
 * @param refusal why it cannot be taken now; empty if it can
 * @param open overrides that wait for another person
 * @param used overrides of releases that are live or on their way
 * @param commands what can be done besides the words to a release
 */
public record GateWays(
    Optional<Release> from,
    Optional<WayBack> way,
    Optional<String> refusal,
    List<CheckOverride> open,
    List<CheckOverride> used,
    List<Way> commands) {
  /** Copies the lists. */
  public GateWays {
    open = List.copyOf(open);
    used = List.copyOf(used);
    commands = List.copyOf(commands);
  }

  /** What can be done besides a word to a release. */
  public enum Way {
    /** {@code gate rollback}. */
    ROLLBACK(" --reason TEXT", "Bring back what was live before, under a higher serial"),
    /** {@code gate resign}. */
    RESIGN("", "Sign what is live anew, and submit it"),
    /** {@code gate override}. */
    OVERRIDE(
        " --check ID,... --reason TEXT --expires TIME",
        "Let checks pass for the last release; another person confirms");

    private final String arguments;
    private final String summary;

    Way(String arguments, String summary) {
      this.arguments = arguments;
      this.summary = summary;
    }

    /** The command's last word. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** What stands behind the policy, with a blank before it; empty if nothing. */
    public String arguments() {
      return arguments;
    }

    /** What it does. */
    public String summary() {
      return summary;
    }
  }

  /** Writes one line of a status. */
  @FunctionalInterface
  public interface Line {
    /** Writes it. */
    void write(String title, String text) throws IOException;
  }

  /** Writes a line for each way back and override. */
  public void writeText(Line line) throws IOException {
    if (from.isPresent()) {
      String away = "from release " + from.get().id() + ": ";
      line.write("way back", away + (refusal.isEmpty() ? "ready, " : "NONE, ") + described());
    }
    for (CheckOverride override : open) {
      line.write(
          "override",
          override.setting()
              + " of "
              + String.join(", ", override.checks())
              + " for release "
              + override.blocked()
              + " waits for another person: zonegate gate override --confirm "
              + override.id());
    }
    for (CheckOverride override : used) {
      line.write(
          "LET PASS",
          String.join(", ", override.checks())
              + " in release "
              + override.consent().orElseThrow().release()
              + " by "
              + override.setting());
    }
  }

  private String described() {
    String kept =
        way.filter(w -> w.state() == WayBack.State.READY)
            .map(
                w ->
                    "serial "
                        + w.facts().serial()
                        + " with the content of release "
                        + w.bringsBack()
                        + w.facts().expires().map(e -> ", signed until " + e).orElse(""))
            .orElse("");
    String trouble =
        way.filter(w -> w.trouble().failures() > 0 && refusal.isEmpty())
            .map(w -> "; it could not be made anew: " + w.trouble().why())
            .orElse("");
    return refusal.map(why -> kept.isEmpty() ? why : kept + ": " + why).orElse(kept + trouble);
  }

  void writeJson(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("wayBack");
    JsonText.numberOrNull(json, "from", from.map(Release::id).orElse(-1L));
    JsonText.numberOrNull(json, "bringsBack", way.map(WayBack::bringsBack).orElse(-1L));
    JsonText.textOrNull(json, "state", way.map(w -> w.state().name()).orElse(""));
    JsonText.numberOrNull(json, "serial", way.map(w -> w.facts().serial()).orElse(-1L));
    JsonText.textOrNull(json, "sha256", way.map(WayBack::artefact).orElse(""));
    JsonText.textOrNull(
        json, "expires", way.flatMap(w -> w.facts().expires()).map(Instant::toString).orElse(""));
    json.writeNumberField("failures", way.map(w -> w.trouble().failures()).orElse(0));
    JsonText.textOrNull(json, "failure", way.map(w -> w.trouble().why()).orElse(""));
    JsonText.textOrNull(json, "refusal", refusal.orElse(""));
    json.writeEndObject();
    json.writeArrayFieldStart("overrides");
    for (CheckOverride override : open) {
      write(json, override);
    }
    for (CheckOverride override : used) {
      write(json, override);
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, CheckOverride override) throws IOException {
    Optional<CheckOverride.Consent> consent = override.consent();
    json.writeStartObject();
    json.writeNumberField("id", override.id());
    json.writeNumberField("blocked", override.blocked());
    JsonText.numberOrNull(json, "release", consent.map(CheckOverride.Consent::release).orElse(-1L));
    json.writeArrayFieldStart("checks");
    for (String check : override.checks()) {
      json.writeString(check);
    }
    json.writeEndArray();
    JsonText.text(json, "reason", override.reason());
    JsonText.text(json, "expires", override.expires().toString());
    JsonText.text(json, "askedBy", override.askedBy());
    JsonText.textOrNull(json, "confirmedBy", consent.map(CheckOverride.Consent::by).orElse(""));
    json.writeEndObject();
  }
}
