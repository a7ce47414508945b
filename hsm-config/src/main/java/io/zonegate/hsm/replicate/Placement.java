package io.zonegate.hsm.replicate;

import io.zonegate.hsm.token.KeyTemplate;
import io.zonegate.hsm.token.Token;
import java.util.List;

/** A way to make one key pair and put the same pair on several tokens. It is not proved here. */
public interface Placement {

  /**
   * Looks whether it can be done, before anything is made.
   *
   * @throws io.zonegate.hsm.token.HsmException when it cannot
   */
  void demand(List<Token> tokens);

  /**
   * Makes the pair and places it.
   *
   * @param tokens at least one
   * @return the DNSKEY public key field
   * @throws io.zonegate.hsm.token.HsmException when a token or the way itself fails; what was made
   *     before that is on the tokens then
   */
  byte[] place(List<Token> tokens, KeyTemplate template);
}
