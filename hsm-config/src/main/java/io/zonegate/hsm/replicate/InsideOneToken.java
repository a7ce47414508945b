package io.zonegate.hsm.replicate;

import io.zonegate.hsm.token.KeyTemplate;
import io.zonegate.hsm.token.Token;
import io.zonegate.hsm.token.TokenSession;
import java.util.List;

/** The pair is made inside the one token that is to hold it. */
public final class InsideOneToken implements Placement {

  @Override
  public void demand(List<Token> tokens) {
    if (tokens.size() != 1) {
      throw new IllegalArgumentException("one token is needed, not " + tokens.size());
    }
  }

  @Override
  public byte[] place(List<Token> tokens, KeyTemplate template) {
    return make(tokens.get(0), template);
  }

  static byte[] make(Token token, KeyTemplate template) {
    try (TokenSession session = token.openForWriting()) {
      return session.generate(template);
    }
  }
}
