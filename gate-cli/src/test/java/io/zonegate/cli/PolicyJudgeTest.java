package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.rollout.Basis;
import io.zonegate.rollout.CandidateJudge;
import io.zonegate.verifier.verdict.Decision;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.DefaultParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The judge of a gate with many zones. */
@Timeout(60)
class PolicyJudgeTest {
  @TempDir Path folder;

  private Invocation invocation(Path policy) throws Exception {
    Command command = new GateRunCommand();
    String[] words = {"--policy", policy.toString()};
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    return new Invocation(
        command,
        new DefaultParser().parse(SharedOptions.of(command), words),
        List.of(words),
        new Console(
            InputStream.nullInputStream(), nowhere, nowhere, Map.of(), () -> Cli.NOW, false));
  }

  /** With a thread for each candidate that waits, there is none left to probe the others. */
  @Test
  void whoWaitsForAnotherJudgementKeepsNoThread() throws Exception {
    Path policy =
        Files.writeString(
            folder.resolve("policy.toml"),
            """
            version = 1
            [zone]
            origin = "zone.example."
            [parent]
            none = true
            [gate]
            folder = "gate"
            [[gate.stage]]
            name = "only"
            file = "live"
            servers = ["127.0.0.1:9"]
            """);
    Path candidate = Files.writeString(folder.resolve("zone"), "no zone\n");
    Invocation invocation = invocation(policy);
    try (OpenGate gate = OpenGate.open(invocation.policy())) {
      PolicyJudge judge = new PolicyJudge(invocation, gate);
      PolicyJudge.ONE.acquire();
      try {
        assertThatThrownBy(() -> judge.judge(candidate, Basis.of(Optional.empty())))
            .isInstanceOf(CandidateJudge.BusyException.class);
      } finally {
        PolicyJudge.ONE.release();
      }
      assertThat(judge.judge(candidate, Basis.of(Optional.empty())).decision())
          .isEqualTo(Decision.UNDECIDED);
    }
  }
}
