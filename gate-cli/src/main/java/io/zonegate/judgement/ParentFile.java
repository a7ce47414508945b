package io.zonegate.judgement;

import io.zonegate.verifier.parent.DsFile;
import io.zonegate.verifier.parent.ParentServers;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.parent.ServerAddress;
import io.zonegate.verifier.zone.ZoneReadException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Where the parent's DS set is to be read from. */
public sealed interface ParentFile {
  /** A file of DS or DNSKEY records. */
  record In(Path file) implements ParentFile {}

  /** The parent's servers, and a file with keys of the parent zone. */
  record From(List<ServerAddress> servers, Path anchor) implements ParentFile {
    /**
     * Asks them.
     *
     * @param zone the zone's name in wire form
     * @param at when signatures must be valid
     * @throws ZoneReadException if the file cannot be read
     */
    public ParentTrust ask(byte[] zone, Instant at) throws ZoneReadException {
      return new ParentServers(servers, DsFile.read(anchor, null, at), at).ask(zone);
    }
  }

  /** Not to be judged, by this setting. */
  record NotJudged(String setting) implements ParentFile {}

  /** Nobody said anything. */
  record Unsaid() implements ParentFile {}
}
