package io.zonegate.verifier.parent;

import io.zonegate.verifier.crypto.Dnskey;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.PlainRecords;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.ZoneReadException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is known of the way from the parent to the candidate's keys. */
public sealed interface ParentTrust {
  /**
   * The parent's DS set or a trust anchor is known.
   *
   * @param records DS records, and DNSKEYs turned into such; never empty
   * @param source where they come from
   */
  record Known(List<Ds> records, String source) implements ParentTrust {
    /** Refuses an empty set: it cannot be told from a damaged file. */
    public Known {
      records = List.copyOf(records);
      if (records.isEmpty()) {
        throw new IllegalArgumentException("an empty DS set");
      }
    }
  }

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
    List<Ds> records = new ArrayList<>();
    byte[] expected = zone;
    for (PlainRecords.Plain plain : PlainRecords.read(file, zone)) {
      if (expected == null) {
        expected = plain.owner();
      }
      String owner = NameText.present(plain.owner(), 0);
      if (!owner.equalsIgnoreCase(NameText.present(expected, 0))) {
        throw new ZoneReadException(
            plain.position(),
            "record of "
                + owner
                + "; only those of "
                + NameText.present(expected, 0)
                + " belong here");
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
    return new Known(records, file.toString());
  }
}
