package io.zonegate.signer.sign;

import io.zonegate.hsm.config.Spread;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.Token;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Chooses the token for each signature. Round-robin takes them in turn by the number of the
 * signature, so that the same run uses the same tokens; a failure is final. Fail-over takes the
 * first and moves on for good when one fails. Thread-safe.
 */
final class TokenSpread {

  private final Spread spread;
  private final List<Token> tokens;
  private final Map<KeyRole, List<Integer>> holders = new EnumMap<>(KeyRole.class);
  private final Set<Integer> failed = ConcurrentHashMap.newKeySet();
  private final List<String> failOvers = new ArrayList<>();

  TokenSpread(Spread spread, List<Token> tokens) {
    this.spread = spread;
    this.tokens = List.copyOf(tokens);
    for (KeyRole role : KeyRole.values()) {
      holders.put(
          role,
          IntStream.range(0, tokens.size())
              .filter(i -> tokens.get(i).holds(role.name()))
              .boxed()
              .toList());
    }
  }

  /** How many threads keep all sessions at work. */
  int threads(int sessionsPerToken) {
    return spread == Spread.ROUND_ROBIN ? sessionsPerToken * tokens.size() : sessionsPerToken;
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

  /** Makes the signature with this number; throws HsmException when no token is left to make it. */
  Made sign(int number, ZoneKey key, byte[] message) {
    List<Integer> group = holders.get(key.role());
    if (spread == Spread.ROUND_ROBIN) {
      int index = group.get(number % group.size());
      return new Made(index, tokens.get(index).sign(key.id(), key.dnskey(), message));
    }
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
    int next =
        group.stream()
            .filter(index -> index != from && !failed.contains(index))
            .findFirst()
            .orElseThrow(() -> error);
    // Several threads may fail on one token, for keys of both roles; the first moves on for all.
    if (failed.add(from)) {
      synchronized (failOvers) {
        failOvers.add(
            "From "
                + tokens.get(from).label()
                + " to "
                + tokens.get(next).label()
                + ": "
                + error.getMessage());
      }
    }
  }
}
