package io.zonegate.hsm.generate;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.proof.ProofResult;
import io.zonegate.hsm.proof.TokenProof;
import io.zonegate.hsm.register.TagFreshness;
import io.zonegate.hsm.replicate.CommandRunner;
import io.zonegate.hsm.replicate.InsideOneToken;
import io.zonegate.hsm.replicate.Placement;
import io.zonegate.hsm.replicate.Placements;
import io.zonegate.hsm.token.CkaId;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.KeySecrecy;
import io.zonegate.hsm.token.KeyTemplate;
import io.zonegate.hsm.token.Token;
import io.zonegate.hsm.token.TokenSession;
import io.zonegate.hsm.token.Tokens;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes one key pair for each request and puts the same pair on every token that is to hold it,
 * then proves it on every one. Never one pair a token: that was the .de fault of 5 May 2026. On one
 * token the pair is made inside; how it gets to several is a {@link Placement}, as hsm.toml says.
 */
public final class KeyGeneration {

  /**
   * A tag collides with a chance of 2^-16 per key held; ten misses in a row mean a broken random
   * source.
   */
  private static final int TRIES_FOR_FRESH_TAG = 10;

  private final Tokens tokens;
  private final Placement severalTokens;
  private final SecureRandom random;
  private final Consumer<CkaId> announced;

  /** Null until keys were placed. */
  private ProofResult proof;

  /** Generation on these tokens, where hsm.toml names no replication command. */
  public KeyGeneration(Tokens tokens, SecureRandom random) {
    this(tokens, Placements.of(tokens.config(), random, CommandRunner.none(), news -> {}), random);
  }

  /**
   * Generation on these tokens; all of them must be reachable.
   *
   * @param severalTokens how a pair gets onto more than one
   */
  public KeyGeneration(Tokens tokens, Placement severalTokens, SecureRandom random) {
    this(tokens, severalTokens, random, id -> {});
  }

  /**
   * The same with a witness.
   *
   * @param announced is told of each locator before anything is made under it; who writes it down
   *     can {@link #clear} what a generation that was killed has left
   */
  public KeyGeneration(
      Tokens tokens, Placement severalTokens, SecureRandom random, Consumer<CkaId> announced) {
    this.tokens = tokens;
    this.severalTokens = severalTokens;
    this.random = random;
    this.announced = announced;
  }

  private Placement placement(List<Token> holders) {
    return holders.size() == 1 ? new InsideOneToken() : severalTokens;
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
    for (KeyRequest request : requests) {
      List<Token> holders = holders(request);
      placement(holders).demand(holders);
      if (request.secrecy() == KeySecrecy.READABLE) {
        holders.forEach(KeyImport::requireSoftHsm);
      }
    }
    List<ZoneKey> made = new ArrayList<>();
    try {
      for (KeyRequest request : requests) {
        made.add(make(holders(request), existing.with(made), used, request));
      }
      demandProof(new KeySet(existing.zone(), made));
    } catch (HsmException e) {
      throw leftBehind(e, remove(made));
    }
    return existing.with(made);
  }

  /** The proof of the keys that were made; empty before that. */
  public Optional<ProofResult> proof() {
    return Optional.ofNullable(proof);
  }

  /** Proves keys that were just placed. */
  void demandProof(KeySet fresh) {
    proof = TokenProof.prove(tokens, fresh, random);
    if (!proof.allPassed()) {
      throw new HsmException(
          proof.firstNotPassed().tokenLabel(),
          "new keys",
          "the proof after placing them did not pass: " + proof.firstNotPassed().text(),
          "Mend the token, or the way in which keys get to it, and start again.");
    }
  }

  List<Token> holders(KeyRequest request) {
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

  /** Takes keys off all tokens again; tells what could not be removed, one sentence each. */
  public List<String> remove(List<ZoneKey> keys) {
    List<String> left = new ArrayList<>();
    for (ZoneKey key : keys) {
      left.addAll(remove(tokens.all(), key.id()));
    }
    return left;
  }

  /**
   * Takes off all tokens what is under a locator that was announced and never became a key.
   *
   * @return how many objects there were
   * @throws HsmException when a token is away or fails
   */
  public int clear(CkaId id) {
    int objects = 0;
    for (Token token : tokens.all()) {
      objects += destroy(token, id);
    }
    return objects;
  }

  static HsmException leftBehind(HsmException error, List<String> left) {
    return left.isEmpty() ? error : error.with(String.join(" ", left));
  }

  private ZoneKey make(List<Token> all, KeySet existing, Set<Integer> used, KeyRequest request) {
    Set<Integer> taken = new HashSet<>(used);
    existing.keys().forEach(key -> taken.add(key.keyTag()));
    existing.keys().forEach(key -> taken.add(key.dnskey().revokedKeyTag()));
    for (int i = 0; i < TRIES_FOR_FRESH_TAG; i++) {
      KeyTemplate template = request.template(existing.zone(), CkaId.random(random));
      announced.accept(template.id());
      byte[] field;
      try {
        field = placement(all).place(all, template);
      } catch (HsmException e) {
        throw leftBehind(e, remove(all, template.id()));
      }
      DnskeyRdata dnskey = DnskeyRdata.of(request.role().flags(), request.algorithm(), field);
      if (!taken.contains(dnskey.keyTag()) && !taken.contains(dnskey.revokedKeyTag())) {
        return new ZoneKey(
            request.role(), dnskey, template.id(), template.label(), request.group(), true);
      }
      for (Token token : all) {
        destroy(token, template.id());
      }
    }
    throw new HsmException(
        all.get(0).label(),
        "new " + request.role(),
        TRIES_FOR_FRESH_TAG
            + " new keys in a row had a key tag that the zone has or once had ("
            + taken.size()
            + " of 65536 are taken) ["
            + TagFreshness.TAG_FRESH
            + "]",
        "Nothing was left on the tokens. Check the random source of the token or of this machine.");
  }

  private static int destroy(Token token, CkaId id) {
    try (TokenSession session = token.openForWriting()) {
      return session.destroy(id);
    }
  }

  private static List<String> remove(List<Token> all, CkaId id) {
    List<String> left = new ArrayList<>();
    for (Token token : all) {
      try {
        destroy(token, id);
      } catch (HsmException e) {
        // The first error is the one to act on; this one says that something may be left behind.
        left.add(
            "Not removed: what is under CKA_ID "
                + id
                + " on "
                + token
                + " ("
                + e.what()
                + ", "
                + e.ckr()
                + "); remove it with the token's own tool.");
      }
    }
    return left;
  }
}
