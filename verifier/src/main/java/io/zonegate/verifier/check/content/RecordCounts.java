package io.zonegate.verifier.check.content;

import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;

/**
 * How many records an RRset has, and how many types a name. By default BIND (9.18.28 and later;
 * CVE-2024-1737) has room for 100 of each: its secondaries do not take over a zone with more, and
 * its resolvers answer SERVFAIL for such an RRset. The DNS itself has no such limit.
 */
final class RecordCounts {
  /** The defaults of BIND's max-records-per-type and max-types-per-name. */
  private static final int MOST = 100;

  private RecordCounts() {}

  /** Examines the RRsets of an owner. */
  static void examine(Zone zone, int owner, Examination examination) {
    int types = 0;
    for (int s = zone.firstRrset(owner); s < zone.firstRrset(owner + 1); s++) {
      int first = zone.firstRecord(s);
      int signature = zone.firstSignature(s);
      int end = zone.firstRecord(s + 1);
      // The RRSIGs that cover a type are a type of their own where records are kept.
      types += (first < signature ? 1 : 0) + (signature < end ? 1 : 0);
      count(zone, owner, s, signature - first, "records", first, examination);
      count(zone, owner, s, end - signature, "RRSIGs", signature, examination);
    }
    if (types > MOST) {
      int found = types;
      examination.report(
          Severity.WARN,
          owner,
          zone.type(zone.firstRrset(owner)),
          zone.firstRecord(zone.firstRrset(owner)),
          () ->
              zone.ownerName(owner)
                  + " has "
                  + found
                  + " types, each with RRSIGs counted twice; BIND takes "
                  + MOST,
          "types",
          found,
          "limit",
          MOST);
    }
  }

  private static void count(
      Zone zone,
      int owner,
      int rrset,
      int count,
      String what,
      int record,
      Examination examination) {
    if (count > MOST) {
      int type = zone.type(rrset);
      examination.report(
          Severity.WARN,
          owner,
          type,
          record,
          () ->
              zone.ownerName(owner)
                  + " "
                  + RecordType.mnemonic(type)
                  + " has "
                  + count
                  + " "
                  + what
                  + "; BIND takes "
                  + MOST,
          "records",
          count,
          "limit",
          MOST);
    }
  }
}
