package io.zonegate.replay;

import io.zonegate.caching.Meeting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * The name servers of a replay: one for each version of the zone and of its parent, started when it
 * is first needed and kept until this is closed.
 */
final class Stage implements AutoCloseable {
  /** The parent's signatures are valid for all of the time, and no longer than a serial wraps. */
  private static final Duration MARGIN = Duration.ofDays(30);

  private final Programs programs;
  private final Publications publications;
  private final Path folder;
  private final ParentZone parent;
  private final Map<Publications.ZoneEdition, LoopbackServer> zones = new HashMap<>();
  private final Map<Publications.DsEdition, LoopbackServer> parents = new HashMap<>();

  /**
   * Nothing runs yet.
   *
   * @param until no clock of the replay goes beyond this second
   */
  Stage(Programs programs, Publications publications, long until, Path folder) {
    this.programs = programs;
    this.publications = publications;
    this.folder = folder;
    long from =
        LongStream.concat(
                publications.parents().stream().mapToLong(Publications.DsEdition::at),
                publications.zones().stream().mapToLong(Publications.ZoneEdition::at))
            .min()
            .orElse(until);
    this.parent =
        new ParentZone(
            publications,
            Instant.ofEpochSecond(from).minus(MARGIN),
            Instant.ofEpochSecond(until).plus(MARGIN));
  }

  /** The trust anchor of the parent. */
  String anchor() {
    return parent.anchor();
  }

  /** The server that has the DS RRset which a meeting begins with. */
  LoopbackServer ds(Meeting meeting) throws IOException, ProgramException {
    return parent(publications.withDs(meeting.ds(), meeting.dsFetched()));
  }

  /** The server that its DNSKEY RRset is fetched from. */
  LoopbackServer keys(Meeting meeting) throws IOException, ProgramException {
    return zone(publications.withKeys(meeting.keys(), meeting.keysFetched()));
  }

  /** The server that its other RRsets are fetched from. */
  LoopbackServer data(Meeting meeting) throws IOException, ProgramException {
    return zone(publications.withData(meeting.data(), meeting.dataFetched()));
  }

  /** The server that has this zone. */
  LoopbackServer zone(Publications.ZoneEdition edition) throws IOException, ProgramException {
    LoopbackServer running = zones.get(edition);
    if (running == null) {
      Path home = folder.resolve("zone-" + (zones.size() + 1));
      running = start(home, publications.zone(), edition.file().toAbsolutePath());
      zones.put(edition, running);
    }
    return running;
  }

  /** The server that has the parent with this DS RRset. */
  LoopbackServer parent(Publications.DsEdition edition) throws IOException, ProgramException {
    LoopbackServer running = parents.get(edition);
    if (running == null) {
      Path home = folder.resolve("parent-" + (parents.size() + 1));
      Files.createDirectories(home);
      Path file = Files.writeString(home.resolve("parent.zone"), parent.text(edition));
      running = start(home, ParentZone.ORIGIN, file.toAbsolutePath());
      parents.put(edition, running);
    }
    return running;
  }

  private LoopbackServer start(Path home, String zone, Path file)
      throws IOException, ProgramException {
    Record soa = Record.newRecord(Name.fromConstantString(zone), Type.SOA, DClass.IN);
    return LoopbackServer.start(
        home,
        port -> {
          Path configuration = home.resolve("server.conf");
          Files.writeString(configuration, programs.nameserver().configuration(port, zone, file));
          return programs.nameserver().command(programs.server(), configuration);
        },
        environment -> {},
        soa);
  }

  @Override
  public void close() {
    zones.values().forEach(LoopbackServer::close);
    parents.values().forEach(LoopbackServer::close);
  }
}
