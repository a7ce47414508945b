package io.zonegate.signer.sign;

import io.zonegate.hsm.config.Spread;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Chooses the token for each signature, out of those that hold its key. Round-robin takes them in
 * turn, group by group, by the number of the signature, so that the same run uses the same tokens;
 * a failure is final. Fail-over takes the first and moves on for good when one fails. Thread-safe.
 */
final class TokenSpread {

  private final Spread spread;
  private final List<Token> tokens;
  private final Map<ZoneKey, List<Integer>> holders = new HashMap<>();
  private final Set<Integer> failed = ConcurrentHashMap.newKeySet();
  private final List<String> failOvers = new ArrayList<>();

  /**
   * Spreads the signatures of these keys, each over the tokens that hold it.
   *
   * @throws IllegalArgumentException when no token is to hold a key
   */
  TokenSpread(Spread spread, List<Token> tokens, List<ZoneKey> keys) {
    this.spread = spread;
    this.tokens = List.copyOf(tokens);
    for (ZoneKey key : keys) {
      List<Integer> group =
          IntStream.range(0, tokens.size())
              .filter(i -> key.belongsOn(tokens.get(i).config()))
              .boxed()
              .toList();
      if (group.isEmpty()) {
        throw new IllegalArgumentException(
            key + " is of group \"" + key.group() + "\", which no token of hsm.toml is of");
      }
      holders.put(key, group);
    }
  }

  /**
   * The token whose sessions a signature is made in: with fail-over the first that holds the key,
   * also when another one has taken over.
   *
   * @param turn its number among the signatures of the token group
   */
  int lane(int turn, ZoneKey key) {
    List<Integer> group = holders.get(key);
    return group.get(spread == Spread.ROUND_ROBIN ? turn % group.size() : 0);
  }

  /** What changed the token, one sentence each. */
  List<String> failOvers() {
    synchronized (failOvers) {
      return List.copyOf(failOvers);
    }
  }

  /** A signature and the token that made it. */
  static final class Made {
    final int token;
    final byte[] signature;

    Made(int token, byte[] signature) {
      this.token = token;
      this.signature = signature;
    }
  }

  Token token(int index) {
    return tokens.get(index);
  }

  int size() {
    return tokens.size();
  }

  /**
   * Makes a signature.
   *
   * @param lane what {@link #lane} says of it
   * @throws HsmException when no token is left to make it
   */
  Made sign(int lane, ZoneKey key, byte[] message) {
    if (spread == Spread.ROUND_ROBIN) {
      return new Made(lane, tokens.get(lane).sign(key.id(), key.dnskey(), message));
    }
    List<Integer> group = holders.get(key);
    while (true) {
      int index = working(group);
      try {
        return new Made(index, tokens.get(index).sign(key.id(), key.dnskey(), message));
      } catch (HsmException e) {
        moveOn(group, index, e);
      }
    }
  }

  /** The first of the group that has not failed; the last one when all have. */
  private int working(List<Integer> group) {
    return group.stream()
        .filter(index -> !failed.contains(index))
        .findFirst()
        .orElse(group.get(group.size() - 1));
  }

  private void moveOn(List<Integer> group, int from, HsmException error) {
    synchronized (failOvers) {
      int next =
          group.stream()
              .filter(index -> index != from && !failed.contains(index))
              .findFirst()
              .orElseThrow(() -> afterFailOvers(error));
      // Several threads may fail on one token, for keys of both roles; the first moves on for all.
      if (failed.add(from)) {
        failOvers.add(
            "From "
                + tokens.get(from).config()
                + " to "
                + tokens.get(next).config()
                + ": "
                + error.getMessage());
      }
    }
  }

  /** The last token's error tells those of the tokens before it as well. */
  private HsmException afterFailOvers(HsmException error) {
    return failOvers.isEmpty()
        ? error
        : error.with("Fail-over before: " + String.join(" ", failOvers));
  }
}
