package io.zonegate.hsm.generate;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.proof.ProofResult;
import io.zonegate.hsm.proof.TokenProof;
import io.zonegate.hsm.token.CkaId;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.KeyTemplate;
import io.zonegate.hsm.token.SoftwareKeyPair;
import io.zonegate.hsm.token.Token;
import io.zonegate.hsm.token.TokenSession;
import io.zonegate.hsm.token.Tokens;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes one key pair a role and puts the same pair on every token, then proves it on every token.
 * Never one pair a token: that was the .de fault of 5 May 2026.
 *
 * <p><b>One token:</b> the pair is made inside it and can never leave it.
 *
 * <p><b>Several SoftHSM2 tokens:</b> the pair is made in this process by Bouncy Castle and stored
 * on each of them as sensitive and not extractable. It is in memory for as long as that takes and
 * never on disk. Wrapping would keep it inside the library, but SoftHSM2 2.6.1 answers
 * CKR_KEY_NOT_WRAPPABLE for Ed25519 and Ed448 (P-256, P-384 and RSA can be wrapped), and one way
 * that works for every algorithm is simpler than two. SoftHSM2 keeps its keys in files of this
 * machine, so nothing is lost by it.
 *
 * <p><b>Several tokens of anything else</b> are refused: an HSM's key must not pass through this
 * process, and each family has its own way of copying keys between its members. Name one token in
 * hsm.toml, generate, copy with the vendor's tool, name all tokens, and run the proof.
 */
public final class KeyGeneration {

  /**
   * A tag collides with a chance of 2^-16 per key held; ten misses in a row mean a broken random
   * source.
   */
  private static final int TRIES_FOR_FRESH_TAG = 10;

  private final Tokens tokens;
  private final SecureRandom random;

  /** In messages: the id that the catalogue of checks gives the demand for a fresh tag. */
  private static final String TAG_FRESH = "TOKEN-TAG-FRESH";

  /** Generation on these tokens; all of them must be reachable. */
  public KeyGeneration(Tokens tokens, SecureRandom random) {
    this.tokens = tokens;
    this.random = random;
  }

  /**
   * Makes the keys, active from the start, with tags that no key of the key set has.
   *
   * @param existing the key set so far
   * @return the key set with the new keys; the caller writes it to its file
   * @throws HsmException when a token fails or the proof does not pass; every object made is
   *     removed again
   */
  public KeySet generate(KeySet existing, List<KeyRequest> requests) {
    return generate(existing, Set.of(), requests);
  }

  /**
   * Makes the keys, active from the start.
   *
   * @param existing the key set so far; new tags differ from all of its tags, revoked forms
   *     included
   * @param used tags of keys that are gone, which no new key may have again
   * @return the key set with the new keys; the caller writes it to its file
   * @throws HsmException when a token fails or the proof does not pass; every object made is
   *     removed again
   */
  public KeySet generate(KeySet existing, Set<Integer> used, List<KeyRequest> requests) {
    List<Token> all = tokens.all();
    for (KeyRequest request : requests) {
      List<Token> holders = holders(request);
      if (holders.size() > 1) {
        holders.forEach(KeyGeneration::requireSoftHsm);
      }
    }
    List<ZoneKey> made = new ArrayList<>();
    try {
      for (KeyRequest request : requests) {
        made.add(make(holders(request), existing.with(made), used, request));
      }
      KeySet fresh = new KeySet(existing.zone(), made);
      ProofResult proof = TokenProof.prove(tokens, fresh, random);
      if (!proof.allPassed()) {
        throw new HsmException(
            all.get(0).label(),
            "new keys",
            "the proof after placing them did not pass: " + proof.firstNotPassed().text(),
            "The new keys were removed; mend the token and generate again.");
      }
    } catch (HsmException e) {
      made.forEach(key -> remove(all, key.id(), e));
      throw e;
    }
    return existing.with(made);
  }

  private List<Token> holders(KeyRequest request) {
    List<Token> holders = tokens.holding(request.role().name(), request.group());
    if (holders.isEmpty()) {
      throw new HsmException(
          "(none)",
          "new " + request.role(),
          "no token of group \"" + request.group() + "\" holds keys of this role",
          "Name a group that hsm.toml gives to a token of this role.");
    }
    return holders;
  }

  private static void requireSoftHsm(Token token) {
    if (!token.isSoftHsm()) {
      throw new HsmException(
          token.label(),
          "",
          "keys are not copied between tokens of \"" + token.manufacturer() + "\" by this program",
          "Name one token in hsm.toml, generate, copy the keys with the vendor's tool (see the example file of"
              + " its family), name all tokens again and run \"keys prove\".");
    }
  }

  /** Takes keys off all tokens again, because of an error to which failures are added. */
  public void remove(List<ZoneKey> keys, Exception because) {
    keys.forEach(key -> remove(tokens.all(), key.id(), because));
  }

  private ZoneKey make(List<Token> all, KeySet existing, Set<Integer> used, KeyRequest request) {
    Set<Integer> taken = new HashSet<>(used);
    existing.keys().forEach(key -> taken.add(key.keyTag()));
    existing.keys().forEach(key -> taken.add(key.dnskey().revokedKeyTag()));
    for (int i = 0; i < TRIES_FOR_FRESH_TAG; i++) {
      KeyTemplate template = request.template(existing.zone(), CkaId.random(random));
      byte[] field = place(all, template);
      DnskeyRdata dnskey = DnskeyRdata.of(request.role().flags(), request.algorithm(), field);
      if (!taken.contains(dnskey.keyTag()) && !taken.contains(dnskey.revokedKeyTag())) {
        return new ZoneKey(
            request.role(), dnskey, template.id(), template.label(), request.group(), true);
      }
      all.forEach(token -> destroy(token, template.id()));
    }
    throw new HsmException(
        all.get(0).label(),
        "new " + request.role(),
        TRIES_FOR_FRESH_TAG
            + " new keys in a row had a key tag that the zone has or once had ("
            + taken.size()
            + " of 65536 are taken) ["
            + TAG_FRESH
            + "]",
        "Nothing was left on the tokens. Check the random source of the token or of this machine.");
  }

  private byte[] place(List<Token> all, KeyTemplate template) {
    if (all.size() == 1) {
      try (TokenSession session = all.get(0).openForWriting()) {
        return session.generate(template);
      }
    }
    try (SoftwareKeyPair pair =
        SoftwareKeyPair.generate(template.algorithm(), template.rsaBits(), random)) {
      for (Token token : all) {
        try (TokenSession session = token.openForWriting()) {
          session.place(template, pair);
        }
      }
      return pair.publicKeyField();
    } catch (HsmException e) {
      remove(all, template.id(), e);
      throw e;
    }
  }

  private static void destroy(Token token, CkaId id) {
    try (TokenSession session = token.openForWriting()) {
      session.destroy(id);
    }
  }

  private static void remove(List<Token> all, CkaId id, Exception because) {
    for (Token token : all) {
      try {
        destroy(token, id);
      } catch (HsmException e) {
        // The first error is the one to act on; this one says that something was left behind.
        because.addSuppressed(e);
      }
    }
  }
}
