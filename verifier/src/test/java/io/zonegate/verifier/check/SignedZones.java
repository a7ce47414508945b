package io.zonegate.verifier.check;

import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.zone.Peer;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import io.zonegate.verifier.zone.ZoneText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Zones signed by dnssec-signzone from 2026 to 2027, as lines of text, sound and spoilt. */
final class SignedZones {
  static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  private final List<String> lines;
  private final ParentTrust parent;

  private SignedZones(List<String> lines, ParentTrust parent) {
    this.lines = lines;
    this.parent = parent;
  }

  /** Signs a zone of {@code names} names of all kinds, by NSEC or by NSEC3 with opt-out. */
  static SignedZones make(Path folder, int names, boolean nsec3)
      throws IOException, InterruptedException, ZoneReadException {
    StringBuilder text = new StringBuilder(ZoneText.HEAD);
    for (int i = 0; i < names; i++) {
      switch (i % 5) {
        case 0 -> text.append("h" + i + " A 192.0.2.1\n TXT \"" + i + "\"\n");
        case 1 -> text.append("a.b" + i + ".c A 192.0.2.1\n");
        case 2 ->
            text.append(
                "s" + i + " NS ns.elsewhere.\n DS " + i + " 13 2 " + "00".repeat(32) + "\n");
        case 3 -> text.append("i" + i + " NS ns.i" + i + "\nns.i" + i + " A 192.0.2.1\n");
        default -> text.append("*.w" + i + " MX 1 m" + i + "\n");
      }
    }
    String key =
        Peer.run(folder, "dnssec-keygen", "-q", "-a", "13", "-f", "KSK", "example.").strip();
    text.append(Files.readString(folder.resolve(key + ".key")));
    Files.writeString(folder.resolve("zone"), text);
    List<String> command =
        new ArrayList<>(
            List.of(
                "dnssec-signzone",
                "-z",
                "-o",
                "example.",
                "-O",
                "full",
                "-s",
                "20260101000000",
                "-e",
                "20270101000000",
                "-f",
                "signed"));
    if (nsec3) {
      command.addAll(List.of("-3", "-", "-H", "0", "-A"));
    }
    command.add("zone");
    Peer.run(folder, command.toArray(String[]::new));
    ParentTrust parent = ParentTrust.read(folder.resolve("dsset-example."), ZoneText.EXAMPLE);
    return new SignedZones(Files.readAllLines(folder.resolve("signed")), parent);
  }

  /** The zone as it was signed. */
  Zone sound() throws ZoneReadException {
    return ZoneText.read(String.join("\n", lines) + "\n");
  }

  /** The zone with many faults of many kinds, all over it. */
  Zone spoilt() throws ZoneReadException {
    List<String> spoilt = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean apex = line.startsWith("example.");
      if (!apex && i % 41 == 0) {
        continue;
      }
      if (!apex && i % 43 == 0) {
        line = line.replace("192.0.2.1", "192.0.2.9").replace(" MX\t1", " MX\t2");
      }
      if (!apex && i % 47 == 0) {
        line = line.replaceFirst("\\b3600\\b", "3601");
      }
      if (!apex && i % 53 == 0) {
        line = line.replaceFirst(" 20270101000000 ", " 20260601010000 ");
      }
      spoilt.add(line);
      if (!apex && i % 59 == 0) {
        spoilt.add(line);
      }
    }
    return ZoneText.read(String.join("\n", spoilt) + "\n");
  }

  Inputs inputs(Zone zone) {
    return Inputs.of(zone, parent, NOW);
  }
}
