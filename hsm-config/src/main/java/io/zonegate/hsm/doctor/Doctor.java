package io.zonegate.hsm.doctor;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.config.TokenConfig;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.proof.ProofRecord;
import io.zonegate.hsm.proof.ProofRecord.Outcome;
import io.zonegate.hsm.proof.TokenProof;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.PinPrompt;
import io.zonegate.hsm.token.Token;
import io.zonegate.hsm.token.TokenInquiry;
import io.zonegate.hsm.token.Tokens;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Looks at each token in the order in which signing needs things: library, label, PIN, login,
 * sessions, mechanisms, keys. What cannot be looked at because of an earlier fault is left out.
 * Nothing is changed, and a PIN is tried once.
 */
public final class Doctor {
  static final String AGAIN = "Then run \"keys doctor\" again.";

  private final PinPrompt prompt;
  private final SecureRandom random;
  private final Copying copying;
  private final List<Examination> found = new ArrayList<>();

  private Doctor(HsmConfig config, PinPrompt prompt, SecureRandom random) {
    this.copying = new Copying(config);
    this.prompt = prompt;
    this.random = random;
  }

  /**
   * Examines all tokens.
   *
   * @param keys the key set, without keys if there is none
   */
  public static List<Examination> examine(
      HsmConfig config, KeySet keys, PinPrompt prompt, SecureRandom random) {
    Doctor doctor = new Doctor(config, prompt, random);
    doctor.found.addAll(new Layout(config).examine(keys));
    doctor.copying.command().ifPresent(doctor.found::add);
    for (TokenConfig token : config.tokens()) {
      doctor.token(token, config.sessions(token), keys);
    }
    doctor.found.addAll(doctor.copying.together());
    return List.copyOf(doctor.found);
  }

  private void token(TokenConfig config, int sessions, KeySet all) {
    List<ZoneKey> keys = all.keys().stream().filter(key -> key.belongsOn(config)).toList();
    TokenInquiry inquiry = new TokenInquiry(config);
    String name = "token " + config + ", ";
    if (!look(name + "library " + config.module(), inquiry::library)
        || !look(name + "label", inquiry::token)) {
      return;
    }
    boolean mayLogIn = look(name + "PIN source", inquiry::pinSource);
    mayLogIn = look(name + "PIN", inquiry::pinState) && mayLogIn;
    for (DnssecAlgorithm algorithm : keys.stream().map(ZoneKey::algorithm).distinct().toList()) {
      look(name + "mechanism for " + algorithm, () -> inquiry.mechanism(algorithm));
    }
    if (!mayLogIn) {
      return;
    }
    try (Token token = Tokens.openOne(config, sessions, prompt)) {
      found.add(Examination.sound(name + "login", "done, once"));
      look(name + "sessions", () -> token.openAllSessions() + " opened at one time, as configured");
      for (ZoneKey key : keys) {
        key(name, token, key);
      }
      copying.token(token).ifPresent(found::add);
    } catch (HsmException e) {
      found.add(fault(name + "login", e));
    }
  }

  private boolean look(String thing, Supplier<String> question) {
    try {
      found.add(Examination.sound(thing, question.get()));
      return true;
    } catch (HsmException e) {
      found.add(fault(thing, e));
      return false;
    }
  }

  private static Examination fault(String thing, HsmException error) {
    String code = error.ckr().equals(HsmException.NO_CKR) ? "" : " (" + error.ckr() + ")";
    return new Examination(
        thing,
        false,
        error.what() + code,
        PlainWords.meaning(error.ckr()),
        PlainWords.causes(error),
        error.nextStep() + " " + AGAIN);
  }

  private void key(String name, Token token, ZoneKey key) {
    for (ProofRecord record : TokenProof.prove(token, key, random)) {
      String thing = name + key + ", " + record.checkId();
      if (record.outcome() == Outcome.PASSED) {
        found.add(Examination.sound(thing, record.text()));
      } else {
        found.add(
            record
                .error()
                .map(e -> fault(thing, e))
                .orElseGet(() -> Examination.fault(thing, record.text(), next(record))));
      }
    }
  }

  private static String next(ProofRecord record) {
    return switch (record.checkId()) {
      case TokenProof.ONE_OBJECT ->
          "Do not sign. Place the missing key, or remove the one that is not the zone's: \"keys list\""
              + " shows all objects. "
              + AGAIN;
      case TokenProof.SAME_KEY, TokenProof.PROOF ->
          "Do not sign. This token holds another key, or none, under the CKA_ID: replicate the right one"
              + " as the family does it. "
              + AGAIN;
      default -> AGAIN;
    };
  }
}
