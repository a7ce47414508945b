package io.zonegate.report;

import io.zonegate.policy.EffectiveValue;
import io.zonegate.policy.Origin;
import io.zonegate.verifier.verdict.CheckDescription;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Finding;
import io.zonegate.verifier.verdict.Outcome;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.SignatureCount;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.verdict.Subject;
import io.zonegate.verifier.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verdicts to render. */
final class Verdicts {
  static final String CONTROL = "\u001b[2Ja\u0000\u0007\u009b\u202e\ud800\ufffe]]>&<\"x";

  static final CheckDescription READ = check("ZONE-READ", CheckGroup.CONTENT, false, "records");
  static final CheckDescription DS = check("DS-MATCH", CheckGroup.KEYS, false, "DS records");
  static final CheckDescription VERIFY =
      check("SIG-VERIFY", CheckGroup.SIGNATURES, false, "RRSIGs");
  static final CheckDescription TAG = check("KEY-TAG-UNIQUE", CheckGroup.KEYS, true, "DNSKEYs");
  static final CheckDescription UNCHANGED =
      check("ZONE-UNCHANGED", CheckGroup.CONTENT, true, "records");
  static final CheckDescription CHAIN =
      check("NSEC3-CHAIN", CheckGroup.DENIAL, true, "NSEC3 records");
  static final CheckDescription ITERATIONS =
      check("NSEC3-ITERATIONS", CheckGroup.DENIAL, true, "NSEC3 parameter sets");

  static final List<CheckDescription> CATALOGUE =
      List.of(READ, DS, TAG, VERIFY, CHAIN, ITERATIONS, UNCHANGED);

  static final ReportContext CONTEXT =
      new ReportContext(
          "0.1.0",
          "zonegate verify --ds dsset-demo. --at 20261124034438 demo.zone",
          "20261124T034438Z-4f2a",
          "signer.example",
          "policy.toml",
          "3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b",
          List.of(
              new EffectiveValue("verify", "threads", "4", Origin.line("policy.toml", 12)),
              new EffectiveValue("verify", "deadline", "\"5m\"", Origin.DEFAULT),
              new EffectiveValue("parent", "ds", "", Origin.DEFAULT)),
          Optional.empty());

  private static final Instant NOW = Instant.parse("2026-11-24T03:44:38Z");

  private Verdicts() {}

  static Verdict pass() {
    return verdict(
        subject("demo."),
        List.of(
            passed(READ, 41_234, 310),
            passed(DS, 1, 2),
            passed(TAG, 2, 0),
            passed(VERIFY, 1_482_113, 12_444),
            passed(CHAIN, 10_003, 80),
            CheckResult.notApplicable(ITERATIONS, "the zone has NSEC"),
            passed(UNCHANGED, 30_000, 100)),
        1_482_113);
  }

  /** The fault of .de of 5 May 2026, with one check off and one open question. */
  static Verdict block() {
    return verdict(
        subject("demo."),
        List.of(
            passed(READ, 41_234, 310),
            CheckResult.undecided(DS, "dsset-demo. cannot be read: permission denied"),
            found(
                TAG,
                3,
                0,
                1,
                0,
                finding(TAG, Severity.WARN, "demo.", "DNSKEY", "", "2 DNSKEYs have tag 33834")),
            found(
                VERIFY,
                412_907,
                274_997,
                0,
                0,
                finding(
                    VERIFY,
                    Severity.BLOCK,
                    "a.demo.",
                    "DS",
                    "demo.zone:41",
                    "RRSIG with key tag 33834 does not verify with any of 1 keys"),
                finding(
                    VERIFY,
                    Severity.BLOCK,
                    "b.demo.",
                    "DS",
                    "demo.zone:77",
                    "RRSIG of b.demo. DS with key tag 33834 does not verify")),
            passed(CHAIN, 10_003, 80),
            found(
                ITERATIONS,
                1,
                0,
                0,
                1,
                finding(ITERATIONS, Severity.NOTE, "", "", "", "iterations are 0")),
            CheckResult.disabled(
                UNCHANGED, "policy.toml:41 (new registry system, until 2027-01-01)")),
        137_910);
  }

  static Verdict undecided() {
    return verdict(
        Subject.unread("", "demo.zone"),
        List.of(
            CheckResult.undecided(READ, "demo.zone:7: unbalanced parenthesis"),
            CheckResult.undecided(DS, "the zone was not read")),
        -1);
  }

  static Verdict empty() {
    return Verdict.of(
        Subject.unread("demo.", "-"), NOW, List.of(), List.of(), Map.of(), Duration.ZERO);
  }

  static Verdict warned() {
    return verdict(
        subject("co.uk."),
        List.of(
            found(TAG, 3, 0, 2, 0, finding(TAG, Severity.WARN, "", "", "", "tag 7 is shared")),
            passed(VERIFY, 5, 1)),
        5);
  }

  static Verdict ofZone(String zone) {
    return verdict(subject(zone), List.of(passed(VERIFY, 5, 1)), 5);
  }

  /** Everything that a zone or a file name can smuggle in. */
  static Verdict hostile() {
    Finding finding =
        new Finding(
            "SIG-VERIFY",
            Severity.BLOCK,
            CONTROL,
            CONTROL,
            CONTROL + ":1",
            Map.of(CONTROL, CONTROL),
            "text " + CONTROL + "\nPASS demo. serial 1");
    return Verdict.of(
        new Subject(CONTROL, CONTROL, "", 1, "", 1, 1, 1, Map.of(CONTROL, 1L)),
        NOW,
        List.of(
            found(VERIFY, 1, 1, 0, 0, finding),
            CheckResult.undecided(DS, CONTROL),
            CheckResult.disabled(TAG, CONTROL)),
        List.of(new SignatureCount(1, 8, CONTROL, 1, 0)),
        Map.of(CONTROL, 1L),
        Duration.ZERO);
  }

  static ReportContext hostileContext() {
    return new ReportContext(
        CONTROL,
        CONTROL,
        CONTROL,
        CONTROL,
        CONTROL,
        "",
        List.of(new EffectiveValue(CONTROL, CONTROL, CONTROL, new Origin(CONTROL))),
        Optional.of(
            new SigningFigures(
                9, 2, Map.of(CONTROL, 9L), 10, 7, 1, Map.of("GONE", 1L, "CHANGED", 2L))));
  }

  /** 100,000 findings of which 100 are listed, each long. */
  static Verdict many(Severity severity) {
    Finding[] listed = new Finding[100];
    for (int i = 0; i < listed.length; i++) {
      listed[i] = finding(VERIFY, severity, "n" + i + ".demo.", "A", "", "bad " + "x".repeat(300));
    }
    long blocks = severity == Severity.BLOCK ? 100_000 : 0;
    long warnings = severity == Severity.WARN ? 100_000 : 0;
    return verdict(
        subject("demo."), List.of(found(VERIFY, 100_000, blocks, warnings, 0, listed)), 0);
  }

  static CheckResult found(
      CheckDescription check,
      long examined,
      long blocks,
      long warnings,
      long notes,
      Finding... findings) {
    return new CheckResult(
        check,
        Outcome.FINDINGS,
        "",
        examined,
        blocks,
        warnings,
        notes,
        List.of(findings),
        Duration.ofMillis(63_400));
  }

  static CheckResult passed(CheckDescription check, long examined, long millis) {
    return new CheckResult(
        check, Outcome.PASS, "", examined, 0, 0, 0, List.of(), Duration.ofMillis(millis));
  }

  private static Verdict verdict(Subject subject, List<CheckResult> results, long verified) {
    List<SignatureCount> signatures =
        verified < 0
            ? List.of()
            : List.of(
                new SignatureCount(12345, 13, "DNSKEY", 1, 1),
                new SignatureCount(33834, 13, "SOA", 1, 1),
                new SignatureCount(33834, 13, "DS", Math.max(verified, 412_906), verified));
    Map<String, Long> providers =
        verified < 0 ? Map.of() : Map.of("BC", 2L, "AmazonCorrettoCryptoProvider", verified);
    return Verdict.of(subject, NOW, results, signatures, providers, Duration.ofMillis(12_999));
  }

  private static Subject subject(String zone) {
    Map<String, Long> types = new LinkedHashMap<>();
    types.put("NS", 20_002L);
    types.put("SOA", 1L);
    types.put("RRSIG", 21_231L);
    return new Subject(
        zone,
        "signed/demo.zone",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        12_345_678,
        "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
        2_026_112_401,
        10_001,
        41_234,
        types);
  }

  private static Finding finding(
      CheckDescription check,
      Severity severity,
      String owner,
      String type,
      String position,
      String text) {
    return new Finding(check.id(), severity, owner, type, position, Map.of("tag", "33834"), text);
  }

  private static CheckDescription check(
      String id, CheckGroup group, boolean suppressible, String examines) {
    return new CheckDescription(
        id,
        "title of " + id,
        group,
        id.equals("KEY-TAG-UNIQUE") ? Severity.WARN : Severity.BLOCK,
        suppressible,
        Strictness.UNUSED_DATA,
        "RFC 4035 section 5.3; .de 2026",
        examines,
        "What it means and why it matters, in plain words that are long enough to be broken into"
            + " more than one line of a report.",
        "Sign again with the *published* key | or publish the key.");
  }
}
