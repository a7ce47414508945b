package io.zonegate.cli;

import io.zonegate.verifier.history.SeenDs;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.zone.PlainRecords;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.ZoneReadException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** A file with DNSKEY or DS records of a key of a plan. */
final class KeyFile {
  /** Those that are not made already where a DNSKEY record stands for its DS with SHA-256. */
  private static final List<Integer> OTHER_DIGESTS =
      List.of(DNSSEC.Digest.SHA1, DNSSEC.Digest.SHA384);

  private KeyFile() {}

  /**
   * The DS records that the parent may have of it: those in the file, and of a DNSKEY record those
   * with each digest that validators know.
   *
   * @param zone the zone's name in wire form
   * @throws CommandException if there is nothing in it that a DNSKEY RRset can be compared with
   */
  static List<Ds> read(Path file, byte[] zone) throws CommandException {
    try {
      List<Ds> all = new ArrayList<>(SeenDs.read(file, zone).records());
      for (PlainRecords.Plain plain : PlainRecords.read(file, zone)) {
        if (plain.type() == RecordType.DNSKEY) {
          Name name = new Name(zone);
          Record key = Record.newRecord(name, Type.DNSKEY, DClass.IN, 0, plain.rdata());
          for (int digest : OTHER_DIGESTS) {
            Record ds = new DSRecord(name, DClass.IN, 0, digest, (DNSKEYRecord) key);
            all.add(Ds.of(ds.rdataToWireCanonical()));
          }
        }
      }
      if (all.stream().noneMatch(Ds::isSupported)) {
        throw new CommandException(
            ExitCode.UNDECIDED,
            file
                + ": nothing to compare a key with, only "
                + all
                + "; give the DNSKEY record, or a DS record with digest type 1, 2 or 4");
      }
      return all;
    } catch (ZoneReadException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandException(ExitCode.UNDECIDED, file + ": " + e.getMessage(), e);
    }
  }
}
