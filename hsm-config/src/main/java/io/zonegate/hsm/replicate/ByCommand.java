package io.zonegate.hsm.replicate;

import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.config.PinSource;
import io.zonegate.hsm.config.Replication;
import io.zonegate.hsm.config.TokenConfig;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.KeyTemplate;
import io.zonegate.hsm.token.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The pair is made inside the first token, and the operator's command copies it to each of the
 * others as the family does it. The command is told in the environment what and whereto, never a
 * PIN.
 */
final class ByCommand implements Placement {
  private final Replication.Command said;
  private final CommandRunner runner;
  private final Consumer<String> news;
  private final Set<String> withPins = new TreeSet<>();

  ByCommand(
      HsmConfig config, Replication.Command said, CommandRunner runner, Consumer<String> news) {
    this.said = said;
    this.runner = runner;
    this.news = news;
    for (TokenConfig token : config.tokens()) {
      if (token.pin() instanceof PinSource.InEnvironment pin) {
        withPins.add(pin.variable());
      }
    }
  }

  @Override
  public void demand(List<Token> tokens) {
    Path program = Path.of(said.command().get(0));
    if (!Files.isExecutable(program)) {
      throw new HsmException(
          tokens.get(0).label(),
          "replication command " + program,
          "is not there, or not executable for this account",
          "Correct \"command\" in [replication] of hsm.toml.");
    }
  }

  @Override
  public byte[] place(List<Token> tokens, KeyTemplate template) {
    Token source = tokens.get(0);
    byte[] field = InsideOneToken.make(source, template);
    for (Token target : tokens.subList(1, tokens.size())) {
      copy(source.config(), target.config(), template);
    }
    return field;
  }

  private void copy(TokenConfig source, TokenConfig target, KeyTemplate template) {
    String program = said.command().get(0);
    CommandRunner.Outcome outcome;
    try {
      outcome =
          runner.run(said.command(), environment(source, target, template), withPins, said.limit());
    } catch (IOException e) {
      throw failed(target, "cannot be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(target, "was interrupted", e);
    }
    outcome.lines().forEach(line -> news.accept(program + ": " + line));
    if (outcome.exit().isEmpty()) {
      throw failed(
          target, "did not end within " + said.limit().toSeconds() + " s and was ended", null);
    }
    if (outcome.exit().get() != 0) {
      throw failed(target, "ended with exit code " + outcome.exit().get(), null);
    }
    news.accept("copied CKA_ID " + template.id() + " from " + source + " to " + target);
  }

  private static Map<String, String> environment(
      TokenConfig source, TokenConfig target, KeyTemplate template) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("ZONEGATE_CKA_ID", template.id().hex());
    variables.put("ZONEGATE_KEY_LABEL", template.label());
    variables.put("ZONEGATE_ALGORITHM", Integer.toString(template.algorithm().number()));
    variables.put("ZONEGATE_SOURCE_TOKEN", source.label());
    variables.put("ZONEGATE_SOURCE_MODULE", source.module().toString());
    variables.put("ZONEGATE_TARGET_TOKEN", target.label());
    variables.put("ZONEGATE_TARGET_MODULE", target.module().toString());
    return variables;
  }

  private HsmException failed(TokenConfig target, String what, Exception cause) {
    return new HsmException(
        target.label(),
        "replication command " + said.command().get(0),
        what,
        HsmException.NO_CKR,
        "See what it said. Mend it and generate again; a backup that it may have made elsewhere is to be"
            + " removed by hand.",
        cause);
  }
}
