package io.zonegate.report.html;

import io.zonegate.release.Release;
import io.zonegate.report.GateStatus;
import io.zonegate.report.JudgedZone;
import io.zonegate.report.KeptVerdicts;
import io.zonegate.report.ReportFile;
import io.zonegate.report.VerdictLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The pages of a zone's gate: where its releases are, and what the verdict on each of those that
 * are live, on their way or ended last rests on.
 */
public final class GatePages {
  /** Names of the pages beside the first one. */
  static final Pattern RELEASE = Pattern.compile("release-[0-9]+\\.html");

  private final GateStatus status;
  private final KeptVerdicts verdicts;
  private final String toolVersion;
  private final String policy;

  /**
   * The pages of this status.
   *
   * @param verdicts those on the releases of {@link GateStatus#shown}
   * @param policy the policy file as commands are to name it
   */
  public GatePages(GateStatus status, KeptVerdicts verdicts, String toolVersion, String policy) {
    this.status = status;
    this.verdicts = verdicts;
    this.toolVersion = toolVersion;
    this.policy = policy;
  }

  /** Name of the file of a release. */
  static String file(long release) {
    return "release-" + release + ".html";
  }

  /**
   * Writes them into a folder, the gate's first, and takes away those of releases that are shown no
   * more.
   *
   * @throws IOException if they cannot be written, or if the folder has a page that is not
   *     zonegate's
   */
  public void write(Path folder) throws IOException {
    Map<String, ReportFile.Content> releases = new LinkedHashMap<>();
    for (Release release : status.shown()) {
      Optional<JudgedZone> judged = verdicts.on(release);
      if (judged.isPresent()) {
        String standing = standing(release, judged.get());
        releases.put(
            file(release.id()), new VerdictPage(judged.get(), Optional.of(standing))::write);
      }
    }
    GatePage page = new GatePage(status, verdicts, toolVersion, policy);
    HtmlFolder.replace(folder, page::write, releases, RELEASE);
  }

  /** What the verdict says is below it on the page. */
  private static String standing(Release release, JudgedZone zone) {
    String verdict = VerdictLine.of(zone.verdict());
    String reason = release.standing().reason();
    String more =
        reason.startsWith(verdict)
            ? reason.substring(verdict.length()).replaceFirst("^; ", "")
            : reason;
    return "Release %d of the gate is %s since %s%s"
        .formatted(
            release.id(),
            release.state(),
            Tables.time(release.standing().since()),
            more.isEmpty() ? "." : ": " + more);
  }
}
