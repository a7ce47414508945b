package io.zonegate.hsm.token;

import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.config.TokenConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * The tokens of an {@code hsm.toml}, opened as far as they can be reached. What cannot be reached
 * is kept with its error, so that a proof can call it undecided.
 */
public final class Tokens implements AutoCloseable {

  private final HsmConfig config;
  private final List<Token> reachable = new ArrayList<>();
  private final List<HsmException> unreachable = new ArrayList<>();

  private Tokens(HsmConfig config) {
    this.config = config;
  }

  /**
   * Opens every token, each with one login and no second try.
   *
   * @param prompt asked where the configuration says {@code prompt = true}
   */
  public static Tokens open(HsmConfig config, PinPrompt prompt) {
    Tokens tokens = new Tokens(config);
    for (TokenConfig token : config.tokens()) {
      try {
        tokens.reachable.add(Token.open(token, config.sessions(token), prompt));
      } catch (HsmException e) {
        tokens.unreachable.add(e);
      }
    }
    return tokens;
  }

  /**
   * Opens one token, with one login and no second try.
   *
   * @throws HsmException when it cannot be reached
   */
  public static Token openOne(TokenConfig token, int sessions, PinPrompt prompt) {
    return Token.open(token, sessions, prompt);
  }

  /** The configuration they were opened from. */
  public HsmConfig config() {
    return config;
  }

  /** The tokens that are open, in the order of the file. */
  public List<Token> reachable() {
    return List.copyOf(reachable);
  }

  /** Why the others are not; each names its token. */
  public List<HsmException> unreachable() {
    return List.copyOf(unreachable);
  }

  /**
   * All tokens of the file.
   *
   * @throws HsmException the first error, with the others suppressed, when any is not reachable
   */
  public List<Token> all() {
    if (!unreachable.isEmpty()) {
      HsmException first = unreachable.get(0);
      unreachable.stream().skip(1).filter(e -> e != first).forEach(first::addSuppressed);
      throw first;
    }
    return reachable();
  }

  /**
   * The tokens that hold keys of this role and group; none where hsm.toml does not know the group,
   * or where keys of the role are offline.
   *
   * @param group the key's token group, or "" for a key of none, which is on the tokens of all
   * @throws HsmException when any token of the file is not reachable
   */
  public List<Token> holding(String role, String group) {
    return all().stream().filter(token -> token.config().holds(role, group)).toList();
  }

  @Override
  public void close() {
    HsmException first = null;
    for (Token token : reachable) {
      try {
        token.close();
      } catch (HsmException e) {
        // The others are closed all the same.
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
