package io.zonegate.tokens;

import io.zonegate.hsm.proof.ProofRecord;
import io.zonegate.hsm.proof.ProofResult;
import io.zonegate.hsm.proof.TokenProof;
import io.zonegate.hsm.register.TagFreshness;
import io.zonegate.signer.sign.SigningException;
import io.zonegate.signer.sign.SigningReport;
import io.zonegate.verifier.check.Selection;
import io.zonegate.verifier.verdict.CheckDescription;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Finding;
import io.zonegate.verifier.verdict.Outcome;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.verdict.Subject;
import io.zonegate.verifier.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The TOKEN- checks of the catalogue, and a proof of tokens as a verdict on them. */
public final class TokenChecks {
  /** Those of a proof, in the order of the catalogue. */
  private static final List<CheckDescription> PROOF =
      List.of(
          proof(
              TokenProof.ONE_OBJECT,
              "Each key is exactly one private key object on each token",
              true,
              "PKCS #11 2.40 section 4.4 (CKA_ID need not be unique); .ru 2024",
              "The key's locator, its CKA_ID, finds exactly one private key on every token. PKCS #11 lets"
                  + " several objects share CKA_ID and label; which of them then signs is chance.",
              "Remove the object that is not the zone's key from the token named."),
          proof(
              TokenProof.PROOF,
              "Every token signs a fresh probe with every key",
              false,
              ".de 2026",
              "Every token signs a fresh random probe with every key of the key set, and software, not the"
                  + " HSM, verifies it against the DNSKEY as the zone publishes it. This is what tells three"
                  + " HSMs with three keys under one name from three HSMs with one key.",
              "Do not sign. Replicate the right key to the token named, or take the token out of hsm.toml."),
          proof(
              TokenProof.SAME_KEY,
              "The public key on every token is the DNSKEY's",
              false,
              ".de 2026",
              "The public key is read from every token, from the key's own attributes and never from a"
                  + " certificate, and equals the DNSKEY's RDATA. The key tag is computed from it, never read"
                  + " from a label.",
              "The token named holds another key under the same CKA_ID: replicate the right one."));

  private static final CheckDescription ERROR =
      new CheckDescription(
          SigningException.TOKEN_ERROR,
          "Every token did what it was asked",
          CheckGroup.TOKENS,
          Severity.WARN,
          true,
          Strictness.NOT_THE_ZONE,
          ".uk 2010",
          "signatures",
          "A token that fails while a zone is signed is told with its label, the object, the PKCS #11"
              + " return code and what was tried. With spread = \"fail-over\" the next token takes over,"
              + " and that is warned of; without it the run ends without output.",
          "Look at the token named; zonegate keys prove says whether it is back.");

  private static final CheckDescription SIGNATURE =
      new CheckDescription(
          SigningException.TOKEN_SIGNATURE,
          "Every signature verifies in software straight after it was made",
          CheckGroup.TOKENS,
          Severity.BLOCK,
          false,
          Strictness.NOT_THE_ZONE,
          ".se 2022; faults of RSA-CRT",
          "signatures",
          "Each signature that a token makes is verified in software, with the DNSKEY, before anything"
              + " else is done with it. One that does not verify ends the run without output."
              + " Signatures that are kept from the previous zone are verified as well and counted here;"
              + " one that does not verify is made anew.",
          "Take the token named out of hsm.toml, and prove the others before you sign again.");

  private static final CheckDescription FRESH =
      new CheckDescription(
          TagFreshness.TAG_FRESH,
          "No key has the key tag of another key that the zone ever had",
          CheckGroup.TOKENS,
          Severity.BLOCK,
          false,
          Strictness.NOT_THE_ZONE,
          ".ru 2024; RFC 4034 appendix B; RFC 5011 section 7",
          "keys of the register and the key set",
          "The register of keys remembers every key that the zone ever had. keys generate makes a new key"
              + " again, ten times at most, until neither its tag nor its tag with the REVOKE bit is one"
              + " that any of them has or had. keys prove compares them all, two by two, and so do sign and run before a token signs, also those that"
              + " somebody put into the key set by hand: two keys of one algorithm that share a tag are found. Where"
              + " both are gone from the key set it is a note.",
          "Make another key with zonegate keys generate, and replace the one of the two that is in the key"
              + " set.");

  /** The TOKEN- checks, in the order of the catalogue. */
  public static final List<CheckDescription> DESCRIPTIONS =
      Stream.concat(PROOF.stream(), Stream.of(ERROR, SIGNATURE, FRESH, AdvanceCheck.DESCRIPTION))
          .sorted(Comparator.comparing(CheckDescription::id))
          .toList();

  private TokenChecks() {}

  private static CheckDescription proof(
      String id,
      String title,
      boolean suppressible,
      String citation,
      String explanation,
      String remedy) {
    return new CheckDescription(
        id,
        title,
        CheckGroup.TOKENS,
        Severity.BLOCK,
        suppressible,
        Strictness.NOT_THE_ZONE,
        citation,
        "keys on tokens",
        explanation,
        remedy);
  }

  /**
   * What signing went through, for the verdict on what came of it.
   *
   * @param selection which of the checks the policy switches off, and what their findings weigh
   * @param warnBefore how long before signatures in advance run out that is warned of
   */
  public static List<CheckResult> results(
      SigningReport report, Selection selection, Duration warnBefore) {
    Severity severity = selection.severities().getOrDefault(ERROR.id(), ERROR.severity());
    List<Finding> failOvers = new ArrayList<>();
    for (String text : report.failOvers()) {
      failOvers.add(finding(ERROR, severity, Map.of(), "fail-over: " + text));
    }
    CheckResult errors =
        report.rrsigs() == 0
            ? CheckResult.notApplicable(ERROR, "all signatures were kept; no token had to sign")
            : found(ERROR, severity, report.rrsigs(), failOvers);
    CheckResult signatures =
        new CheckResult(
            SIGNATURE,
            Outcome.PASS,
            "",
            report.verified() + report.reuse().kept(),
            0,
            0,
            0,
            List.of(),
            report.signing());
    return List.of(
        enabled(errors, ERROR, selection),
        signatures,
        enabled(
            AdvanceCheck.result(report, selection, warnBefore),
            AdvanceCheck.DESCRIPTION,
            selection));
  }

  private static CheckResult enabled(
      CheckResult result, CheckDescription check, Selection selection) {
    String off = selection.disabled().get(check.id());
    return off == null ? result : CheckResult.disabled(check, off);
  }

  static CheckResult found(
      CheckDescription check, Severity severity, long examined, List<Finding> findings) {
    long n = findings.size();
    return new CheckResult(
        check,
        findings.isEmpty() ? Outcome.PASS : Outcome.FINDINGS,
        "",
        examined,
        severity == Severity.BLOCK ? n : 0,
        severity == Severity.WARN ? n : 0,
        severity == Severity.NOTE ? n : 0,
        findings,
        Duration.ZERO);
  }

  /** The verdict on signing alone. */
  public static Verdict verdict(
      SigningReport report, String source, Instant at, Selection selection, Duration warnBefore) {
    return Verdict.of(
        Subject.unread(report.zone(), source),
        at,
        results(report, selection, warnBefore),
        List.of(),
        Map.of(),
        report.signing());
  }

  /** The verdict where signing ended early. */
  public static Verdict verdict(SigningException failure, String zone, String source, Instant at) {
    boolean bad = failure.checkId().equals(SigningException.TOKEN_SIGNATURE);
    List<CheckResult> results = new ArrayList<>();
    for (CheckDescription check : List.of(ERROR, SIGNATURE)) {
      if (!check.id().equals(failure.checkId())) {
        results.add(CheckResult.notApplicable(check, "signing ended before"));
      } else if (bad) {
        Finding finding =
            finding(
                check, Severity.BLOCK, Map.of("token", failure.tokenLabel()), failure.getMessage());
        results.add(
            new CheckResult(
                check, Outcome.FINDINGS, "", 1, 1, 0, 0, List.of(finding), Duration.ZERO));
      } else {
        results.add(CheckResult.undecided(check, failure.getMessage()));
      }
    }
    return Verdict.of(
        Subject.unread(zone, source), at, results, List.of(), Map.of(), Duration.ZERO);
  }

  static Finding finding(
      CheckDescription check, Severity severity, Map<String, String> arguments, String text) {
    return new Finding(check.id(), severity, "", "", "", new TreeMap<>(arguments), text);
  }

  /** The verdict on a proof and on the tags. Nothing is passed that was not proved. */
  public static Verdict verdict(
      ProofResult proof,
      TagFreshness tags,
      String zone,
      String source,
      Instant at,
      Duration spent) {
    List<CheckResult> results = new ArrayList<>();
    for (CheckDescription check : PROOF) {
      results.add(
          result(
              check,
              proof.records().stream().filter(r -> r.checkId().equals(check.id())).toList()));
    }
    results.add(result(tags));
    return Verdict.of(Subject.unread(zone, source), at, results, List.of(), Map.of(), spent);
  }

  /** The verdict where two keys share a tag, for which no token is asked to sign anything. */
  public static Verdict verdict(TagFreshness tags, String zone, String source, Instant at) {
    List<CheckResult> results = new ArrayList<>();
    for (CheckDescription check : PROOF) {
      results.add(CheckResult.notApplicable(check, "signing ended before"));
    }
    results.add(result(tags));
    return Verdict.of(
        Subject.unread(zone, source), at, results, List.of(), Map.of(), Duration.ZERO);
  }

  private static CheckResult result(TagFreshness tags) {
    if (tags.keys() == 0) {
      return CheckResult.undecided(FRESH, "there is no key whose tag could be compared");
    }
    List<Finding> findings = new ArrayList<>();
    for (TagFreshness.Clash clash : tags.clashes()) {
      Severity severity = clash.inKeySet() ? Severity.BLOCK : Severity.NOTE;
      Map<String, String> keys =
          Map.of("key", clash.second().toString(), "other", clash.first().toString());
      findings.add(finding(FRESH, severity, keys, clash.text()));
    }
    long blocks = findings.stream().filter(f -> f.severity() == Severity.BLOCK).count();
    return new CheckResult(
        FRESH,
        findings.isEmpty() ? Outcome.PASS : Outcome.FINDINGS,
        "",
        tags.keys(),
        blocks,
        0,
        findings.size() - blocks,
        findings,
        Duration.ZERO);
  }

  private static CheckResult result(CheckDescription check, List<ProofRecord> records) {
    List<Finding> failed = new ArrayList<>();
    for (ProofRecord record : records) {
      if (record.outcome() == ProofRecord.Outcome.FAILED) {
        failed.add(
            finding(
                check,
                Severity.BLOCK,
                Map.of("token", record.tokenLabel(), "key", record.key()),
                record.text()));
      }
    }
    String open =
        records.stream()
            .filter(r -> r.outcome() == ProofRecord.Outcome.UNDECIDED)
            .map(ProofRecord::text)
            .distinct()
            .collect(Collectors.joining("; "));
    if (records.isEmpty()) {
      open = "there was nothing to prove: no key or no token";
    }
    long judged =
        records.stream().filter(r -> r.outcome() != ProofRecord.Outcome.UNDECIDED).count();
    Outcome outcome =
        !open.isEmpty() ? Outcome.UNDECIDED : failed.isEmpty() ? Outcome.PASS : Outcome.FINDINGS;
    return new CheckResult(
        check, outcome, open, judged, failed.size(), 0, 0, failed, Duration.ZERO);
  }
}
