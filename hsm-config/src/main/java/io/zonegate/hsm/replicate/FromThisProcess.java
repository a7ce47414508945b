package io.zonegate.hsm.replicate;

import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.KeyTemplate;
import io.zonegate.hsm.token.SoftwareKeyPair;
import io.zonegate.hsm.token.Token;
import io.zonegate.hsm.token.TokenSession;
import java.security.SecureRandom;
import java.util.List;

/**
 * The pair is made in this process by Bouncy Castle and stored on each token. It is in memory for
 * as long as that takes and never on disk. For SoftHSM2 only, which keeps its keys in files of this
 * machine, so that nothing is lost by it; an HSM's key must not pass through this process.
 */
final class FromThisProcess implements Placement {
  private final SecureRandom random;

  FromThisProcess(SecureRandom random) {
    this.random = random;
  }

  @Override
  public void demand(List<Token> tokens) {
    for (Token token : tokens) {
      if (!token.isSoftHsm()) {
        throw new HsmException(
            token.label(),
            "",
            "hsm.toml does not say how a key gets from one token of \""
                + token.manufacturer()
                + "\" to the others",
            "Say it with wrap-key or command in [replication]. Or name one token in hsm.toml, generate,"
                + " copy the keys with the vendor's tool (see the example file of its family), name all"
                + " tokens again and run \"keys prove\".");
      }
    }
  }

  @Override
  public byte[] place(List<Token> tokens, KeyTemplate template) {
    try (SoftwareKeyPair pair =
        SoftwareKeyPair.generate(template.algorithm(), template.rsaBits(), random)) {
      for (Token token : tokens) {
        try (TokenSession session = token.openForWriting()) {
          session.place(template, pair);
        }
      }
      return pair.publicKeyField();
    }
  }
}
