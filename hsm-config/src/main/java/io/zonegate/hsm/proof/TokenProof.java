package io.zonegate.hsm.proof;

import io.zonegate.hsm.algorithm.SoftwareVerifier;
import io.zonegate.hsm.config.TokenConfig;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.proof.ProofRecord.Outcome;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.PrivateKeyHandle;
import io.zonegate.hsm.token.PublicKeyValue;
import io.zonegate.hsm.token.Token;
import io.zonegate.hsm.token.TokenSession;
import io.zonegate.hsm.token.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Proves that every token holds the keys of the key set, the published-only ones included. Three
 * checks for every key on every token; all are made, none stops the others:
 *
 * <ul>
 *   <li>TOKEN-ONE-OBJECT: the CKA_ID finds exactly one private key;
 *   <li>TOKEN-SAME-KEY: each public key that the token tells for the CKA_ID equals the DNSKEY's;
 *   <li>TOKEN-PROOF: every private key that the CKA_ID finds signs a fresh random probe, and the
 *       signature verifies in software with the DNSKEY. This is the only one that a token cannot
 *       answer rightly without the private key.
 * </ul>
 *
 * <p>A token that cannot be reached leaves its checks undecided.
 */
public final class TokenProof {

  /** The locator finds one object. */
  public static final String ONE_OBJECT = "TOKEN-ONE-OBJECT";

  /** The public key is the DNSKEY's. */
  public static final String SAME_KEY = "TOKEN-SAME-KEY";

  /** The private key is the DNSKEY's. */
  public static final String PROOF = "TOKEN-PROOF";

  /**
   * Begins every probe, so that a probe's signature can never stand in an RRSIG: read as RRSIG
   * RDATA these octets name an algorithm ("n", 110) that does not exist.
   */
  private static final byte[] PROBE_PREFIX =
      "zonegate token proof ".getBytes(StandardCharsets.US_ASCII);

  /** Stands for the token of a key that no token is to hold. */
  private static final String NO_TOKEN = "(none)";

  private static final int PROBE_RANDOM_OCTETS = 32;

  private final SecureRandom random;
  private final List<ProofRecord> records = new ArrayList<>();
  private int compared;
  private int verified;

  private TokenProof(SecureRandom random) {
    this.random = random;
  }

  /**
   * Makes the proof.
   *
   * @param random source of the probes
   */
  public static ProofResult prove(Tokens tokens, KeySet keySet, SecureRandom random) {
    TokenProof proof = new TokenProof(random);
    keySet.keys().stream()
        .filter(key -> !tokens.config().isOffline(key.role().name()))
        .filter(key -> tokens.config().tokens().stream().noneMatch(key::belongsOn))
        .forEach(proof::nowhere);
    for (HsmException error : tokens.unreachable()) {
      for (ZoneKey key : expected(config(tokens, error.tokenLabel()), keySet)) {
        proof.undecided(error.tokenLabel(), key, error, ONE_OBJECT, SAME_KEY, PROOF);
      }
    }
    for (Token token : tokens.reachable()) {
      for (ZoneKey key : expected(token.config(), keySet)) {
        proof.prove(token, key);
      }
    }
    return new ProofResult(
        proof.records,
        tokens.config().tokens().size(),
        keySet.keys().size(),
        proof.compared,
        proof.verified);
  }

  private static TokenConfig config(Tokens tokens, String label) {
    return tokens.config().tokens().stream()
        .filter(token -> token.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  /** The keys that should be on a token. */
  private static List<ZoneKey> expected(TokenConfig token, KeySet keySet) {
    return keySet.keys().stream().filter(key -> key.belongsOn(token)).toList();
  }

  /** A key whose group no token has would otherwise be proved by nobody asking for it. */
  private void nowhere(ZoneKey key) {
    String text =
        "No token of hsm.toml is of group \""
            + key.group()
            + "\" and holds keys of the role "
            + key.role()
            + ", so "
            + key
            + " is on none; correct \"group\" in hsm.toml or in the key set";
    records.add(
        new ProofRecord(
            ONE_OBJECT, ProofRecord.BLOCK, NO_TOKEN, key.toString(), Outcome.FAILED, text));
  }

  /** Makes the three checks of one key on one token. */
  public static List<ProofRecord> prove(Token token, ZoneKey key, SecureRandom random) {
    TokenProof proof = new TokenProof(random);
    proof.prove(token, key);
    return List.copyOf(proof.records);
  }

  private void prove(Token token, ZoneKey key) {
    attempt(token, key, ONE_OBJECT, session -> oneObject(token, session, key));
    attempt(token, key, SAME_KEY, session -> sameKey(token, session, key));
    attempt(token, key, PROOF, session -> probe(token, session, key));
  }

  /** One check in a session. */
  private interface Check {
    void run(TokenSession session);
  }

  private void attempt(Token token, ZoneKey key, String checkId, Check check) {
    int before = records.size();
    try {
      token.with(
          session -> {
            check.run(session);
            return true;
          });
    } catch (HsmException e) {
      if (records.size() == before) {
        undecided(token.label(), key, e, checkId);
      }
    }
  }

  private void oneObject(Token token, TokenSession session, ZoneKey key) {
    int found = session.findPrivate(key.id()).size();
    String text =
        "Token " + token.config() + " has " + found + " private keys with CKA_ID " + key.id();
    add(
        ONE_OBJECT,
        token,
        key,
        found == 1 ? Outcome.PASSED : Outcome.FAILED,
        text + "; exactly one is needed");
  }

  private void sameKey(Token token, TokenSession session, ZoneKey key) {
    String wanted = HexFormat.of().formatHex(key.dnskey().publicKey());
    List<PublicKeyValue> values = session.publicKeys(key.id(), key.algorithm());
    compared += values.size();
    for (PublicKeyValue value : values) {
      if (!value.field().equals(wanted)) {
        String text =
            "Token "
                + token.config()
                + ", "
                + value.source()
                + " with CKA_ID "
                + key.id()
                + ": its public key is not that of "
                + key
                + "; it begins "
                + value.field().substring(0, 16)
                + ", the DNSKEY's "
                + wanted.substring(0, 16);
        add(SAME_KEY, token, key, Outcome.FAILED, text);
        return;
      }
    }
    if (values.isEmpty()) {
      String text =
          "Token "
              + token.config()
              + " tells no public key for CKA_ID "
              + key.id()
              + "; nothing to compare";
      add(SAME_KEY, token, key, Outcome.UNDECIDED, text);
      return;
    }
    String text =
        "Token "
            + token.config()
            + ": "
            + values.size()
            + " public key values equal the DNSKEY, key tag recomputed as "
            + key.keyTag();
    add(SAME_KEY, token, key, Outcome.PASSED, text);
  }

  private void probe(Token token, TokenSession session, ZoneKey key) {
    List<PrivateKeyHandle> found = session.findPrivate(key.id());
    SoftwareVerifier verifier = new SoftwareVerifier(key.dnskey());
    int good = 0;
    for (PrivateKeyHandle handle : found) {
      byte[] probe = Arrays.copyOf(PROBE_PREFIX, PROBE_PREFIX.length + PROBE_RANDOM_OCTETS);
      byte[] fresh = new byte[PROBE_RANDOM_OCTETS];
      random.nextBytes(fresh);
      System.arraycopy(fresh, 0, probe, PROBE_PREFIX.length, fresh.length);
      byte[] raw = session.sign(handle, key.algorithm(), probe);
      good += verifies(verifier, key, probe, raw) ? 1 : 0;
    }
    verified += good;
    boolean passed = !found.isEmpty() && good == found.size();
    String text =
        "Token "
            + token.config()
            + ": "
            + good
            + " of "
            + found.size()
            + " probes signed with CKA_ID "
            + key.id()
            + " verify with the DNSKEY of "
            + key;
    add(PROOF, token, key, passed ? Outcome.PASSED : Outcome.FAILED, text);
  }

  private static boolean verifies(
      SoftwareVerifier verifier, ZoneKey key, byte[] probe, byte[] raw) {
    try {
      return verifier.verify(
          probe, key.algorithm().signatureForm(raw, key.dnskey().signatureLength()));
    } catch (IllegalArgumentException e) {
      // A signature of another length is one of another key.
      return false;
    }
  }

  private void add(String checkId, Token token, ZoneKey key, Outcome outcome, String text) {
    records.add(
        new ProofRecord(checkId, ProofRecord.BLOCK, token.label(), key.toString(), outcome, text));
  }

  private void undecided(String tokenLabel, ZoneKey key, HsmException error, String... checkIds) {
    for (String checkId : checkIds) {
      records.add(
          new ProofRecord(
              checkId,
              ProofRecord.BLOCK,
              tokenLabel,
              key.toString(),
              Outcome.UNDECIDED,
              error.getMessage(),
              Optional.of(error)));
    }
  }
}
