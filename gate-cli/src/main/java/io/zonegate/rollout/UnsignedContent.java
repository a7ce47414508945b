package io.zonegate.rollout;

import io.zonegate.hsm.file.WholeFile;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import io.zonegate.verifier.zone.ZoneSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * The content of a signed zone without what signing adds, as a master file that can be signed
 * again. Keys are not content: what is signed again gets those of today.
 */
public final class UnsignedContent {
  /** The serial is the first of the five numbers at the end of an SOA's RDATA. */
  private static final int SERIAL_FROM_END = 20;

  private UnsignedContent() {}

  /**
   * Writes the content.
   *
   * @param signed a master file that was judged
   * @param zone apex, absolute
   * @param serial the serial that it gets, 0 to 2^32-1
   * @param keepRequests whether CDS and CDNSKEY records at the apex stay, because signing adds none
   * @param unsigned the file that is written, in the generic form of RFC 3597
   * @throws ZoneReadException if the zone cannot be read
   * @throws IOException if the file cannot be written; nothing is left of it then
   */
  public static void write(
      Path signed, String zone, long serial, boolean keepRequests, Path unsigned)
      throws IOException, ZoneReadException {
    Zone read = ZoneSource.readAlone(signed, NameText.wire(zone));
    WholeFile.write(unsigned, out -> write(read, serial, keepRequests, out));
  }

  private static void write(Zone zone, long serial, boolean keepRequests, OutputStream out)
      throws IOException {
    HexFormat hex = HexFormat.of();
    for (int owner = 0; owner < zone.owners(); owner++) {
      String name = zone.ownerName(owner);
      for (int s = zone.firstRrset(owner); s < zone.firstRrset(owner + 1); s++) {
        int type = zone.type(s);
        if (isAdded(owner, type, keepRequests)) {
          continue;
        }
        for (int r = zone.firstRecord(s); r < zone.firstSignature(s); r++) {
          byte[] rdata = zone.rdata(r);
          if (type == RecordType.SOA) {
            for (int i = 0; i < 4; i++) {
              rdata[rdata.length - SERIAL_FROM_END + i] = (byte) (serial >> (24 - 8 * i));
            }
          }
          String line =
              name
                  + " "
                  + Integer.toUnsignedString(zone.ttl(r))
                  + " IN TYPE"
                  + type
                  + " \\# "
                  + rdata.length
                  + (rdata.length == 0 ? "" : " " + hex.formatHex(rdata))
                  + "\n";
          out.write(line.getBytes(StandardCharsets.ISO_8859_1));
        }
      }
    }
  }

  private static boolean isAdded(int owner, int type, boolean keepRequests) {
    return switch (type) {
      case RecordType.NSEC, RecordType.NSEC3, RecordType.NSEC3PARAM -> true;
      case RecordType.DNSKEY, RecordType.ZONEMD -> owner == 0;
      case RecordType.CDS, RecordType.CDNSKEY -> owner == 0 && !keepRequests;
      default -> false;
    };
  }
}
