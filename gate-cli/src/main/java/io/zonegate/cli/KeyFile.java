package io.zonegate.cli;

import io.zonegate.verifier.crypto.Dnskey;
import io.zonegate.verifier.history.SeenDs;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.zone.PlainRecords;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.ZoneReadException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.DNSSEC;

/** DNSKEY or DS records of a key of a plan. */
final class KeyFile {
  private static final List<Integer> DIGESTS =
      List.of(Ds.SHA256, DNSSEC.Digest.SHA1, DNSSEC.Digest.SHA384);

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
          all.addAll(of(zone, plain.rdata()));
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
    }
  }

  /**
   * The DS records that are right for a key, with each digest that validators know.
   *
   * @param zone the zone's name in wire form
   * @param dnskey its DNSKEY RDATA
   */
  static List<Ds> of(byte[] zone, byte[] dnskey) {
    Dnskey key = new Dnskey(dnskey, -1);
    return DIGESTS.stream().map(type -> Ds.of(zone, key, type)).toList();
  }
}
