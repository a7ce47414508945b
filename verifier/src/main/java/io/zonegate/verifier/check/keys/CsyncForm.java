package io.zonegate.verifier.check.keys;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.Check;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.Bytes;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Structure;
import io.zonegate.verifier.zone.TypeBitmap;
import io.zonegate.verifier.zone.Zone;
import java.util.Arrays;
import java.util.stream.Collectors;

/** CSYNC-FORM. */
@CheckInfo(
    id = "CSYNC-FORM",
    title = "CSYNC stands at the apex and has flags, types and a serial that make sense",
    group = CheckGroup.KEYS,
    severity = Severity.WARN,
    strictness = Strictness.SERVERS,
    citation = "RFC 7477 sections 2.1 and 3",
    examines = "owner names",
    explanation =
        """
        A zone has one CSYNC record, at its apex. Its flags are immediate (1) and soaminimum (2) only; its \
        types are those that parents copy, NS, A and AAAA; and with soaminimum its serial is not above \
        the SOA's, or the parent never acts on it. CSYNC RDATA is: serial (4 octets), flags (2), type \
        bit map.""",
    remedy = "Mend or remove the CSYNC record in the unsigned zone.")
public final class CsyncForm implements Check {
  private static final int IMMEDIATE = 1;
  private static final int SOA_MINIMUM = 2;
  private static final int FIXED = 6;

  @Override
  public void examine(Candidate candidate, OwnerRange range, Examination examination) {
    Zone zone = candidate.zone();
    for (int o = range.first(); o < range.end(); o++) {
      examination.examined(1);
      int rrset = zone.findRrset(o, RecordType.CSYNC);
      if (rrset < 0 || zone.structure().kind(o) == Structure.OCCLUDED) {
        continue;
      }
      if (o > 0) {
        warn(
            zone,
            o,
            zone.firstRecord(rrset),
            "stands below the apex, where no parent looks",
            examination);
        continue;
      }
      int n = zone.firstSignature(rrset) - zone.firstRecord(rrset);
      if (n > 1) {
        warn(zone, o, zone.firstRecord(rrset), "is one of " + n + "; one is allowed", examination);
      }
      for (int r = zone.firstRecord(rrset); r < zone.firstSignature(rrset); r++) {
        record(zone, r, examination);
      }
    }
  }

  private static void record(Zone zone, int record, Examination examination) {
    byte[] array = zone.rdataArray(record);
    int at = zone.rdataOffset(record);
    int serial = Bytes.int32(array, at);
    int flags = Bytes.uint16(array, at + 4);
    if ((flags & ~(IMMEDIATE | SOA_MINIMUM)) != 0) {
      warn(zone, 0, record, "has flags " + flags + "; only 1 and 2 are defined", examination);
    }
    // Serial number arithmetic (RFC 1982): the overflow is the point.
    if ((flags & SOA_MINIMUM) != 0 && serial - (int) zone.serial() > 0) {
      warn(
          zone,
          0,
          record,
          "waits for serial "
              + Integer.toUnsignedString(serial)
              + "; the zone has "
              + zone.serial(),
          examination);
    }
    String others =
        Arrays.stream(TypeBitmap.read(array, at + FIXED, at + zone.rdataLength(record)))
            .filter(t -> t != RecordType.NS && t != RecordType.A && t != RecordType.AAAA)
            .mapToObj(RecordType::mnemonic)
            .collect(Collectors.joining(", "));
    if (!others.isEmpty()) {
      warn(zone, 0, record, "asks for " + others + ", which no parent copies", examination);
    }
  }

  private static void warn(Zone zone, int owner, int record, String what, Examination examination) {
    examination.report(
        Severity.WARN,
        owner,
        RecordType.CSYNC,
        record,
        () -> "CSYNC of " + zone.ownerName(owner) + " " + what);
  }
}
