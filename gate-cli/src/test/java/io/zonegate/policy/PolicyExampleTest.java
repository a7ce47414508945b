package io.zonegate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.verifier.verdict.CheckDescription;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyExampleTest {
  private static final List<CheckDescription> CATALOGUE =
      Stream.of("KEY-TAG-UNIQUE", "NSEC3-ITERATIONS").map(PolicyExampleTest::check).toList();

  @TempDir private Path folder;

  @Test
  void theExampleAsItIsHasTheDefaults() throws Exception {
    Policy example = read(PolicyExample.text(), "2026-11-24T00:00:00Z");
    Policy defaults = PolicyReader.defaults();
    assertThat(example.verify()).isEqualTo(defaults.verify());
    assertThat(example.signing()).isEqualTo(defaults.signing());
    assertThat(example.parent()).isEqualTo(defaults.parent());
    assertThat(example.publish()).isEqualTo(defaults.publish());
    assertThat(example.gate()).isEqualTo(defaults.gate()).isEmpty();
    assertThat(example.policySha256()).isEqualTo(defaults.policySha256());
  }

  @Test
  void theExampleSetsEveryOptionThatHasADefaultAndShowsTheOthers() throws Exception {
    Policy example = read(PolicyExample.text(), "2026-11-24T00:00:00Z");
    assertThat(example.effective()).hasSizeGreaterThan(25);
    for (EffectiveValue value : example.effective()) {
      if (value.value().isEmpty()) {
        assertThat(PolicyExample.text())
            .containsAnyOf(
                "\n#" + value.key() + " = ", "\n#[[" + value.section() + "." + value.key() + "]]");
      } else {
        assertThat(value.origin().isDefault()).as(value.name()).isFalse();
      }
    }
  }

  @Test
  void theCommentedOptionsAreValid() throws Exception {
    String all =
        Pattern.compile("(?m)^#(?=\\[|[A-Za-z])").matcher(PolicyExample.text()).replaceAll("");
    Policy policy =
        read(
            all.replaceFirst("trust-anchor = .*", "")
                .replaceFirst("ds-from = .*", "")
                .replaceFirst("attest-hsm = .*", ""),
            "2026-11-24T00:00:00Z");
    assertThat(policy.origin()).contains("example.");
    assertThat(policy.parent().source()).isEqualTo(ParentSettings.Source.DS);
    assertThat(policy.publish()).isPresent();
    assertThat(policy.gate().orElseThrow().stages()).hasSize(2);
    assertThat(policy.severities()).hasSize(1);
    assertThat(policy.suppressions()).hasSize(1);
    assertThat(policy.verify().rules().keys().plan()).hasSize(1);
  }

  @Test
  void whatShowPrintsIsAPolicyThatReadsBackToTheSame() throws Exception {
    Policy policy =
        read(
            """
            version = 1
            [verify]
            threads = 3
            [parent]
            ds = "a \\"b\\" \\u001b"
            [severity]
            KEY-TAG-UNIQUE = "note"
            [[suppress]]
            check = "NSEC3-ITERATIONS"
            reason = "x\\ny"
            until = 2027-01-01
            """,
            "2026-11-24T00:00:00Z");
    StringBuilder shown = new StringBuilder();
    PolicyText.write(policy, shown);
    assertThat(shown.toString())
        .contains("threads = 3 ", "policy.toml:3\n", "# default\n", "# origin is not set\n")
        .doesNotContain("\u001b");
    Policy again = read(shown.toString(), "2026-11-24T00:00:00Z");
    assertThat(again.policySha256()).isEqualTo(policy.policySha256());
    assertThat(again.verify()).isEqualTo(policy.verify());
    assertThat(again.parent()).isEqualTo(policy.parent());
    assertThat(again.severities()).isEqualTo(policy.severities());
    assertThat(again.suppressions().get(0).reason()).isEqualTo("x\ny");
  }

  private Policy read(String toml, String now) throws Exception {
    Path file = folder.resolve("policy.toml");
    Files.writeString(file, toml);
    return new PolicyReader(CATALOGUE, Instant.parse(now)).read(file);
  }

  private static CheckDescription check(String id) {
    return new CheckDescription(
        id,
        "title",
        CheckGroup.DENIAL,
        Severity.WARN,
        true,
        Strictness.LATER,
        "RFC",
        "RRs",
        "e",
        "r");
  }
}
