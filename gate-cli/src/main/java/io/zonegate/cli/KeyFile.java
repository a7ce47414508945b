package io.zonegate.cli;

import io.zonegate.verifier.history.SeenDs;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.zone.PlainRecords;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.ZoneReadException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** DNSKEY or DS records of a key of a plan. */
final class KeyFile {
  /** The digest that DS records have if nothing is said. */
  static final int USUAL_DIGEST = DNSSEC.Digest.SHA256;

  private static final List<Integer> DIGESTS =
      List.of(USUAL_DIGEST, DNSSEC.Digest.SHA1, DNSSEC.Digest.SHA384);

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
      Set<Ds> all = new LinkedHashSet<>(SeenDs.read(file, zone).records());
      for (PlainRecords.Plain plain : PlainRecords.read(file, zone)) {
        if (plain.type() == RecordType.DNSKEY) {
          all.addAll(of(new Name(zone), plain.rdata()));
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
      return List.copyOf(all);
    } catch (ZoneReadException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandException(ExitCode.UNDECIDED, file + ": " + e.getMessage(), e);
    }
  }

  /** The DS records that are right for a key, with each digest that validators know. */
  static List<Ds> of(Name zone, byte[] dnskey) {
    DNSKEYRecord key = (DNSKEYRecord) Record.newRecord(zone, Type.DNSKEY, DClass.IN, 0, dnskey);
    return DIGESTS.stream()
        .map(digest -> new DSRecord(zone, DClass.IN, 0, digest, key))
        .map(ds -> Ds.of(ds.rdataToWireCanonical()))
        .toList();
  }
}
