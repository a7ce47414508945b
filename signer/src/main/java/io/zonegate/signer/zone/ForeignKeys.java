package io.zonegate.signer.zone;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Reads the DNSKEY records of the zone's other signers (RFC 8901) from a master file. */
public final class ForeignKeys {

  private ForeignKeys() {}

  /**
   * The keys in the order of the file; their TTL is of no account and may be left out, as in the
   * files of dnssec-keygen.
   *
   * @throws ZoneInputException when the file has none, or anything but DNSKEY records at the apex
   */
  public static List<DnskeyRdata> read(Path file, Name apex) {
    List<DnskeyRdata> keys = new ArrayList<>();
    MasterRecords.readAnyTtl(
        file,
        apex,
        record -> {
          if (record.type() != Type.DNSKEY || record.owner().depth() != 0) {
            throw record.refused(
                record.owner()
                    + " "
                    + Type.string(record.type())
                    + " is no DNSKEY record at "
                    + apex
                    + "; only these belong here");
          }
          try {
            DnskeyRdata key = DnskeyRdata.parse(record.rdata());
            if (!keys.contains(key)) {
              keys.add(key);
            }
          } catch (IllegalArgumentException e) {
            throw record.refused("DNSKEY is refused: " + e.getMessage());
          }
          return true;
        });
    if (keys.isEmpty()) {
      throw new ZoneInputException(
          file, 0, "has no DNSKEY record of " + apex + "; name another file, or none");
    }
    return List.copyOf(keys);
  }
}
