package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysBenchTest {
  @TempDir Path folder;

  private Cli.Answer keys(String command, String... more) {
    String[] words = {"keys", command, "--hsm", folder.resolve("hsm.toml").toString()};
    return Cli.run(Cli.words(words, more));
  }

  @Test
  void aRateForEveryAlgorithmTokenAndSessionCount() throws IOException {
    ScratchHsm.tokens().config(folder, List.of("site-a", "site-b"));
    Path hsm = folder.resolve("hsm.toml");
    Files.writeString(hsm, Files.readString(hsm).replace("token = 2", "token = 3"));
    keys("generate", "--zone", "bench.example").ends(ExitCode.PASS);
    keys("generate", "--zone", "bench.example", "--algorithm", "15").ends(ExitCode.PASS);
    String all = keys("bench", "--runs", "2", "--millis", "20").ends(ExitCode.PASS).out();
    String number = " +[0-9,]*[1-9][0-9,]*";
    assertThat(all)
        .startsWith(
            "signatures a second, bare C_Sign without verification: median of 2 runs of 20 ms")
        .matches(
            "(?s).*\ntoken site-a: SoftHSM \\(SoftHSM2 computes on this machine's .*"
                + "\n  sessions +1 +2 +3"
                + "\n  13 ECDSAP256SHA256"
                + number.repeat(3)
                + "\n  15 ED25519"
                + number.repeat(3)
                + "\ntoken site-b: .*");
  }

  @Test
  void nothingIsMeasuredWithAKeyInDoubt() throws IOException {
    ScratchHsm.tokens().config(folder, List.of("site-a"));
    keys("generate", "--zone", "bench.example").ends(ExitCode.PASS);
    ScratchHsm.tokens().config(folder, List.of("site-a", "site-b"));
    keys("bench", "--runs", "1")
        .refuses(ExitCode.UNDECIDED, "nothing was measured: Token site-b has 0 private keys");
    keys("bench", "--runs", "0").refuses(ExitCode.USAGE, "--runs: '0'");
  }
}
