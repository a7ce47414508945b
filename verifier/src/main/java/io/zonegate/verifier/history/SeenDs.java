package io.zonegate.verifier.history;

import io.zonegate.verifier.crypto.Dnskey;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.PlainRecords;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.ZoneReadException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The DS RRset as it was seen at the parent.
 *
 * @param records the DS records; empty if the parent was seen to have none
 * @param ttl their TTL in seconds; {@link #TTL_UNKNOWN} if the source did not say
 */
public record SeenDs(List<Ds> records, long ttl) {
  /** The source had records without a TTL, as a {@code dsset-} file has. */
  public static final long TTL_UNKNOWN = -1;

  /** The parent was seen to have no DS record. */
  public static final SeenDs NONE = new SeenDs(List.of(), TTL_UNKNOWN);

  /** Copies the list. */
  public SeenDs {
    records = List.copyOf(records);
  }

  /**
   * Reads the parent's DS records from a master file; a DNSKEY record stands for its DS with
   * SHA-256, as where the parent's DS set is judged by.
   *
   * @param zone the zone's name in wire form
   * @throws ZoneReadException if the file cannot be read or has other records than these of this
   *     zone
   */
  public static SeenDs read(Path file, byte[] zone) throws ZoneReadException {
    List<Ds> records = new ArrayList<>();
    long ttl = TTL_UNKNOWN;
    String apex = NameText.present(zone, 0);
    for (PlainRecords.Plain plain : PlainRecords.read(file, zone)) {
      String owner = NameText.present(plain.owner(), 0);
      boolean fits = plain.type() == RecordType.DS || plain.type() == RecordType.DNSKEY;
      if (!fits || !owner.equalsIgnoreCase(apex)) {
        throw new ZoneReadException(
            plain.position(),
            owner
                + " "
                + RecordType.mnemonic(plain.type())
                + ": the history takes DS records of "
                + apex
                + " only, or DNSKEY records in their place");
      }
      records.add(
          plain.type() == RecordType.DS
              ? Ds.of(plain.rdata())
              : Ds.sha256Of(plain.owner(), new Dnskey(plain.rdata(), -1)));
      ttl = Math.max(ttl, plain.ttl());
    }
    if (records.isEmpty()) {
      throw new ZoneReadException(file.toString(), "no DS record in it");
    }
    return new SeenDs(records, ttl);
  }

  /** Whether these are the same records, in whatever order and with whatever TTL. */
  public boolean hasRecords(List<Ds> others) {
    return java.util.Set.copyOf(records).equals(java.util.Set.copyOf(others));
  }
}
