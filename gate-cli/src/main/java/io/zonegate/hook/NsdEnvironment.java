package io.zonegate.hook;

import io.zonegate.transfer.TransferUrl;
import io.zonegate.verifier.parent.ServerAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What NSD tells a verifier (nsd.conf(5), section "Verifier options"; seen with NSD 4.6.1). */
public final class NsdEnvironment {
  private static final String ZONE = "VERIFY_ZONE";
  private static final String ON_STDIN = "VERIFY_ZONE_ON_STDIN";

  /** All addresses, each as {@code ADDRESS@PORT}. */
  private static final String ALL = "VERIFY_IP_ADDRESSES";

  /** Pairs of address and port, the one that NSD prefers first. */
  private static final List<List<String>> PAIRS =
      List.of(
          List.of("VERIFY_IP_ADDRESS", "VERIFY_PORT"),
          List.of("VERIFY_IPV6_ADDRESS", "VERIFY_IPV6_PORT"),
          List.of("VERIFY_IPV4_ADDRESS", "VERIFY_IPV4_PORT"));

  private NsdEnvironment() {}

  /**
   * The zone that NSD wants to have judged: on standard input with {@code verifier-feed-zone: yes},
   * else by AXFR from NSD itself.
   *
   * @throws HookException if the variables are missing or contradict each other
   */
  public static Candidate candidate(Map<String, String> environment) throws HookException {
    Variables variables =
        new Variables(environment, "NSD, which calls this as verifier: of nsd.conf,");
    String zone = variables.zone(ZONE);
    String source =
        switch (variables.required(ON_STDIN)) {
          case "yes" -> "-";
          case "no" -> new TransferUrl(server(variables), zone).toString();
          default -> throw variables.refused(ON_STDIN, "yes or no");
        };
    return new Candidate(zone, ZONE, source, OptionalLong.empty());
  }

  private static ServerAddress server(Variables variables) throws HookException {
    for (List<String> pair : PAIRS) {
      Optional<ServerAddress> server = variables.server(pair.get(0), pair.get(1));
      if (server.isPresent()) {
        demandListed(variables, pair.get(0), server.get());
        return server.get();
      }
    }
    throw new HookException(
        ON_STDIN
            + " is no, and VERIFY_IP_ADDRESS and VERIFY_PORT do not say where to take the zone"
            + " from; set verifier-feed-zone: yes, or ip-address: in the clause verify:");
  }

  private static void demandListed(Variables variables, String name, ServerAddress server)
      throws HookException {
    Optional<String> all = variables.optional(ALL);
    String listed = server.host() + "@" + server.port();
    if (all.isPresent() && !Arrays.asList(all.get().split(" ")).contains(listed)) {
      throw new HookException(
          name + " says " + listed + ", which is none of " + ALL + ": '" + all.get() + "'");
    }
  }
}
