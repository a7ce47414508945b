package io.zonegate.verifier.opinion;

import java.util.List;

/**
 * What one outside verifier says of the candidate.
 *
 * @param tool its name
 * @param version its version in its own words; empty if it did not say
 * @param says what it says
 * @param reason exit code, or why there is no opinion; one line
 * @param lines the first lines that it wrote
 */
public record Opinion(String tool, String version, Says says, String reason, List<String> lines) {
  /** The answer. */
  public enum Says {
    /** It ran to its end and accepts the zone. */
    ACCEPTS,
    /** It ran to its end and rejects the zone. */
    REJECTS,
    /** It is not there, was refused, crashed, hung, or did not see what was judged. */
    NOTHING
  }

  /** Copies the lines; an opinion without a reason helps nobody. */
  public Opinion {
    lines = List.copyOf(lines);
    if (tool.isBlank() || reason.isBlank()) {
      throw new IllegalArgumentException("an opinion without tool or reason");
    }
  }

  /** Tool and version for messages. */
  public String author() {
    return version.isEmpty() ? tool : version.contains(tool) ? version : tool + " " + version;
  }
}
