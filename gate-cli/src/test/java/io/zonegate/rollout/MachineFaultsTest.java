package io.zonegate.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release while the machine fails; what fails the whole daemon is in GateFaultsTest. */
class MachineFaultsTest {
  @TempDir Path folder;

  /** Nobody, not even root, makes files in /sys. */
  @Test
  void aStageThatCannotBeWrittenHoldsTheReleaseUntilItIsMended() throws Exception {
    try (GateBench gate = new GateBench(folder)) {
      Path two = folder.resolve("two");
      Files.delete(two);
      Files.createSymbolicLink(two, Path.of("/sys"));
      Release release = gate.submit("PASS 1");
      gate.drive();
      assertThat(gate.release(release).state()).isEqualTo(ReleaseState.HELD);
      assertThat(gate.release(release).standing().reason()).startsWith("stage two, ");
      assertThat(gate.files.get(0)).hasContent("PASS 1");
      Files.delete(two);
      Files.createDirectory(two);
      gate.say(Word.RESUME, "");
      gate.drive();
      assertThat(gate.release(release).state()).isEqualTo(ReleaseState.LIVE);
      assertThat(gate.files.get(1)).hasContent("PASS 1");
    }
  }
}
