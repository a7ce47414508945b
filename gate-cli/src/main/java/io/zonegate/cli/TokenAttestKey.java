package io.zonegate.cli;

import io.zonegate.attest.AttestSigner;
import io.zonegate.attest.AttestationException;
import io.zonegate.attest.Ed25519Key;
import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.config.ConfigException;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.config.HsmConfigFile;
import io.zonegate.hsm.key.KeySetFile;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.Token;
import io.zonegate.hsm.token.Tokens;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The gate's key on a token. Tokens are opened for each signature and closed after it, so that one
 * that was away is there again for the next. What is signed, DSSE's encoding of a statement, begins
 * with "DSSEv1": as RRSIG RDATA it would name algorithm 83, which does not exist.
 */
final class TokenAttestKey implements AttestSigner {
  /** Login is the process's: whoever closes the last session takes it from all. */
  private static final Object ONE = new Object();

  private final HsmConfig config;
  private final ZoneKey key;
  private final PublicKey publicKey;

  private TokenAttestKey(HsmConfig config, ZoneKey key, PublicKey publicKey) {
    this.config = config;
    this.key = key;
    this.publicKey = publicKey;
  }

  /**
   * Reads which key it is; no token is asked.
   *
   * @param hsm the {@code hsm.toml} that names tokens and key set
   */
  static TokenAttestKey read(Path hsm) throws AttestationException {
    try {
      HsmConfig config = HsmConfigFile.read(hsm);
      List<ZoneKey> keys =
          KeySetFile.read(config.keys()).keys().stream()
              .filter(k -> k.active() && k.algorithm() == DnssecAlgorithm.ED25519)
              .toList();
      if (keys.size() != 1) {
        throw new AttestationException(
            config.keys()
                + " has "
                + keys.size()
                + " active Ed25519 keys, the gate needs one; make one: zonegate keys generate --hsm "
                + hsm
                + " --zone gate. --role KSK --algorithm 15");
      }
      ZoneKey key = keys.get(0);
      return new TokenAttestKey(config, key, Ed25519Key.of(key.dnskey().publicKey()));
    } catch (ConfigException e) {
      throw new AttestationException("the gate's key", e);
    }
  }

  @Override
  public PublicKey publicKey() {
    return publicKey;
  }

  /** By the first token that can. */
  @Override
  public byte[] sign(byte[] octets) throws AttestationException {
    List<HsmException> failures = new ArrayList<>();
    synchronized (ONE) {
      try (Tokens tokens = Tokens.open(config, label -> null)) {
        failures.addAll(tokens.unreachable());
        for (Token token : tokens.reachable()) {
          Optional<byte[]> signature =
              key.belongsOn(token.config()) ? sign(token, octets, failures) : Optional.empty();
          if (signature.isPresent()) {
            return signature.get();
          }
        }
      } catch (HsmException e) {
        failures.add(e);
      }
    }
    String why = "the gate's key " + key + " is on no token that can be reached";
    throw failures.isEmpty()
        ? new AttestationException(why)
        : new AttestationException(why, failures.get(0));
  }

  private Optional<byte[]> sign(Token token, byte[] octets, List<HsmException> failures) {
    try {
      return Optional.of(token.sign(key.id(), key.dnskey(), octets));
    } catch (HsmException e) {
      // Another token may have the same key.
      failures.add(e);
      return Optional.empty();
    }
  }
}
