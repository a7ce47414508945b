package io.zonegate.hook;

import io.zonegate.transfer.TransferUrl;
import io.zonegate.verifier.parent.ServerAddress;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What Cascade tells a review hook (its manual, "Review Hooks" and the policy file's options). */
public final class CascadeEnvironment {
  private static final String ZONE = "CASCADE_ZONE";
  private static final String SERVER = "CASCADE_SERVER";
  private static final String ADDRESS = "CASCADE_SERVER_IP";
  private static final String PORT = "CASCADE_SERVER_PORT";

  private CascadeEnvironment() {}

  /**
   * The zone and the serial that Cascade wants to have judged, by AXFR from its review server.
   *
   * @throws HookException if the variables are missing or contradict each other
   */
  public static Candidate candidate(Map<String, String> environment) throws HookException {
    Variables variables =
        new Variables(environment, "Cascade, which calls this as hook of a review,");
    String zone = variables.zone(ZONE);
    long serial = variables.serial("CASCADE_SERIAL");
    String source = new TransferUrl(server(variables), zone).toString();
    return new Candidate(zone, ZONE, source, OptionalLong.of(serial));
  }

  /** Cascade before 0.1.0-alpha2 sets both in one only; IPv6 addresses are in brackets there. */
  private static ServerAddress server(Variables variables) throws HookException {
    Optional<ServerAddress> apart = variables.server(ADDRESS, PORT);
    if (apart.isPresent() && variables.optional(SERVER).isEmpty()) {
      return apart.get();
    }
    ServerAddress whole =
        ServerAddress.parse(variables.required(SERVER))
            .orElseThrow(() -> variables.refused(SERVER, "ADDRESS:PORT (IPv6: [ADDRESS]:PORT)"));
    if (apart.isPresent() && !apart.get().equals(whole)) {
      throw new HookException(
          "%s says %s, %s and %s say %s".formatted(SERVER, whole, ADDRESS, PORT, apart.get()));
    }
    return whole;
  }
}
