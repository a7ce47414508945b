package io.zonegate.policy;

import java.io.IOException;

/**
 * Prints the effective policy with the origin of every value. What is printed is itself a policy
 * file that reads back to the same values (in the same folder, for its paths).
 */
public final class PolicyText {
  private PolicyText() {}

  /** Writes the policy to {@code out}. */
  public static void write(Policy policy, Appendable out) throws IOException {
    out.append("# effective policy, from ").append(TomlText.quote(policy.source())).append('\n');
    if (!policy.fileSha256().isEmpty()) {
      out.append("# sha256 of the file: ").append(policy.fileSha256()).append('\n');
    }
    out.append("# sha256 of the values: ").append(policy.policySha256()).append('\n');
    out.append("version = ").append(Long.toString(PolicyReader.VERSION)).append('\n');
    String section = "";
    for (EffectiveValue value : policy.effective()) {
      if (value.section().equals("suppress")) {
        continue;
      }
      if (!value.section().equals(section)) {
        section = value.section();
        out.append("\n[").append(section).append("]\n");
      }
      String line =
          value.value().isEmpty()
              ? "# " + value.key() + " is not set"
              : "%-40s # %s"
                  .formatted(
                      TomlText.key(value.key()) + " = " + value.value(), from(value.origin()));
      out.append(line).append('\n');
    }
    for (Suppression suppression : policy.suppressions()) {
      out.append("\n[[suppress]] # ").append(from(suppression.origin())).append('\n');
      out.append("check = ").append(TomlText.quote(suppression.check())).append('\n');
      out.append("reason = ").append(TomlText.quote(suppression.reason())).append('\n');
      out.append("until = ").append(suppression.until().toString()).append('\n');
    }
  }

  /** The origin as a comment: quoted only if the file's name asks for it. */
  private static String from(Origin origin) {
    String quoted = TomlText.quote(origin.text());
    return quoted.equals('"' + origin.text() + '"') ? origin.text() : quoted;
  }
}
