package io.zonegate.parent;

import io.zonegate.testzones.make.ZoneMaker;
import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.SignedZone;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SigningPlan;
import io.zonegate.testzones.sign.ZoneSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.xbill.DNS.Name;

/** A signed parent zone {@code example.} with a delegation to {@code zone.example.}. */
public final class ParentZone {
  /** Its name. */
  public static final Name ORIGIN = Name.fromConstantString("example.");

  private static final String HEAD =
      """
      $TTL 3600
      @ IN SOA ns.test. hostmaster.test. 1 3600 900 604800 900
      @ IN NS ns.test.
      zone IN NS ns.test.
      other IN NS ns.test.
      a.b IN TXT "x"
      """;

  private ParentZone() {}

  /** Signs the zone with these records too; valid for two days around the time. */
  public static SignedZone signed(String more, Denial denial, Instant at) throws IOException {
    return ZoneSigner.sign(
        ORIGIN,
        ZoneMaker.parse(HEAD + more + "\n", ORIGIN),
        new SigningPlan(
            keys(), denial, at.minus(Duration.ofDays(1)), at.plus(Duration.ofDays(1)), 3600));
  }

  /** The keys that it is signed with. */
  public static SigningKeys keys() {
    return SigningKeys.pair(KeyAlgorithm.ECDSAP256, 77);
  }

  /** Writes the DS of its KSK, to be trusted. */
  public static Path anchor(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("parent-anchor"), keys().dnskeySigners().get(0).dsText(ORIGIN, 3600) + "\n");
  }
}
