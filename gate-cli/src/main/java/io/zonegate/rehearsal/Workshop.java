package io.zonegate.rehearsal;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.token.PinPrompt;
import io.zonegate.hsm.token.Tokens;
import io.zonegate.rollover.DenialWay;
import io.zonegate.rollover.PlanKey;
import io.zonegate.rollover.Situation;
import io.zonegate.signer.denial.DenialMode;
import io.zonegate.signer.sign.ParentRequest;
import io.zonegate.signer.sign.SafetyChecks;
import io.zonegate.signer.sign.SerialPolicy;
import io.zonegate.signer.sign.SigningPolicy;
import io.zonegate.signer.sign.SigningReport;
import io.zonegate.signer.sign.ZoneSigner;
import io.zonegate.verifier.crypto.Dnskey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the zones of a rehearsal: with the scratch tokens and the real signer. */
final class Workshop {
  private static final long SERIALS = 1L << 32;

  private final Setting setting;
  private final KeyRack rack;
  private int made;
  private Path unsigned;
  private Path signed;

  Workshop(Setting setting, KeyRack rack) {
    this.setting = setting;
    this.rack = rack;
  }

  /** Makes all keys of the plan. */
  void makeKeys(List<PlanKey> keys) {
    try (Tokens tokens = Tokens.open(setting.tokens(), PinPrompt.none())) {
      for (PlanKey key : keys) {
        rack.make(
            tokens,
            key,
            setting.like().get(key.role()),
            Faulty.befalls(setting.plan(), key) ? keyFault() : null);
      }
    }
  }

  private Fault.Kind keyFault() {
    return setting.faults().stream()
        .map(Fault::kind)
        .filter(k -> k == Fault.Kind.PER_TOKEN_KEYS || k == Fault.Kind.REUSED_TAG)
        .findFirst()
        .orElse(null);
  }

  /** All keys, as the verifier sees them. */
  List<Dnskey> dnskeys(List<PlanKey> keys) {
    List<Dnskey> all = new ArrayList<>();
    for (PlanKey key : keys) {
      for (DnskeyRdata rdata : rack.rdata(key.name())) {
        all.add(new Dnskey(rdata.wire(), -1));
      }
    }
    return all;
  }

  /** The unsigned zone of the last {@link #next}. */
  Path unsigned() {
    return unsigned;
  }

  /** The next zone, unsigned. */
  Path next() throws IOException {
    made++;
    unsigned = setting.folder().resolve("unsigned-" + made + ".zone");
    signed = setting.folder().resolve("signed-" + made + ".zone");
    setting.sample().write(unsigned, (setting.sample().serial() + made) % SERIALS);
    return unsigned;
  }

  /** Where {@link #sign} puts the zone. */
  Path signed() {
    return signed;
  }

  /**
   * Signs it.
   *
   * @param previous the zone whose signatures may be kept
   * @param checks off to see what becomes of a zone that the tokens have spoilt
   */
  SigningReport sign(Situation situation, Optional<Path> previous, Instant at, SafetyChecks checks)
      throws IOException {
    KeyRack.Signing keys = rack.signing(situation);
    SigningPolicy policy = setting.signing().with(SerialPolicy.KEEP).with(keys.foreign());
    if (situation.denial().isPresent()) {
      policy = policy.with(mode(situation.denial().get(), policy.denial()));
    }
    if (situation.ds().isEmpty() && policy.request() != ParentRequest.AS_GIVEN) {
      // A zone that is to lose its DS, or has none yet, does not ask for one.
      policy = policy.with(ParentRequest.AS_GIVEN);
    }
    try (Tokens tokens = Tokens.open(setting.tokens(), PinPrompt.none())) {
      return new ZoneSigner(tokens, keys.set(), policy, checks, setting.random())
          .sign(unsigned, setting.reuse() ? previous : Optional.empty(), signed, at);
    }
  }

  private static DenialMode mode(DenialWay way, DenialMode now) {
    DenialMode.Nsec3 nsec3 =
        now instanceof DenialMode.Nsec3 already ? already : new DenialMode.Nsec3(false, 0, "");
    return switch (way) {
      case NSEC -> new DenialMode.Nsec();
      case NSEC3 -> new DenialMode.Nsec3(false, nsec3.iterations(), nsec3.salt());
      case NSEC3_OPT_OUT -> new DenialMode.Nsec3(true, nsec3.iterations(), nsec3.salt());
    };
  }
}
