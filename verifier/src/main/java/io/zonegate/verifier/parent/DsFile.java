package io.zonegate.verifier.parent;

import io.zonegate.verifier.crypto.Dnskey;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.PlainRecords;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.ZoneReadException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that says which keys of a zone are to be trusted: DS or DNSKEY records in master-file form
 * (a {@code dsset-} file as it is), or IANA's root-anchors.xml (RFC 9718).
 *
 * @param zone the zone's name in presentation form, absolute
 * @param records DS records, and DNSKEYs turned into such; never empty
 */
public record DsFile(String zone, List<Ds> records) {
  /** Refuses an empty set: it cannot be told from a damaged file. */
  public DsFile {
    records = List.copyOf(records);
    if (records.isEmpty()) {
      throw new IllegalArgumentException("no DS for " + zone);
    }
  }

  /**
   * Reads a file of either form.
   *
   * @param zone wire form of the zone's name, or null to take that of the first record
   * @param now the clock, which decides which digests of an XML file are valid
   * @throws ZoneReadException if the file cannot be read, has other records or records of another
   *     zone, or is empty
   */
  public static DsFile read(Path file, byte[] zone, Instant now) throws ZoneReadException {
    DsFile read = isXml(file) ? RootAnchors.read(file, now) : records(file, zone);
    if (zone != null && !read.zone.equalsIgnoreCase(NameText.present(zone, 0))) {
      throw new ZoneReadException(
          file.toString(),
          "trust anchors of "
              + read.zone
              + "; those of "
              + NameText.present(zone, 0)
              + " are needed");
    }
    return read;
  }

  private static boolean isXml(Path file) throws ZoneReadException {
    try (InputStream in = Files.newInputStream(file)) {
      String head = new String(in.readNBytes(64), java.nio.charset.StandardCharsets.UTF_8);
      return head.replace("\ufeff", "").stripLeading().startsWith("<");
    } catch (IOException e) {
      throw ZoneReadException.of(file.toString(), e);
    }
  }

  /** Reads master-file form only. */
  static DsFile records(Path file, byte[] zone) throws ZoneReadException {
    List<Ds> records = new ArrayList<>();
    String expected = zone == null ? null : NameText.present(zone, 0);
    for (PlainRecords.Plain plain : PlainRecords.read(file, zone)) {
      String owner = NameText.present(plain.owner(), 0);
      if (expected == null) {
        expected = owner;
      }
      if (!owner.equalsIgnoreCase(expected)) {
        throw new ZoneReadException(
            plain.position(),
            "record of " + owner + "; only those of " + expected + " belong here");
      }
      switch (plain.type()) {
        case RecordType.DS -> records.add(Ds.of(plain.rdata()));
        case RecordType.DNSKEY ->
            records.add(Ds.sha256Of(plain.owner(), new Dnskey(plain.rdata(), -1)));
        default ->
            throw new ZoneReadException(
                plain.position(),
                RecordType.mnemonic(plain.type())
                    + " record; only DS or DNSKEY records belong here");
      }
    }
    if (records.isEmpty()) {
      throw new ZoneReadException(
          file.toString(), "no DS or DNSKEY record in it; if the parent has none, say --no-parent");
    }
    return new DsFile(expected, records);
  }
}
