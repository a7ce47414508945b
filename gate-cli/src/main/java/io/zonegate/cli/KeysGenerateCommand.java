package io.zonegate.cli;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.generate.KeyGeneration;
import io.zonegate.hsm.generate.KeyRequest;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.register.KeyEvent.Kind;
import io.zonegate.hsm.register.RegisterTurn;
import io.zonegate.hsm.register.TagFreshness;
import io.zonegate.hsm.replicate.CommandRunner;
import io.zonegate.hsm.replicate.Placements;
import io.zonegate.hsm.token.KeySecrecy;
import io.zonegate.policy.Policy;
import io.zonegate.process.Execution;
import io.zonegate.tokens.TokenChecks;
import io.zonegate.verifier.verdict.Verdict;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Options;
import org.xbill.DNS.Name;

/** {@code zonegate keys generate}. */
final class KeysGenerateCommand extends Command {
  private static final int DEFAULT_ALGORITHM = 13;
  private static final String REPORT = "keys-generate";

  KeysGenerateCommand() {
    super(
        "keys generate", "Make keys once, put them on every token, prove that they are there", "");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(SharedOptions.hsm());
    options.addOption(NewKeys.zoneOption());
    options.addOption(
        SharedOptions.argument("role", "KSK,ZSK", "roles to make a key for; default both"));
    options.addOption(
        SharedOptions.argument(
            "group", "NAME", "token group to make the keys for; default one key for each group"));
    options.addOption(
        SharedOptions.argument(
            "algorithm", "N", "8, 10, 13, 14, 15 or 16; default " + DEFAULT_ALGORITHM));
    options.addOption(KeyBooks.by());
    options.addOption(
        SharedOptions.argument("bits", "N", "RSA modulus, 2048 to 4096; default 2048"));
    options.addOption(NewKeys.extractable());
    SharedOptions.reports(options);
    return options;
  }

  @Override
  boolean writesJson() {
    return true;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    Name zone = NewKeys.zone(invocation, "keys generate");
    List<KeyRequest> wanted = requests(invocation);
    HsmConfig config = HsmOptions.config(invocation);
    EarlierReports.discard(invocation, REPORT, config.keys(), config.register());
    Policy policy = invocation.policy();
    Reports reports = new Reports(invocation, policy, policy.effective());
    Verdict verdict;
    try {
      verdict = generate(invocation, config, zone, wanted);
    } catch (CommandException e) {
      throw reports.ended(e, zone.toString(), HsmOptions.file(invocation), REPORT);
    }
    if (invocation.json()) {
      reports.write(verdict, REPORT);
    } else {
      reports.rewrite(verdict, REPORT);
    }
    return ExitCode.of(verdict.decision());
  }

  private static Verdict generate(
      Invocation invocation, HsmConfig config, Name zone, List<KeyRequest> wanted)
      throws CommandException {
    List<KeyRequest> requests = new ArrayList<>();
    for (KeyRequest request : wanted) {
      NewKeys.groups(invocation.value("group"), config, request.role())
          .forEach(group -> requests.add(request.on(group)));
    }
    return KeyBooks.withRegister(
        config, register -> generate(invocation, config, register, zone, requests));
  }

  private static Verdict generate(
      Invocation invocation,
      HsmConfig config,
      RegisterTurn register,
      Name zone,
      List<KeyRequest> requests)
      throws CommandException {
    KeySet existing = NewKeys.existing(config, zone);
    SecureRandom random = new SecureRandom();
    CommandRunner runner = runner(config);
    long start = System.nanoTime();
    return HsmOptions.withTokens(
        config,
        tokens -> {
          KeyGeneration generation =
              new KeyGeneration(
                  tokens,
                  Placements.of(config, random, runner, NewKeys.news(invocation)::println),
                  random);
          KeySet made =
              generation.generate(existing, register.content().tags(existing.zone()), requests);
          NewKeys.keep(
              invocation,
              config,
              register,
              tokens,
              generation,
              Kind.CREATED,
              existing,
              made.keys().subList(existing.keys().size(), made.keys().size()));
          return TokenChecks.verdict(
              generation.proof().orElseThrow(),
              TagFreshness.of(register.content(), made),
              zone.toString(),
              HsmOptions.file(invocation).toString(),
              invocation.started(),
              Duration.ofNanos(System.nanoTime() - start));
        });
  }

  /** The operator's command runs in the folder of the key set. */
  static CommandRunner runner(HsmConfig config) {
    return (command, environment, withheld, limit) -> {
      Execution run =
          Execution.run(
              command,
              config.keys().getParent(),
              variables -> {
                variables.keySet().removeAll(withheld);
                variables.putAll(environment);
              },
              System.nanoTime() + limit.toNanos());
      return new CommandRunner.Outcome(run.exit(), run.lines());
    };
  }

  private static List<KeyRequest> requests(Invocation invocation) throws CommandException {
    DnssecAlgorithm algorithm =
        NewKeys.algorithm(invocation).orElse(DnssecAlgorithm.ofNumber(DEFAULT_ALGORITHM));
    Integer bits = invocation.number("bits", 2048, 4096);
    if (bits != null && algorithm.family() != DnssecAlgorithm.Family.RSA) {
      throw CommandException.usage(
          "--bits: keys of algorithm "
              + algorithm.number()
              + " have one size; leave it out, or give --algorithm 8 or 10");
    }
    List<String> roles =
        invocation.list("role").isEmpty() ? List.of("KSK", "ZSK") : invocation.list("role");
    List<KeyRequest> requests = new ArrayList<>();
    for (String word : roles) {
      KeyRequest request = KeyRequest.of(NewKeys.role(word), algorithm);
      request = bits == null ? request : request.withBits(bits);
      requests.add(invocation.has("extractable") ? request.with(KeySecrecy.READABLE) : request);
    }
    return requests;
  }
}
