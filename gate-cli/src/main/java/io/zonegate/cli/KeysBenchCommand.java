package io.zonegate.cli;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.bench.SignatureRate;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.proof.ProofResult;
import io.zonegate.hsm.proof.TokenProof;
import io.zonegate.hsm.token.Token;
import io.zonegate.hsm.token.Tokens;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.cli.Options;

/** {@code zonegate keys bench}. */
final class KeysBenchCommand extends Command {
  private static final int DEFAULT_RUNS = 5;
  private static final int MOST_RUNS = 99;
  private static final int DEFAULT_MILLIS = 400;

  KeysBenchCommand() {
    super(
        "keys bench", "Measure signatures a second on every token, by algorithm and sessions", "");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(SharedOptions.hsm());
    options.addOption(
        SharedOptions.argument(
            "runs", "N", "runs, of which the median is shown; default " + DEFAULT_RUNS));
    options.addOption(
        SharedOptions.argument(
            "millis", "N", "length of a run, 10 to 60000; default " + DEFAULT_MILLIS));
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    Integer runs = invocation.number("runs", 1, MOST_RUNS);
    Integer millis = invocation.number("millis", 10, 60_000);
    HsmConfig config = HsmOptions.config(invocation);
    KeySet keys = HsmOptions.keys(config);
    return HsmOptions.withTokens(
        config,
        tokens -> {
          demandProof(tokens, keys);
          Duration run = Duration.ofMillis(millis == null ? DEFAULT_MILLIS : millis);
          bench(invocation.console().out(), tokens, keys, run, runs == null ? DEFAULT_RUNS : runs);
          return ExitCode.PASS;
        });
  }

  /** A figure of a wrong key, or of one token fewer, would be believed. */
  private static void demandProof(Tokens tokens, KeySet keys) throws CommandException {
    ProofResult proof = TokenProof.prove(tokens, keys, new SecureRandom());
    if (!proof.allPassed()) {
      throw new CommandException(
          ExitCode.UNDECIDED,
          "nothing was measured: "
              + (proof.records().isEmpty()
                  ? "the key set has no keys"
                  : proof.firstNotPassed().text())
              + "; zonegate keys doctor says more");
    }
  }

  private static void bench(PrintStream out, Tokens tokens, KeySet keys, Duration run, int runs) {
    out.printf(
        Locale.ROOT,
        "signatures a second, bare C_Sign without verification: median of %d runs of %d ms, after one"
            + " that does not count%n",
        runs,
        run.toMillis());
    for (Token token : tokens.all()) {
      List<Integer> counts = SignatureRate.sessionCounts(token.openAllSessions());
      out.println(token + ": " + token.manufacturer() + remark(token));
      StringBuilder head = new StringBuilder("  %-18s".formatted("sessions"));
      counts.forEach(n -> head.append("%10d".formatted(n)));
      out.println(head);
      for (ZoneKey key : onePerAlgorithm(token, keys)) {
        String name = key.algorithm().number() + " " + key.algorithm() + size(key);
        StringBuilder line = new StringBuilder("  %-18s".formatted(name));
        SignatureRate rate = new SignatureRate(token, key);
        counts.forEach(
            n -> line.append(String.format(Locale.ROOT, "%,10.0f", rate.median(n, run, runs))));
        out.println(line);
      }
    }
  }

  private static String size(ZoneKey key) {
    return key.algorithm().family() == DnssecAlgorithm.Family.RSA
        ? "/" + key.dnskey().keyBits()
        : "";
  }

  private static Collection<ZoneKey> onePerAlgorithm(Token token, KeySet keys) {
    Map<String, ZoneKey> chosen = new TreeMap<>();
    keys.keys().stream()
        .filter(k -> k.belongsOn(token.config()))
        .forEach(
            k ->
                chosen.putIfAbsent(
                    "%03d/%05d".formatted(k.algorithm().number(), k.dnskey().keyBits()), k));
    return chosen.values();
  }

  private static String remark(Token token) {
    return token.isSoftHsm()
        ? " (SoftHSM2 computes on this machine's "
            + Runtime.getRuntime().availableProcessors()
            + " processors: these figures are the machine's, not an HSM's)"
        : "";
  }
}
