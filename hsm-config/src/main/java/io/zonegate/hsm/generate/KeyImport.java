package io.zonegate.hsm.generate;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.token.CkaId;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.KeyTemplate;
import io.zonegate.hsm.token.SoftwareKeyPair;
import io.zonegate.hsm.token.Token;
import io.zonegate.hsm.token.TokenSession;
import io.zonegate.hsm.token.Tokens;
import java.security.SecureRandom;
import java.util.List;

/**
 * Puts a key that was made elsewhere on the tokens that are to hold it, and takes it off again to a
 * file. For test set-ups: on any library but SoftHSM it is refused.
 */
public final class KeyImport {
  private final Tokens tokens;
  private final SecureRandom random;

  /** On these tokens; all of them must be reachable. */
  public KeyImport(Tokens tokens, SecureRandom random) {
    this.tokens = tokens;
    this.random = random;
  }

  /** The key as it will be in the key set, with a locator that no token knows yet. */
  public ZoneKey key(KeySet existing, KeyRequest request, SoftwareKeyPair pair) {
    KeyTemplate template = request.template(existing.zone(), CkaId.random(random));
    DnskeyRdata dnskey =
        DnskeyRdata.of(request.role().flags(), request.algorithm(), pair.publicKeyField());
    return new ZoneKey(
        request.role(), dnskey, template.id(), template.label(), request.group(), true);
  }

  /**
   * Stores the key and proves it on every token that is to hold it.
   *
   * @param key what {@link #key} made of the same request and pair
   * @throws HsmException when a token is not SoftHSM's, fails, or the proof does not pass; what was
   *     stored is removed again
   */
  public void place(KeySet existing, KeyRequest request, ZoneKey key, SoftwareKeyPair pair) {
    KeyGeneration generation = new KeyGeneration(tokens, random);
    List<Token> holders = generation.holders(request);
    holders.forEach(KeyImport::requireSoftHsm);
    KeyTemplate template = request.template(existing.zone(), key.id());
    try {
      for (Token token : holders) {
        try (TokenSession session = token.openForWriting()) {
          session.place(template, pair);
        }
      }
      generation.demandProof(new KeySet(existing.zone(), List.of(key)));
    } catch (HsmException e) {
      throw KeyGeneration.leftBehind(e, generation.remove(List.of(key)));
    }
  }

  /**
   * Reads a private key from the first token that holds it.
   *
   * @return the pair, whose public key is the DNSKEY's; the caller closes it
   * @throws HsmException when a token is not SoftHSM's, or does not show the key
   */
  public SoftwareKeyPair read(ZoneKey key) {
    List<Token> holders = tokens.holding(key.role().name(), key.group());
    holders.forEach(KeyImport::requireSoftHsm);
    Token token = holders.get(0);
    DnssecAlgorithm algorithm = key.algorithm();
    SoftwareKeyPair pair = token.with(session -> session.read(key.id(), algorithm));
    if (!DnskeyRdata.of(key.role().flags(), algorithm, pair.publicKeyField())
        .equals(key.dnskey())) {
      pair.close();
      throw new HsmException(
          token.label(), key.toString(), "the token holds another key", "Run \"keys prove\".");
    }
    return pair;
  }

  /** An HSM's key is not in any file, and is never to be. */
  static void requireSoftHsm(Token token) {
    if (!token.isSoftHsm()) {
      throw new HsmException(
          token.label(),
          "",
          "private keys are read and written for test set-ups with SoftHSM2 only; this library is of \""
              + token.manufacturer()
              + "\"",
          "Make the key in the HSM with \"keys generate\", without --extractable.");
    }
  }
}
