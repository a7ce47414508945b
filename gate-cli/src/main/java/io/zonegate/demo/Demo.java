package io.zonegate.demo;

import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.KeySetFile;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.signer.sign.SigningReport;
import io.zonegate.testzones.make.ZoneCounts;
import io.zonegate.testzones.make.ZoneMaker;
import io.zonegate.testzones.make.ZoneShape;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The steps of the demo. Each runs the very commands that an operator would, and says which. */
public final class Demo {
  /** Runs a command of zonegate and returns its exit code. */
  @FunctionalInterface
  public interface Commands {
    /** Runs the command with these words. */
    int run(List<String> words);
  }

  /** A step did not end as it must. */
  public static final class FailedException extends Exception {
    private static final long serialVersionUID = 1L;

    FailedException(String message) {
      super(message);
    }
  }

  private static final int DELEGATIONS = 10_000;
  private static final int PASS = 0;
  private static final int BLOCK = 2;
  private static final List<String> SITES = List.of("site-a", "site-b", "site-c");

  /** Signatures of the demo's policy live for 14 days, at most one of which is jitter. */
  private static final Duration CLOSE_TO_EXPIRY = Duration.ofDays(12).plusHours(12);

  private final DemoFolder folder;
  private final Commands commands;
  private final PrintStream out;
  private final Instant now;

  /**
   * @param now the clock
   */
  public Demo(DemoFolder folder, Commands commands, PrintStream out, Instant now) {
    this.folder = folder;
    this.commands = commands;
    this.out = out;
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Runs all steps; throws if one does not end as it must. */
  public void run() throws IOException, FailedException {
    folder.create();
    out.println("zonegate demo, work folder " + folder.path());
    tokensAndKeys();
    zone();
    pass();
    oneTagThreeKeys();
    closeToExpiry();
    reports();
  }

  private void tokensAndKeys() throws FailedException {
    title(1, "Three HSMs (SoftHSM2 tokens), one KSK and one ZSK, the same on all three");
    expect(PASS, "keys", "init", "--hsm", path("hsm.toml"), "--softhsm", String.join(",", SITES));
    expect(
        PASS,
        "keys",
        "generate",
        "--hsm",
        path("hsm.toml"),
        "--zone",
        "demo.",
        "--algorithm",
        "13");
    expect(
        PASS, "keys", "prove", "--hsm", path("hsm.toml"), "--report-dir", path("reports/1-keys"));
    say("The DS record goes to the parent, by hand or by the registry's own system:");
    expect(PASS, "keys", "ds", "--hsm", path("hsm.toml"), "--output", path("dsset-demo."));
  }

  private void zone() throws IOException, FailedException {
    title(2, String.format("A zone of %,d delegations, signed through PKCS#11", DELEGATIONS));
    try (Writer unsigned =
        Files.newBufferedWriter(folder.file("demo.zone"), StandardCharsets.US_ASCII)) {
      ZoneShape shape = ZoneShape.of("demo.", 2026, DELEGATIONS);
      // NSD 4.6 does not survive NSEC3 with names of 255 octets, and somebody may want to serve it.
      ZoneCounts counts =
          ZoneMaker.write(
              shape.withExtras(shape.wildcards(), shape.emptyNonTerminals(), 0), unsigned);
      say(
          String.format(
              "wrote %s: %,d records, %,d delegations (%,d with DS), %,d glue records",
              folder.file("demo.zone"),
              counts.records(),
              counts.delegations(),
              counts.secureDelegations(),
              counts.glue()));
    }
    Files.writeString(folder.file("policy.toml"), policy());
    say("wrote " + folder.file("policy.toml"));
    expect(
        PASS,
        "sign",
        "--policy",
        path("policy.toml"),
        "--hsm",
        path("hsm.toml"),
        "--at",
        now.toString(),
        "--output",
        path("signed/demo.zone"),
        path("demo.zone"));
  }

  private void pass() throws IOException, FailedException {
    title(
        3,
        "Judged by independent code, with the parent's DS and the unsigned input: PASS, and live");
    expect(
        PASS,
        "run",
        "--policy",
        path("policy.toml"),
        "--at",
        now.toString(),
        "--report-dir",
        path("reports/3-good-zone"),
        "--candidate",
        path("signed/demo.zone"),
        path("demo.zone"));
    if (Files.mismatch(folder.file("signed/demo.zone"), live()) != -1) {
      throw new FailedException(live() + " is not what was judged");
    }
    say(live() + " now has exactly the bytes that were judged.");
  }

  private void oneTagThreeKeys() throws IOException, FailedException {
    title(4, "The .de fault of 5 May 2026: three ZSKs under one key tag, one of them published");
    byte[] before = Files.readAllBytes(live());
    KeySet good = KeySetFile.read(folder.file("keys.toml"));
    Files.writeString(
        folder.file("hsm-fault.toml"),
        Files.readString(folder.file("hsm.toml")).replace("\"keys.toml\"", "\"keys-fault.toml\""));
    OneTagThreeKeys fault = new OneTagThreeKeys(folder.file("hsm-fault.toml"));
    ZoneKey zsk = fault.rollOver(good);
    say(
        "A rollover agent made one new ZSK per token, all as \""
            + zsk.label()
            + "\" with key tag "
            + zsk.keyTag()
            + ", and published one of them.");
    say("The token proof sees it before anything is signed:");
    expect(
        BLOCK,
        "keys",
        "prove",
        "--hsm",
        path("hsm-fault.toml"),
        "--report-dir",
        path("reports/4a-three-keys-proof"));

    SigningReport report =
        fault.sign(folder.file("demo.zone"), folder.file("signed/fault.zone"), now);
    say(
        String.format(
            "Signed all the same, proof switched off for the demonstration: %,d RRSIGs, %s, into %s",
            report.rrsigs(), report.perToken(), folder.file("signed/fault.zone")));
    say("The verifier sees it after signing:");
    expect(
        BLOCK,
        "run",
        "--policy",
        path("policy.toml"),
        "--at",
        now.toString(),
        "--report-dir",
        path("reports/4b-three-keys-zone"),
        "--candidate",
        path("signed/fault.zone"),
        path("demo.zone"));
    untouched(before);
  }

  private void closeToExpiry() throws IOException, FailedException {
    Instant later = now.plus(CLOSE_TO_EXPIRY);
    title(5, "The clock runs to " + later + ": a candidate with the old signatures would expire");
    byte[] before = Files.readAllBytes(live());
    expect(
        BLOCK,
        "run",
        "--policy",
        path("policy.toml"),
        "--at",
        later.toString(),
        "--report-dir",
        path("reports/5-close-to-expiry"),
        "--candidate",
        path("signed/demo.zone"),
        path("demo.zone"));
    untouched(before);
  }

  private void reports() throws IOException {
    title(6, "Reports of all runs: text, JSON, JUnit XML");
    try (Stream<Path> files = Files.walk(folder.file("reports"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        out.println("  " + file);
      }
    }
    out.println();
    out.println(
        "All steps ended as they must. zonegate demo --clean --dir "
            + folder.path()
            + " removes them");
  }

  private String policy() {
    return String.format(
        """
        # Policy of the demo. zonegate policy example shows every option.
        version = 1

        [zone]
        origin = "demo."

        [verify]
        # Few, so that the demo's output stays short; all are counted.
        findings-listed = 3

        [parent]
        ds = "%s"

        [publish]
        file = "%s"
        work = "%s"
        # The demo lets the clock run.
        any-clock = true
        """,
        path("dsset-demo."), live(), path("signed"));
  }

  private Path live() {
    return folder.file("live/demo.zone");
  }

  private String path(String name) {
    return folder.file(name).toString();
  }

  private void untouched(byte[] before) throws IOException, FailedException {
    if (!Arrays.equals(before, Files.readAllBytes(live()))) {
      throw new FailedException(live() + " was changed by a candidate that is blocked");
    }
    say(live() + " is untouched.");
  }

  private void title(int number, String text) {
    out.println();
    out.println("== " + number + ". " + text);
  }

  private void say(String text) {
    out.println(text);
  }

  private void expect(int code, String... words) throws FailedException {
    out.println();
    out.println("$ zonegate " + Arrays.stream(words).collect(Collectors.joining(" ")));
    int actual = commands.run(List.of(words));
    out.println("(exit code " + actual + ")");
    if (actual != code) {
      throw new FailedException(
          "the command above must end with exit code " + code + ", not " + actual);
    }
  }
}
