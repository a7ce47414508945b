package io.zonegate.oracle;

import io.zonegate.caching.DsRrset;
import io.zonegate.caching.SignedRrsets;
import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.KeyRole;
import io.zonegate.testzones.sign.KeySearch;
import io.zonegate.testzones.sign.SoftwareKey;
import io.zonegate.verifier.history.PublishedKey;
import io.zonegate.verifier.history.Signer;
import io.zonegate.verifier.parent.Ds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The keys of random rollovers. The proof knows them by their names, the checks by what they are;
 * so whoever takes one for another is found out. What sort of key it is only its flags say: each
 * may sign whatever there is.
 */
enum RolloverKey {
  K1(SoftwareKey.generate(KeyAlgorithm.ECDSAP256, KeyRole.KSK, 1)),
  K1_REVOKED(K1.software.withFlags(K1.software.flags() | SoftwareKey.REVOKE)),
  /** Another key with the tag of K1. */
  K1_TWIN(KeySearch.p256WithTag(K1.software.tag(), KeyRole.KSK.flags(), 7)),
  K2(SoftwareKey.generate(KeyAlgorithm.ECDSAP256, KeyRole.KSK, 2)),
  Z1(SoftwareKey.generate(KeyAlgorithm.ECDSAP256, KeyRole.ZSK, 1)),
  Z2(SoftwareKey.generate(KeyAlgorithm.ECDSAP256, KeyRole.ZSK, 2)),
  KB(rsa(KeyRole.KSK, 1)),
  ZB(rsa(KeyRole.ZSK, 1)),
  ZB2(rsa(KeyRole.ZSK, 2));

  /** To draw from, the common ones more often. */
  static final List<RolloverKey> ALL =
      List.of(K1, K2, Z1, Z2, K1, K2, Z1, Z2, K1_TWIN, K1_REVOKED, KB, ZB, ZB2);

  /** To draw a DS from. */
  static final List<RolloverKey> KSKS = List.of(K1, K2, K1, K2, KB, KB, K1_TWIN, K1_REVOKED);

  @SuppressWarnings("ImmutableEnumChecker") // It does not change; it is only not annotated so.
  private final SoftwareKey software;

  RolloverKey(SoftwareKey software) {
    this.software = software;
  }

  /** So short that it is quick; no check of the history minds. */
  private static SoftwareKey rsa(KeyRole role, long seed) {
    return SoftwareKey.rsa(KeyAlgorithm.RSASHA256, role, 1_024, 65_537, seed);
  }

  SoftwareKey software() {
    return software;
  }

  int algorithm() {
    return software.algorithm();
  }

  boolean isRevoked() {
    return (software.flags() & SoftwareKey.REVOKE) != 0;
  }

  /** The key as the proof knows it. */
  PublishedKey published() {
    return new PublishedKey(software.flags(), algorithm(), software.tag(), name());
  }

  /** The key as the proof knows it. */
  Signer signer() {
    return new Signer(software.tag(), algorithm(), name());
  }

  /** RRsets that these keys sign, as the proof knows them. */
  static SignedRrsets signed(Set<RolloverKey> signers) {
    return new SignedRrsets(signers.stream().map(RolloverKey::signer).collect(Collectors.toSet()));
  }

  /** A DS record of the key. */
  Ds ds(int digestType) {
    return Ds.of(software.ds(RolloverZone.ORIGIN, 0, digestType).rdataToWireCanonical());
  }

  /** A DS RRset as the proof knows it. */
  static DsRrset ds(Set<RandomRollover.Link> links) {
    Map<Ds, String> names = new HashMap<>();
    links.forEach(link -> names.put(link.ds(), link.key().name()));
    return DsRrset.of(List.copyOf(names.keySet()), names::get);
  }
}
