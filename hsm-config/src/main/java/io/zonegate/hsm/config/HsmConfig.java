package io.zonegate.hsm.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The content of {@code hsm.toml}.
 *
 * @param keys absolute path of the key set file
 * @param register absolute path of the register of keys
 * @param kskBundles absolute path of the folder of KSK signatures made in advance; empty where KSKs
 *     are on tokens
 * @param sessionsPerToken sessions that sign at one time on each token, 1 to 64
 * @param spread how signatures are spread over the tokens
 * @param replication how a new key gets to several tokens
 * @param tokens at least one, in the order of the file; of those that hold keys of one role, either
 *     all or none are of a group
 */
public record HsmConfig(
    Path keys,
    Path register,
    Optional<Path> kskBundles,
    int sessionsPerToken,
    Spread spread,
    Replication replication,
    List<TokenConfig> tokens) {

  /**
   * Sessions per token when the file does not say: SoftHSM2 has crashed with more than five
   * threads, and a network HSM needs 30 to 60 for its full rate, so its example file says so.
   */
  public static final int DEFAULT_SESSIONS = 4;

  /** PKCS#11 sessions are counted per application; 60 is what the busiest HSM family asks for. */
  public static final int MOST_SESSIONS = 64;

  /** Name of the register's file when hsm.toml names none; it is then beside the key set. */
  private static final String REGISTER = "keys.register";

  /** What an hsm.toml makes that says nothing of register, offline KSKs and replication. */
  public HsmConfig(Path keys, int sessionsPerToken, Spread spread, List<TokenConfig> tokens) {
    this(
        keys,
        registerBeside(keys),
        Optional.empty(),
        sessionsPerToken,
        spread,
        new Replication.Unsaid(),
        tokens);
  }

  /** The place of the register when hsm.toml does not say. */
  static Path registerBeside(Path keys) {
    return keys.resolveSibling(REGISTER);
  }

  /**
   * The token groups that keys of this role can be of, in the order of the file; one without a name
   * where tokens of the role are of no group.
   */
  public List<String> groups(String role) {
    return tokens.stream().filter(t -> t.holds(role)).map(TokenConfig::group).distinct().toList();
  }

  /** Whether keys of this role are on no token here, because they signed in advance elsewhere. */
  public boolean isOffline(String role) {
    return kskBundles.isPresent() && role.equals("KSK");
  }

  /** Sessions that sign at one time on this token. */
  public int sessions(TokenConfig token) {
    return token.sessions() == 0 ? sessionsPerToken : token.sessions();
  }

  /** Copies the list. */
  public HsmConfig {
    tokens = List.copyOf(tokens);
  }
}
