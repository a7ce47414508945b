package io.zonegate.rollover;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.generate.KeyRequest;
import io.zonegate.hsm.key.ZoneKey;
import java.util.List;

/** What is made for a new key of a plan, in a rehearsal and in production. */
public final class KeysToMake {
  private KeysToMake() {}

  /** A request for another key as this one is: role, algorithm, size and token group. */
  public static KeyRequest like(ZoneKey key) {
    KeyRequest request = KeyRequest.of(key.role(), key.algorithm()).on(key.group());
    return key.algorithm().family() == DnssecAlgorithm.Family.RSA
        ? request.withBits(key.dnskey().keyBits())
        : request;
  }

  /**
   * One key for each token group that its role has.
   *
   * @param like the keys of the role that the zone has, which say algorithm and size
   * @throws IllegalArgumentException if there is none
   */
  public static List<KeyRequest> of(PlanKey key, List<KeyRequest> like, HsmConfig config) {
    if (like.isEmpty()) {
      throw new IllegalArgumentException(
          "the plan has a new "
              + key.role()
              + ", "
              + key.name()
              + ", and the zone has no active "
              + key.role()
              + " to make it like; take that key out of the plan, or see [signing] roles");
    }
    KeyRequest first = like.get(0);
    DnssecAlgorithm algorithm =
        key.algorithm() == 0 ? first.algorithm() : DnssecAlgorithm.ofNumber(key.algorithm());
    return config.groups(key.role().name()).stream()
        .map(group -> KeyRequest.of(key.role(), algorithm).withBits(first.rsaBits()).on(group))
        .toList();
  }
}
