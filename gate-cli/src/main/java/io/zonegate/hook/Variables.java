package io.zonegate.hook;

import io.zonegate.verifier.parent.ServerAddress;
import io.zonegate.verifier.zone.NameText;
import java.util.Map;
import java.util.Optional;

/** The environment that a caller has set. */
final class Variables {
  private final Map<String, String> environment;
  private final String caller;

  /**
   * @param caller who sets these variables, and when, for messages
   */
  Variables(Map<String, String> environment, String caller) {
    this.environment = environment;
    this.caller = caller;
  }

  /** The value; empty if the variable is not set, or set to nothing. */
  Optional<String> optional(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  String required(String name) throws HookException {
    return optional(name)
        .orElseThrow(() -> new HookException(name + " is not set; " + caller + " sets it"));
  }

  HookException refused(String name, String wanted) {
    return new HookException(name + " is '" + environment.get(name) + "', not " + wanted);
  }

  /** A zone's name, made absolute. */
  String zone(String name) throws HookException {
    String text = required(name);
    try {
      return NameText.present(NameText.wire(text), 0);
    } catch (IllegalArgumentException e) {
      throw refused(name, "a zone's name: " + e.getMessage());
    }
  }

  long serial(String name) throws HookException {
    return Candidate.serial(required(name))
        .orElseThrow(() -> refused(name, "a serial from 0 to 4294967295"));
  }

  /** The server that two variables name; empty if neither is set, and half of it is refused. */
  Optional<ServerAddress> server(String address, String port) throws HookException {
    if (optional(address).isEmpty() && optional(port).isEmpty()) {
      return Optional.empty();
    }
    String host = required(address);
    String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    String text = bracketed + ":" + required(port);
    return Optional.of(
        ServerAddress.parse(text)
            .orElseThrow(
                () ->
                    new HookException(
                        address + " and " + port + " are no address and port: '" + text + "'")));
  }
}
