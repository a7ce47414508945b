package io.zonegate.rehearsal;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.generate.KeyImport;
import io.zonegate.hsm.generate.KeyRequest;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.token.SoftwareKeyPair;
import io.zonegate.hsm.token.Tokens;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/**
 * A FAULT, on scratch tokens only: that of .ru in 2024. Two keys have one tag; one was retired long
 * ago and is still on the tokens, the other one is new and is published. A signer that finds its
 * key by the tag takes the retired one.
 */
final class RetiredKey {
  private RetiredKey() {}

  /**
   * Puts the retired key on the tokens.
   *
   * @return the new key, as it is published
   */
  static ZoneKey inPlaceOf(
      Tokens tokens, KeySet existing, KeyRequest request, SecureRandom random) {
    Map<Integer, SoftwareKeyPair> byTag = new HashMap<>();
    try {
      while (true) {
        SoftwareKeyPair pair =
            SoftwareKeyPair.generate(request.algorithm(), request.rsaBits(), random);
        DnskeyRdata dnskey =
            DnskeyRdata.of(request.role().flags(), request.algorithm(), pair.publicKeyField());
        SoftwareKeyPair retired = byTag.put(dnskey.keyTag(), pair);
        if (retired != null) {
          try (retired) {
            KeyImport placing = new KeyImport(tokens, random);
            ZoneKey held = placing.key(existing, request, retired);
            placing.place(existing, request, held, retired);
            return new ZoneKey(held.role(), dnskey, held.id(), held.label(), held.group(), true);
          }
        }
      }
    } finally {
      byTag.values().forEach(SoftwareKeyPair::close);
    }
  }
}
