package io.zonegate.hsm.doctor;

import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.config.Replication;
import io.zonegate.hsm.config.TokenConfig;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.replicate.ByWrapping;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.Token;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a new key could get from one token to the others in the way that [replication] says. */
final class Copying {
  private static final String MEANING =
      "\"keys generate\" cannot bring a new key to every token. What is on the tokens still signs.";

  private final Replication said;
  private final List<List<TokenConfig>> groups = new ArrayList<>();
  private final Set<TokenConfig> ready = new HashSet<>();

  Copying(HsmConfig config) {
    said = config.replication();
    for (KeyRole role : KeyRole.values()) {
      for (String group : config.groups(role.name())) {
        List<TokenConfig> tokens =
            config.tokens().stream().filter(t -> t.holds(role.name(), group)).toList();
        if (tokens.size() > 1 && !groups.contains(tokens)) {
          groups.add(tokens);
        }
      }
    }
  }

  /** What can be seen without a token. */
  Optional<Examination> command() {
    if (!(said instanceof Replication.Command command)) {
      return Optional.empty();
    }
    Path program = Path.of(command.command().get(0));
    String thing = "[replication], command " + program;
    return Optional.of(
        Files.isRegularFile(program) && Files.isExecutable(program)
            ? Examination.sound(thing, "is there and executable; it is not run here")
            : new Examination(
                thing,
                false,
                Files.exists(program)
                    ? "is not executable for this account, or no file"
                    : "is not there",
                MEANING,
                List.of(),
                "Correct \"command\" in [replication] of hsm.toml, or put the program there. "
                    + Doctor.AGAIN));
  }

  /** What can be seen with one of the tokens open. */
  Optional<Examination> token(Token token) {
    if (groups.stream().noneMatch(group -> group.contains(token.config()))) {
      return Optional.empty();
    }
    String thing = "token " + token.config() + ", [replication]";
    if (said instanceof Replication.WrapKey wrapKey) {
      try {
        token.with(
            session -> {
              session.requireWrapKey(wrapKey.label());
              return true;
            });
      } catch (HsmException e) {
        return Optional.of(fault(thing, e));
      }
      ready.add(token.config());
      return Optional.of(
          Examination.sound(
              thing, "one AES key \"" + wrapKey.label() + "\", which may wrap and unwrap"));
    }
    if (said instanceof Replication.Unsaid && !token.isSoftHsm()) {
      return Optional.of(
          Examination.note(
              thing,
              "hsm.toml does not say how a new key gets from one token to the others",
              "\"keys generate\" refuses until [replication] says it. Keys that the vendor's tool copied"
                  + " sign all the same."));
    }
    return Optional.empty();
  }

  /** What can be seen when all tokens were looked at. */
  List<Examination> together() {
    List<Examination> found = new ArrayList<>();
    if (said instanceof Replication.WrapKey wrapKey) {
      for (List<TokenConfig> group : groups) {
        if (ready.containsAll(group)) {
          String names = String.join(", ", group.stream().map(TokenConfig::label).toList());
          String thing = "[replication], tokens " + names;
          try {
            found.add(
                Examination.sound(
                    thing,
                    "all of them wrap with CKM_AES_KEY_WRAP_"
                        + ByWrapping.mechanism(group, wrapKey.label())));
          } catch (HsmException e) {
            found.add(fault(thing, e));
          }
        }
      }
    }
    return found;
  }

  private static Examination fault(String thing, HsmException error) {
    return new Examination(
        thing,
        false,
        error.object() + ": " + error.what(),
        MEANING,
        PlainWords.causes(error),
        error.nextStep() + " " + Doctor.AGAIN);
  }
}
