package io.zonegate.signer.sign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The verifiers of other projects, run as commands. They must be installed: a peer that is missing
 * fails the test.
 */
final class Peers {

  private Peers() {}

  /** What a command said; its exit code 0 means that the zone is good. */
  record Verdict(String command, int exit, String output) {}

  static List<Verdict> judge(Path zone, boolean optOut) throws IOException {
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(run("dnssec-verify", "-q", "-o", "demo.", zone.toString()));
    verdicts.add(run("kzonecheck", "-o", "demo.", "-d", "on", zone.toString()));
    if (!optOut) {
      // By its own help text it "will error on opted-out delegations".
      verdicts.add(run("ldns-verify-zone", "-V", "1", zone.toString()));
    }
    return verdicts;
  }

  static Verdict run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Verdict(String.join(" ", command), process.waitFor(), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while " + command[0] + " ran", e);
    }
  }
}
