package io.zonegate.transfer;

import io.zonegate.parent.RealServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.xbill.DNS.Name;

/** NSD and Knot DNS as primaries that give a zone, and as secondaries that take one. */
public final class TransferPeers {
  private static final String SECRET =
      Base64.getEncoder()
          .encodeToString("thirty-two octets make a secret.".getBytes(StandardCharsets.US_ASCII));

  private TransferPeers() {}

  /** The key that both sides have. */
  static TsigKey key() {
    return key("transfer-key");
  }

  /** A key of another name with the same secret. */
  public static TsigKey key(String name) {
    return new TsigKey(name, TsigKey.Algorithm.HMAC_SHA256, Base64.getDecoder().decode(SECRET));
  }

  /** Writes a key file in BIND's form, for its owner alone. */
  static Path keyFile(Path folder, String name, String secret) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve(name + ".key"),
            "key \"" + name + "\" {\n\talgorithm hmac-sha256;\n\tsecret \"" + secret + "\";\n};\n");
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  static Path keyFile(Path folder) throws Exception {
    return keyFile(folder, "transfer-key");
  }

  /** Writes the file of {@link #key(String)}, called NAME.key. */
  public static Path keyFile(Path folder, String name) throws Exception {
    return keyFile(folder, name, SECRET);
  }

  /** NSD that gives the zone to who has the key. */
  static RealServer nsdPrimary(Path folder, Name origin, String zone) throws Exception {
    return nsd(
        folder,
        RealServer.freePort(),
        origin,
        zone,
        "zonefile: \"zone\"\n  provide-xfr: 127.0.0.1 transfer-key");
  }

  /** NSD at a port of its own that takes the zone from there. */
  static RealServer nsdSecondary(Path folder, Name origin, int port, int primary) throws Exception {
    return nsd(folder, port, origin, null, nsdTakes(primary));
  }

  /** NSD that takes the zone from there with a key of its own, once there is one to take. */
  public static RealServer nsdSecondary(Path folder, Name origin, int port, int primary, String key)
      throws Exception {
    return nsd(folder, port, null, nsdConfiguration(folder, port, origin, nsdTakes(primary), key));
  }

  private static String nsdTakes(int primary) {
    return """
    zonefile: "zone"
      request-xfr: 127.0.0.1@%1$d transfer-key
      allow-notify: 127.0.0.1 transfer-key
      provide-xfr: 127.0.0.1 NOKEY\
    """
        .formatted(primary);
  }

  private static RealServer nsd(Path folder, int port, Name origin, String zone, String section)
      throws Exception {
    Path home = Files.createDirectories(folder.resolve("nsd-" + port));
    if (zone != null) {
      Files.writeString(home.resolve("zone"), zone);
    }
    return nsd(
        folder, port, origin, nsdConfiguration(folder, port, origin, section, "transfer-key"));
  }

  private static RealServer nsd(Path folder, int port, Name awaited, String configuration)
      throws Exception {
    Path home = Files.createDirectories(folder.resolve("nsd-" + port));
    Path file = Files.writeString(home.resolve("nsd.conf"), configuration);
    return RealServer.start(home, port, awaited, "/usr/sbin/nsd", "-d", "-c", file.toString());
  }

  private static String nsdConfiguration(
      Path folder, int port, Name origin, String section, String key) {
    return """
    server:
      ip-address: 127.0.0.1@%1$d
      server-count: 1
      username: ""
      database: ""
      verbosity: 2
      xfrd-reload-timeout: 0
      zonesdir: "%2$s"
      pidfile: "%2$s/nsd.pid"
      xfrdfile: "%2$s/xfrd.state"
      xfrdir: "%2$s"
      zonelistfile: "%2$s/zone.list"
    remote-control:
      control-enable: no
    key:
      name: "transfer-key"
      algorithm: hmac-sha256
      secret: "%5$s"
    zone:
      name: "%3$s"
      %4$s
    """
        .formatted(port, folder.resolve("nsd-" + port), origin, section, SECRET)
        .replace("transfer-key", key);
  }

  /** Knot that gives the zone to who has the key. */
  public static RealServer knotPrimary(Path folder, Name origin, String zone) throws Exception {
    return knot(folder, RealServer.freePort(), origin, zone, 1, "acl: give");
  }

  /** Knot at a port of its own that takes the zone from there. */
  static RealServer knotSecondary(Path folder, Name origin, int port, int primary)
      throws Exception {
    return knot(folder, port, origin, null, primary, KNOT_TAKES);
  }

  private static final String KNOT_TAKES = "master: primary\n    acl: [notify, give-all]";

  /** Knot that takes the zone from there with a key of its own, once there is one to take. */
  public static RealServer knotSecondary(
      Path folder, Name origin, int port, int primary, String key) throws Exception {
    return knot(
        folder, port, null, knotConfiguration(folder, port, origin, primary, KNOT_TAKES, key));
  }

  private static RealServer knot(
      Path folder, int port, Name origin, String zone, int primary, String section)
      throws Exception {
    Path home = Files.createDirectories(folder.resolve("knot-" + port));
    if (zone != null) {
      Files.writeString(home.resolve("zone"), zone);
    }
    return knot(
        folder,
        port,
        origin,
        knotConfiguration(folder, port, origin, primary, section, "transfer-key"));
  }

  private static RealServer knot(Path folder, int port, Name awaited, String configuration)
      throws Exception {
    Path home = Files.createDirectories(folder.resolve("knot-" + port));
    Path file = Files.writeString(home.resolve("knot.conf"), configuration);
    return RealServer.start(home, port, awaited, "/usr/sbin/knotd", "-c", file.toString());
  }

  private static String knotConfiguration(
      Path folder, int port, Name origin, int primary, String section, String key) {
    return """
    server:
        rundir: "%2$s"
        listen: 127.0.0.1@%1$d
    database:
        storage: "%2$s"
    log:
      - target: stderr
        any: info
    key:
      - id: transfer-key
        algorithm: hmac-sha256
        secret: %6$s
    remote:
      - id: primary
        address: 127.0.0.1@%5$d
        key: transfer-key
    acl:
      - id: give
        address: 127.0.0.1
        key: transfer-key
        action: transfer
      - id: give-all
        address: 127.0.0.1
        action: transfer
      - id: notify
        address: 127.0.0.1
        key: transfer-key
        action: notify
    template:
      - id: default
        storage: "%2$s"
        zonefile-load: difference
    zone:
      - domain: "%3$s"
        file: "zone"
        %4$s
    """
        .formatted(port, folder.resolve("knot-" + port), origin, section, primary, SECRET)
        .replace("transfer-key", key);
  }
}
