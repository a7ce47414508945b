import io.zonegate.testzones.make.SignedZoneMaker;
import io.zonegate.testzones.make.ZoneMaker;
import io.zonegate.testzones.make.ZoneShape;
import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SigningPlan;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Writes a zone of the project's generator: {@code java MakeZone.java ORIGIN DELEGATIONS FILE}, or
 * signed {@code java MakeZone.java ORIGIN DELEGATIONS FILE nsec|nsec3|opt-out ALGORITHM}, where the
 * algorithm is one of {@link KeyAlgorithm}. 30 % of the delegations have in-zone glue, half have a
 * DS. A signed zone's DS goes to FILE.ds.
 */
final class MakeZone {
  private MakeZone() {}

  public static void main(String[] arguments) throws IOException {
    // dnssec-signzone fails on an owner of 255 octets with NSEC3, so no name of the longest length.
    ZoneShape shape =
        ZoneShape.of(arguments[0], 1, Integer.parseInt(arguments[1]))
            .withGlueShare(0.3)
            .withDsShare(0.5)
            .withExtras(3, 4, 0);
    Path file = Path.of(arguments[2]);
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.ISO_8859_1)) {
      if (arguments.length == 3) {
        ZoneMaker.write(shape, out);
      } else {
        SigningPlan plan = plan(arguments[3], KeyAlgorithm.valueOf(arguments[4]));
        SignedZoneMaker.write(shape, plan, out);
        Files.writeString(
            Path.of(file + ".ds"),
            plan.keys().dnskeySigners().get(0).dsText(org.xbill.DNS.Name.fromString(arguments[0]), 86_400)
                + "\n");
      }
    }
  }

  private static SigningPlan plan(String denial, KeyAlgorithm algorithm) {
    Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
    return new SigningPlan(
        SigningKeys.pair(algorithm, 1),
        switch (denial) {
          case "nsec" -> Denial.nsec();
          case "nsec3" -> Denial.nsec3(false);
          case "opt-out" -> Denial.nsec3(true);
          default -> throw new IllegalArgumentException("no way of denial: " + denial);
        },
        now.minus(Duration.ofHours(1)),
        now.plus(Duration.ofDays(30)),
        3_600);
  }
}
