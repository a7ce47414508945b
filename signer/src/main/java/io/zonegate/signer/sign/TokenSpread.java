package io.zonegate.signer.sign;

import io.zonegate.hsm.config.Spread;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Chooses the token for each signature. Round-robin takes them in turn by the number of the
 * signature, so that the same run uses the same tokens; a failure is final. Fail-over takes the
 * first and moves on for good when one fails. Thread-safe.
 */
final class TokenSpread {

  private final Spread spread;
  private final List<Token> tokens;
  private final AtomicInteger current = new AtomicInteger();
  private final List<String> failOvers = new ArrayList<>();

  TokenSpread(Spread spread, List<Token> tokens) {
    this.spread = spread;
    this.tokens = List.copyOf(tokens);
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
    if (spread == Spread.ROUND_ROBIN) {
      int index = number % tokens.size();
      return new Made(index, tokens.get(index).sign(key.id(), key.dnskey(), message));
    }
    while (true) {
      int index = current.get();
      try {
        return new Made(index, tokens.get(index).sign(key.id(), key.dnskey(), message));
      } catch (HsmException e) {
        moveOn(index, e);
      }
    }
  }

  private void moveOn(int failed, HsmException error) {
    if (failed + 1 >= tokens.size()) {
      throw error;
    }
    // Several threads may fail on one token; the first of them moves on for all.
    if (current.compareAndSet(failed, failed + 1)) {
      synchronized (failOvers) {
        failOvers.add(
            "From "
                + tokens.get(failed).label()
                + " to "
                + tokens.get(failed + 1).label()
                + ": "
                + error.getMessage());
      }
    }
  }
}
