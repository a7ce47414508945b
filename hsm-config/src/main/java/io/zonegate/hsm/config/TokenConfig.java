package io.zonegate.hsm.config;

import java.nio.file.Path;
import java.util.List;

/**
 * One token of {@code hsm.toml}.
 *
 * @param label CKA label of the token, 1 to 32 octets in UTF-8, unique in the file
 * @param module absolute path of the PKCS#11 library
 * @param pin where the user PIN comes from
 * @param site where the token is, for people; empty when the file does not say
 * @param group the token group it is of, whose keys are on no token of another group; empty for
 *     none
 * @param sessions sessions that sign at one time on this token; 0 for as many as on every token
 * @param roles roles of the keys that this token holds; empty for all of them
 * @param readWrite whether every session is opened for reading and writing, as some families want
 *     it
 */
public record TokenConfig(
    String label,
    Path module,
    PinSource pin,
    String site,
    String group,
    int sessions,
    List<String> roles,
    boolean readWrite) {

  /** Copies the list. */
  public TokenConfig {
    roles = List.copyOf(roles);
  }

  /** A token of which the file says no more than it must. */
  public TokenConfig(String label, Path module, PinSource pin) {
    this(label, module, pin, "", "", 0, List.of(), false);
  }

  /** Whether keys of this role are on the token, those of its group at least. */
  public boolean holds(String role) {
    return roles.isEmpty() || roles.contains(role);
  }

  /**
   * Whether a key is on the token.
   *
   * @param role the key's role
   * @param ofGroup the key's token group; a key of none is on the tokens of all groups
   */
  public boolean holds(String role, String ofGroup) {
    return holds(role) && (ofGroup.isEmpty() || ofGroup.equals(group));
  }

  /** For messages: the label, and the site if there is one. */
  @Override
  public String toString() {
    return site.isEmpty() ? label : label + " at " + site;
  }
}
