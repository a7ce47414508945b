package io.zonegate.hsm.config;

import java.nio.file.Path;

/**
 * Where the user PIN of a token comes from. Holds the place, never the PIN. There is on purpose no
 * form that takes the PIN itself: a PIN in a configuration file or on a command line is read by
 * everybody who can list files or processes.
 */
public sealed interface PinSource {

  /** The first line of a file that only its owner may read. */
  record InFile(Path path) implements PinSource {}

  /** An environment variable. */
  record InEnvironment(String variable) implements PinSource {}

  /** A credential that systemd gives the service, by its name. */
  record Credential(String name) implements PinSource {}

  /** Asked at the terminal. */
  record Prompted() implements PinSource {}
}
