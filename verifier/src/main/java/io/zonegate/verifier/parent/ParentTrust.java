package io.zonegate.verifier.parent;

import io.zonegate.verifier.zone.ZoneReadException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What is known of the way from the parent to the candidate's keys. */
public sealed interface ParentTrust {
  /**
   * An answer of the parent's servers, validated and the same from all.
   *
   * @param ttl largest TTL in seconds that a server gave; caches may hold the answer so long
   * @param servers the servers that were asked
   * @param at when they were asked
   */
  record Seen(long ttl, List<String> servers, Instant at) {
    /** Refuses an answer that nobody gave. */
    public Seen {
      servers = List.copyOf(servers);
      Objects.requireNonNull(at);
      if (ttl < 0 || servers.isEmpty()) {
        throw new IllegalArgumentException("TTL " + ttl + " from " + servers);
      }
    }
  }

  /**
   * The parent's DS set or a trust anchor is known.
   *
   * @param records DS records, and DNSKEYs turned into such; never empty
   * @param source where they come from
   * @param seen the answer they come from; empty if they come from a file
   */
  record Known(List<Ds> records, String source, Optional<Seen> seen) implements ParentTrust {
    /** Refuses an empty set: it cannot be told from a damaged file. */
    public Known {
      records = List.copyOf(records);
      Objects.requireNonNull(seen);
      if (records.isEmpty()) {
        throw new IllegalArgumentException("an empty DS set");
      }
    }

    /** Records from a file. */
    public Known(List<Ds> records, String source) {
      this(records, source, Optional.empty());
    }

    /** Records from the parent's servers, in one order. */
    static Known of(List<Ds> records, Seen seen) {
      List<Ds> sorted =
          records.stream()
              .sorted(
                  Comparator.comparingInt(Ds::keyTag)
                      .thenComparingInt(Ds::algorithm)
                      .thenComparingInt(Ds::digestType)
                      .thenComparing(Ds::digest))
              .toList();
      return new Known(sorted, String.join(", ", seen.servers()), Optional.of(seen));
    }
  }

  /**
   * The parent proves that it has no DS for the zone: validators treat the zone as insecure.
   *
   * @param seen the answer
   */
  record Insecure(Seen seen) implements ParentTrust {}

  /**
   * The user says that the way to the parent is not to be judged.
   *
   * @param setting the setting that says so
   */
  record NotJudged(String setting) implements ParentTrust {}

  /**
   * Nothing is known of the parent.
   *
   * @param reason why, and what to do
   */
  record Missing(String reason) implements ParentTrust {
    /** Nobody said anything. */
    public static final Missing UNSAID =
        new Missing(
            "nothing is known of the parent; give --ds FILE, --trust-anchor FILE or --no-parent");
  }

  /**
   * Reads DS or DNSKEY records of one zone from a master file, such as a {@code dsset-} file.
   *
   * @param zone wire form of the zone's name, or null to take that of the first record
   * @throws ZoneReadException if the file cannot be read, has other records or records of another
   *     zone, or is empty
   */
  static Known read(Path file, byte[] zone) throws ZoneReadException {
    return new Known(DsFile.records(file, zone).records(), file.toString());
  }

  /**
   * The same, and IANA's root-anchors.xml.
   *
   * @param now the clock, which decides which trust anchors of an XML file are valid
   */
  static Known read(Path file, byte[] zone, Instant now) throws ZoneReadException {
    return new Known(DsFile.read(file, zone, now).records(), file.toString());
  }
}
