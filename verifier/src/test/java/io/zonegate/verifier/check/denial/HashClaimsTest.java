package io.zonegate.verifier.check.denial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Stands in for a zone with two names of one hash, which nobody has made yet. */
class HashClaimsTest {
  private final HashClaims claims = new HashClaims(3);

  @Test
  void theSecondNameOfAnEntryIsToldOfTheFirst() {
    assertThat(claims.claim(2, 0)).isNegative();
    assertThat(claims.claim(1, 7)).isNegative();
    assertThat(claims.claim(2, 8)).isZero();
    assertThat(claims.claim(2, 9)).isZero();
    assertThat(claims.claim(1, 9)).isEqualTo(7);
  }

  @Test
  void namesThatAreOnlyCoveredClaimNothing() {
    assertThat(claims.claim(-3, 4)).isNegative();
    assertThat(claims.claim(-3, 5)).isNegative();
    assertThat(claims.claim(2, 6)).isNegative();
  }
}
