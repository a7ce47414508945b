package io.zonegate.testzones.sign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/**
 * A signed zone in memory that can be changed and signed again in parts, rightly or wrongly. Small
 * zones only: every search walks all records.
 */
public final class SignedZone {

  private final Name origin;
  private final List<Record> records;
  private SigningPlan plan;

  SignedZone(Name origin, SigningPlan plan, List<Record> records) {
    this.origin = origin;
    this.plan = plan;
    this.records = new ArrayList<>(records);
  }

  /** A zone without plan and signatures. */
  public static SignedZone unsigned(Name origin, List<Record> records) {
    return new SignedZone(origin, null, records);
  }

  /** The same zone, to be changed on its own. */
  public SignedZone copy() {
    return new SignedZone(origin, plan, records);
  }

  /** The apex. */
  public Name origin() {
    return origin;
  }

  /** How {@link #resign(Name, int)} signs. */
  public SigningPlan plan() {
    return plan;
  }

  /** Sets how {@link #resign(Name, int)} signs from now on. */
  public void setPlan(SigningPlan newPlan) {
    this.plan = newPlan;
  }

  /** A copy of the list of records as they stand now. */
  public List<Record> records() {
    return List.copyOf(records);
  }

  /** Delegations, glue and so on as they stand now. */
  public ZoneAuthority authority() {
    return new ZoneAuthority(origin, records);
  }

  /** The records of an RRset; empty when there is none. For RRSIGs see {@link #rrsigs}. */
  public List<Record> find(Name name, int type) {
    return records.stream().filter(r -> r.getName().equals(name) && r.getType() == type).toList();
  }

  /** The RRSIGs at a name that cover a type. */
  public List<RRSIGRecord> rrsigs(Name name, int covered) {
    return records.stream()
        .filter(r -> r.getName().equals(name) && r.getType() == Type.RRSIG)
        .map(RRSIGRecord.class::cast)
        .filter(r -> r.getTypeCovered() == covered)
        .toList();
  }

  /** All RRSIGs of the zone in the order of the records. */
  public List<RRSIGRecord> rrsigs() {
    return records.stream()
        .filter(r -> r.getType() == Type.RRSIG)
        .map(RRSIGRecord.class::cast)
        .toList();
  }

  /** All records of a type in the order of the records. */
  public List<Record> ofType(int type) {
    return records.stream().filter(r -> r.getType() == type).toList();
  }

  /** The TTL for NSEC and NSEC3: the lesser of the SOA's TTL and minimum (RFC 9077 3). */
  public long denialTtl() {
    SOARecord soa = (SOARecord) ofType(Type.SOA).get(0);
    return Math.min(soa.getTTL(), soa.getMinimum());
  }

  /** Adds a record as it is. */
  public void add(Record record) {
    records.add(record);
  }

  /** Removes this very record. */
  @SuppressWarnings("ReferenceEquality") // Record.equals is blind to TTLs and letter case.
  public void remove(Record record) {
    if (!records.removeIf(r -> r == record)) {
      throw new IllegalArgumentException("zone " + origin + " has no record " + record);
    }
  }

  /** Puts a record in the place of another one. */
  public void replace(Record old, Record replacement) {
    remove(old);
    add(replacement);
  }

  /** Removes an RRset and the RRSIGs that cover it. */
  public void removeRrset(Name name, int type) {
    records.removeIf(r -> r.getName().equals(name) && r.getType() == type);
    removeRrsigs(name, type);
  }

  /** Removes the RRSIGs that cover an RRset. */
  public void removeRrsigs(Name name, int covered) {
    records.removeAll(rrsigs(name, covered));
  }

  /** Signs an RRset again, rightly, with the keys of the plan. */
  public void resign(Name name, int type) {
    removeRrsigs(name, type);
    for (SoftwareKey key : plan.keys().signersOf(type)) {
      addSignature(name, type, key, fields -> fields);
    }
  }

  /** Replaces the RRSIGs of an RRset by one of the given key with changed fields. */
  public void resign(Name name, int type, SoftwareKey key, UnaryOperator<RrsigFields> change) {
    removeRrsigs(name, type);
    addSignature(name, type, key, change);
  }

  /**
   * Adds an RRSIG over the RRset as it stands; the signature is right for the changed fields, which
   * is what a signer with a bug produces.
   */
  public RRSIGRecord addSignature(
      Name name, int type, SoftwareKey key, UnaryOperator<RrsigFields> change) {
    RrsigFields fields = change.apply(fields(name, type, key));
    byte[] signature = key.sign(signedData(name, type, fields));
    return addSignature(name, ttl(name, type), fields, signature);
  }

  /** What a right signature with these fields over the RRset as it stands covers. */
  public byte[] signedData(Name name, int type, RrsigFields fields) {
    List<byte[]> rdatas = find(name, type).stream().map(CanonicalForm::rdata).toList();
    return CanonicalForm.signedData(fields, name, type, rdatas);
  }

  /** Adds an RRSIG with any octets as its signature. */
  public RRSIGRecord addSignature(Name name, long ttl, RrsigFields fields, byte[] signature) {
    RRSIGRecord rrsig = fields.record(name, ttl, signature);
    records.add(rrsig);
    return rrsig;
  }

  /** Replaces the signature octets of one RRSIG and leaves its fields. */
  public void replaceSignature(RRSIGRecord old, UnaryOperator<byte[]> change) {
    replace(
        old, fieldsOf(old).record(old.getName(), old.getTTL(), change.apply(old.getSignature())));
  }

  /** The right fields for a signature of this key over an RRset of the zone. */
  public RrsigFields fields(Name name, int type, SoftwareKey key) {
    return RrsigFields.right(
        name, type, ttl(name, type), key, origin, plan.inception(), plan.expiration());
  }

  /** The fields of an existing RRSIG. */
  public static RrsigFields fieldsOf(RRSIGRecord rrsig) {
    return new RrsigFields(
        rrsig.getTypeCovered(),
        rrsig.getAlgorithm(),
        rrsig.getLabels(),
        rrsig.getOrigTTL(),
        rrsig.getExpire(),
        rrsig.getTimeSigned(),
        rrsig.getFootprint(),
        rrsig.getSigner());
  }

  /** The same record with another TTL; dnsjava has no public way to do it. */
  public static Record withTtl(Record record, long ttl) {
    return Record.newRecord(
        record.getName(), record.getType(), DClass.IN, ttl, CanonicalForm.plainRdata(record));
  }

  /**
   * The same SOA record with another serial.
   *
   * @param serial taken modulo 2^32
   */
  public static SOARecord withSerial(SOARecord soa, long serial) {
    return new SOARecord(
        soa.getName(),
        soa.getDClass(),
        soa.getTTL(),
        soa.getHost(),
        soa.getAdmin(),
        serial & 0xffff_ffffL,
        soa.getRefresh(),
        soa.getRetry(),
        soa.getExpire(),
        soa.getMinimum());
  }

  /** Puts the records in canonical order: SOA first, each RRset followed by its RRSIGs. */
  public void sort() {
    records.sort(
        Comparator.comparing(Record::getName)
            .thenComparing(r -> coveredType(r) != Type.SOA)
            .thenComparingInt(SignedZone::coveredType)
            .thenComparing(r -> r.getType() == Type.RRSIG)
            .thenComparing(CanonicalForm::rdata, Arrays::compareUnsigned));
  }

  /** The zone as a master file, one record a line, in the order of the records. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Record r : records) {
      text.append(r).append('\n');
    }
    return text.toString();
  }

  private long ttl(Name name, int type) {
    List<Record> rrset = find(name, type);
    if (rrset.isEmpty()) {
      throw new IllegalArgumentException(
          "zone " + origin + " has no " + Type.string(type) + " at " + name + " to sign");
    }
    return rrset.get(0).getTTL();
  }

  private static int coveredType(Record r) {
    return r instanceof RRSIGRecord rrsig ? rrsig.getTypeCovered() : r.getType();
  }
}
