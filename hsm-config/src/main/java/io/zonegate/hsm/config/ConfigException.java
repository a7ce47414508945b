package io.zonegate.hsm.config;

import java.util.List;

/**
 * A configuration file is refused. The message has one line an error, each beginning with
 * file:line:column.
 */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** One line an error; never empty. */
  public ConfigException(List<String> errors) {
    super(String.join("\n", errors));
  }
}
