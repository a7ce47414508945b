import io.zonegate.testzones.make.ZoneMaker;
import io.zonegate.testzones.make.ZoneShape;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes an unsigned zone of the project's generator: {@code java MakeZone.java ORIGIN DELEGATIONS
 * FILE}. 30 % of the delegations have in-zone glue, half have a DS.
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
    try (Writer out = Files.newBufferedWriter(Path.of(arguments[2]), StandardCharsets.ISO_8859_1)) {
      ZoneMaker.write(shape, out);
    }
  }
}
