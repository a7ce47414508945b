package io.zonegate.replay;

import java.nio.file.Path;
import java.util.List;

/** A name server that this program can set up with one zone on the loopback. */
public enum Nameserver {
  /** CZ.NIC's Knot DNS. */
  KNOT("knot", "knotd", "-V") {
    @Override
    String configuration(int port, String zone, Path file) {
      return """
      server:
          rundir: "."
          listen: 127.0.0.1@%1$d
          udp-workers: 1
          tcp-workers: 1
          background-workers: 1
      database:
          storage: "."
      log:
        - target: stderr
          any: info
      template:
        - id: default
          storage: "."
          journal-content: none
      zone:
        - domain: "%2$s"
          file: "%3$s"
      """
          .formatted(port, zone, file);
    }

    @Override
    List<String> command(Path program, Path configuration) {
      return List.of(program.toString(), "-c", configuration.toString());
    }
  },
  /** NLnet Labs' NSD. */
  NSD("nsd", "nsd", "-v") {
    @Override
    String configuration(int port, String zone, Path file) {
      return """
      server:
        ip-address: 127.0.0.1@%1$d
        server-count: 1
        username: ""
        database: ""
        verbosity: 1
        zonesdir: ""
        pidfile: ""
        xfrdfile: "xfrd.state"
        xfrdir: "."
        zonelistfile: "zone.list"
      remote-control:
        control-enable: no
      zone:
        name: "%2$s"
        zonefile: "%3$s"
      """
          .formatted(port, zone, file);
    }

    @Override
    List<String> command(Path program, Path configuration) {
      return List.of(program.toString(), "-d", "-c", configuration.toString());
    }
  };

  private final String word;
  private final String program;
  private final String versionOption;

  Nameserver(String word, String program, String versionOption) {
    this.word = word;
    this.program = program;
    this.versionOption = versionOption;
  }

  /** Its configuration file; it runs in a folder of its own, where it may leave files. */
  abstract String configuration(int port, String zone, Path file);

  /** The command that has it stay in the foreground with this configuration. */
  abstract List<String> command(Path program, Path configuration);

  /** What it is called where programs are named, and its package in Debian. */
  public String word() {
    return word;
  }

  /** Name of its program. */
  String program() {
    return program;
  }

  /** The option with which it says its version. */
  String versionOption() {
    return versionOption;
  }
}
