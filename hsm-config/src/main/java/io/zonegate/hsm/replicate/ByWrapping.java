package io.zonegate.hsm.replicate;

import io.zonegate.hsm.config.TokenConfig;
import io.zonegate.hsm.token.CkaId;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.KeySecrecy;
import io.zonegate.hsm.token.KeyTemplate;
import io.zonegate.hsm.token.Token;
import io.zonegate.hsm.token.TokenInquiry;
import io.zonegate.hsm.token.TokenSession;
import io.zonegate.hsm.token.WrapMechanism;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The pair is made inside the first token, wrapped there under an AES key that all tokens hold, and
 * unwrapped on the others, where it can never be wrapped again. Only for as long as that takes the
 * key on the first token can be wrapped too.
 */
public final class ByWrapping implements Placement {
  private final String wrapKey;
  private final Consumer<String> news;

  ByWrapping(String wrapKey, Consumer<String> news) {
    this.wrapKey = wrapKey;
    this.news = news;
  }

  @Override
  public void demand(List<Token> tokens) {
    mechanism(tokens);
  }

  /**
   * A mechanism that all these tokens have.
   *
   * @throws HsmException when there is none, for the token that lacks those of the ones before
   */
  public static WrapMechanism mechanism(List<TokenConfig> tokens, String wrapKey) {
    Set<WrapMechanism> common = EnumSet.allOf(WrapMechanism.class);
    for (TokenConfig token : tokens) {
      common.retainAll(new TokenInquiry(token).wrapMechanisms());
      if (common.isEmpty()) {
        throw new HsmException(
            token.label(),
            "wrap-key \"" + wrapKey + "\"",
            "the token has no mechanism to wrap keys with that the tokens before it have too"
                + " (CKM_AES_KEY_WRAP_KWP, CKM_AES_KEY_WRAP_PAD)",
            "Use command in [replication], or the vendor's own way.");
      }
    }
    return common.iterator().next();
  }

  private WrapMechanism mechanism(List<Token> tokens) {
    return mechanism(tokens.stream().map(Token::config).toList(), wrapKey);
  }

  @Override
  public byte[] place(List<Token> tokens, KeyTemplate template) {
    WrapMechanism mechanism = mechanism(tokens);
    Token source = tokens.get(0);
    boolean seal = template.secrecy() == KeySecrecy.SEALED;
    byte[] field =
        InsideOneToken.make(source, seal ? template.with(KeySecrecy.WRAPPABLE) : template);
    byte[] wrapped;
    try (TokenSession session = source.openForWriting()) {
      wrapped = session.wrap(template.id(), wrapKey, mechanism);
    }
    for (Token target : tokens.subList(1, tokens.size())) {
      try (TokenSession session = target.openForWriting()) {
        session.unwrap(template, wrapped, field, wrapKey, mechanism);
      }
    }
    if (seal) {
      seal(source, template.id());
    }
    return field;
  }

  /**
   * A token may refuse: the key is good all the same, and people decide whether they live with it.
   */
  private void seal(Token source, CkaId id) {
    try (TokenSession session = source.openForWriting()) {
      session.forbidExtraction(id);
    } catch (HsmException e) {
      news.accept(
          "NOTE: the key CKA_ID "
              + id
              + " stays extractable on "
              + source
              + ", which does not let that be changed ("
              + e.what()
              + ", "
              + e.ckr()
              + "): whoever may use the wrap-key there can wrap it");
    }
  }
}
