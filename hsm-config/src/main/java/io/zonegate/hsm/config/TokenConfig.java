package io.zonegate.hsm.config;

import java.nio.file.Path;

/**
 * One token of {@code hsm.toml}.
 *
 * @param label CKA label of the token, 1 to 32 octets in UTF-8, unique in the file
 * @param module absolute path of the PKCS#11 library
 * @param pin where the user PIN comes from
 * @param site where the token is, for people; empty when the file does not say
 * @param sessions sessions that sign at one time on this token; 0 for as many as on every token
 * @param readWrite whether every session is opened for reading and writing, as some families want
 *     it
 */
public record TokenConfig(
    String label, Path module, PinSource pin, String site, int sessions, boolean readWrite) {

  /** A token of which the file says no more than it must. */
  public TokenConfig(String label, Path module, PinSource pin) {
    this(label, module, pin, "", 0, false);
  }

  /** For messages: the label, and the site if there is one. */
  @Override
  public String toString() {
    return site.isEmpty() ? label : label + " at " + site;
  }
}
