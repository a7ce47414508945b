package io.zonegate.signer.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.token.CkaId;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

class KeyDutiesTest {
  /** RFC 8080, section 6.1. */
  private static final String ED25519 = "3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=";

  /** RFC 6605, section 6.1. */
  private static final String P256 =
      "3 13 GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==";

  private static final ZoneKey KSK = key(KeyRole.KSK, "257 " + P256, "0a");
  private static final ZoneKey ZSK = key(KeyRole.ZSK, "256 " + P256, "0b");
  private static final ZoneKey OTHER_KSK = key(KeyRole.KSK, "257 " + ED25519, "0c");
  private static final ZoneKey OTHER_ZSK = key(KeyRole.ZSK, "256 " + ED25519, "0d");

  private static ZoneKey key(KeyRole role, String rdata, String id) {
    return new ZoneKey(role, DnskeyRdata.parse(rdata), new CkaId(id), "label", true);
  }

  private static KeyDuties duties(ZoneKey... keys) {
    return new KeyDuties(
        new KeySet(Name.fromConstantString("example."), List.of(keys)), KeyRoles.SPLIT);
  }

  @Test
  @DisplayName("Nothing is asked of the algorithm of a key that is held back, and it signs nothing")
  void heldBack() {
    KeyDuties duties = duties(KSK, ZSK, OTHER_KSK.with(false, false), OTHER_ZSK.with(false, false));
    assertThat(duties.signersNow()).containsExactly(KSK, ZSK);
    assertThat(duties.retiredZsks()).isEmpty();
    assertThatThrownBy(() -> duties(KSK.with(false, false), ZSK.with(false, false)))
        .hasMessageContaining("no key with published = true");
  }

  @Test
  @DisplayName(
      "A ZSK that is ahead of its DNSKEY signs the data; one that is published needs a KSK")
  void ahead() {
    ZoneKey ahead = OTHER_ZSK.with(true, false);
    assertThat(duties(KSK, ZSK, ahead).signers(true, Type.SOA)).containsExactly(ZSK, ahead);
    assertThatThrownBy(() -> duties(KSK, ZSK, OTHER_ZSK))
        .hasMessageContaining("has algorithm 15 but no active KSK of it");
    assertThatThrownBy(() -> duties(KSK, ZSK, OTHER_KSK, ahead))
        .hasMessageContaining("has algorithm 15 but no active ZSK of it");
  }
}
