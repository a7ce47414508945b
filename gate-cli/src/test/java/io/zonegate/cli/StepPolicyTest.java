package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.policy.Policy;
import io.zonegate.policy.PolicyReader;
import io.zonegate.rollover.Delay;
import io.zonegate.rollover.DenialWay;
import io.zonegate.rollover.Plan;
import io.zonegate.rollover.Rollover;
import io.zonegate.rollover.Timings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepPolicyTest {
  @TempDir Path folder;

  private static Plan plan(Rollover rollover, boolean single) {
    Timings hours =
        new Timings(
            Arrays.stream(Delay.values())
                .collect(Collectors.toMap(Function.identity(), d -> Duration.ofHours(1))));
    int algorithm = rollover == Rollover.ALGORITHM_CONSERVATIVE ? 15 : 0;
    return rollover.plan("example.", hours, single, algorithm, DenialWay.NSEC3);
  }

  private void demand(Plan plan, int situation, String... signing) throws Exception {
    Path file = folder.resolve("policy.toml");
    Files.writeString(file, "version = 1\n[signing]\n" + String.join("\n", signing) + "\n");
    Policy policy = new PolicyReader(List.of(), Cli.NOW).read(file);
    StepPolicy.demand(policy, plan, plan.situations().get(situation));
  }

  @Test
  @DisplayName("The zone asks its parent for the DS of published keys only")
  void published() throws Exception {
    Plan heldBack = plan(Rollover.KSK_DOUBLE_DS, false);
    for (String rule : List.of("all-ksks", "active-ksks")) {
      assertThatThrownBy(() -> demand(heldBack, 1, "cds = \"" + rule + "\""))
          .hasMessageContaining("for the DS of [ksk-old], and the plan has the DS of [ksk-new,");
    }
    Plan ahead = plan(Rollover.ALGORITHM_CONSERVATIVE, true);
    String single = "roles = \"single\"";
    for (int i : List.of(0, 1, 4, 5)) {
      demand(ahead, i, single, "cds = \"active-ksks\"");
      demand(ahead, i, single, "cds = \"all-ksks\"");
    }
    assertThatThrownBy(() -> demand(ahead, 2, single, "cds = \"active-ksks\""))
        .hasMessageContaining("for the DS of [ksk-new, ksk-old]");
  }

  @Test
  @DisplayName("The zone asks for the DS of the other signer's published KSKs too (RFC 8901)")
  void otherSigner() throws Exception {
    Plan move = plan(Rollover.SIGNER_MOVE, false);
    demand(move, 1, "cds = \"active-ksks\"");
    demand(move, 1, "cds = \"all-ksks\"");
    assertThatThrownBy(() -> demand(move, 2, "cds = \"active-ksks\""))
        .hasMessageContaining("for the DS of [ksk-new], and the plan has the DS of [ksk-new,");
    demand(move, 2, "cds = \"all-ksks\"");
  }

  @Test
  @DisplayName("A DNSKEY TTL that the plan does not wait for is refused")
  void ttl() throws Exception {
    Plan plan = plan(Rollover.ZSK_PREPUBLISH, false);
    demand(plan, 1, "dnskey-ttl = 3600");
    assertThatThrownBy(() -> demand(plan, 1, "dnskey-ttl = 3601"))
        .hasMessageContainingAll("TTL of 3601s", "dnskey-ttl of 1h;");
  }
}
