import io.zonegate.testzones.make.SignedZoneMaker;
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
import org.xbill.DNS.Name;

/**
 * Writes signed zones, a policy for each and a configuration of NSD that serves them: {@code java
 * ManyZones.java COUNT DELEGATIONS PORT}, into the present folder. All policies have one gate, one
 * file and one address of metrics.
 */
final class ManyZones {
  private ManyZones() {}

  public static void main(String[] arguments) throws IOException {
    int count = Integer.parseInt(arguments[0]);
    int delegations = Integer.parseInt(arguments[1]);
    int port = Integer.parseInt(arguments[2]);
    Path folder = Path.of("").toAbsolutePath();
    for (String name : new String[] {"policies", "served", "drop", "nsd"}) {
      Files.createDirectories(folder.resolve(name));
    }
    Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
    SigningPlan plan =
        new SigningPlan(
            SigningKeys.pair(KeyAlgorithm.ECDSAP256, 1),
            Denial.nsec3(true),
            now.minus(Duration.ofHours(1)),
            now.plus(Duration.ofDays(30)),
            3_600);
    StringBuilder nsd =
        new StringBuilder(
            """
            server:
              ip-address: 127.0.0.1@%1$d
              server-count: 1
              username: ""
              database: ""
              zonesdir: "%2$s/served"
              pidfile: "%2$s/nsd/pid"
              xfrdfile: "%2$s/nsd/xfrd.state"
              zonelistfile: "%2$s/nsd/zone.list"
            remote-control:
              control-enable: no
            """
                .formatted(port, folder));
    for (int i = 0; i < count; i++) {
      String zone = "zone-%04d.example.".formatted(i);
      Path drop = Files.createDirectories(folder.resolve("drop").resolve(zone));
      ZoneShape shape = ZoneShape.of(zone, i, delegations).withExtras(3, 4, 0);
      Path part = drop.resolve("signed.part");
      try (Writer out = Files.newBufferedWriter(part, StandardCharsets.ISO_8859_1)) {
        SignedZoneMaker.write(shape, plan, out);
      }
      Path ds = folder.resolve("policies").resolve(zone + "ds");
      Files.writeString(
          ds, plan.keys().dnskeySigners().get(0).dsText(Name.fromString(zone), 86_400) + "\n");
      Files.writeString(
          folder.resolve("policies").resolve(zone + "toml"),
          """
          version = 1
          [zone]
          origin = "%1$s"
          [parent]
          ds = "%1$sds"
          [gate]
          folder = "../gate"
          drop = "../drop/%1$s"
          [[gate.stage]]
          name = "all"
          file = "../served/%1$szone"
          command = ["../reload"]
          servers = ["127.0.0.1:%2$d"]
          probe-interval = "5s"
          good-probes = 2
          soak = "5s"
          deadline = "1d"
          [[gate.notify]]
          name = "on-call"
          command = ["true"]
          level = "info"
          [gate.metrics]
          file = "../zonegate.prom"
          every = "15s"
          """
              .formatted(zone, port));
      nsd.append(
          """
          zone:
            name: "%1$s"
            zonefile: "%1$szone"
            provide-xfr: 127.0.0.1 NOKEY
          """
              .formatted(zone));
    }
    Files.writeString(folder.resolve("nsd.conf"), nsd);
  }
}
