package io.zonegate.testzones.sign;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * The fields of an RRSIG record before the signature (RFC 4034 3.1). Nothing is checked: a fault
 * may want any value.
 *
 * @param typeCovered number of the type covered
 * @param algorithm algorithm number
 * @param labels labels of the owner, without the root and a leading asterisk
 * @param originalTtl seconds
 * @param expiration written as seconds modulo 2^32
 * @param inception written as seconds modulo 2^32
 * @param keyTag 0 to 65535
 * @param signer signer name, its letter case kept
 */
public record RrsigFields(
    int typeCovered,
    int algorithm,
    int labels,
    long originalTtl,
    Instant expiration,
    Instant inception,
    int keyTag,
    Name signer) {

  /** The right fields for an RRset with the given owner, type and TTL. */
  public static RrsigFields right(
      Name owner,
      int type,
      long ttl,
      SoftwareKey key,
      Name origin,
      Instant inception,
      Instant expiration) {
    return new RrsigFields(
        type, key.algorithm(), labels(owner), ttl, expiration, inception, key.tag(), origin);
  }

  /** Labels of a name as RRSIG counts them: neither the root nor a leading asterisk. */
  public static int labels(Name owner) {
    return owner.labels() - 1 - (owner.isWild() ? 1 : 0);
  }

  /** The same fields with another type covered. */
  public RrsigFields withTypeCovered(int value) {
    return new RrsigFields(
        value, algorithm, labels, originalTtl, expiration, inception, keyTag, signer);
  }

  /** The same fields with another algorithm number. */
  public RrsigFields withAlgorithm(int value) {
    return new RrsigFields(
        typeCovered, value, labels, originalTtl, expiration, inception, keyTag, signer);
  }

  /** The same fields with another label count. */
  public RrsigFields withLabels(int value) {
    return new RrsigFields(
        typeCovered, algorithm, value, originalTtl, expiration, inception, keyTag, signer);
  }

  /** The same fields with another original TTL. */
  public RrsigFields withOriginalTtl(long value) {
    return new RrsigFields(
        typeCovered, algorithm, labels, value, expiration, inception, keyTag, signer);
  }

  /** The same fields with another validity period. */
  public RrsigFields withTimes(Instant newInception, Instant newExpiration) {
    return new RrsigFields(
        typeCovered, algorithm, labels, originalTtl, newExpiration, newInception, keyTag, signer);
  }

  /** The same fields with another key tag. */
  public RrsigFields withKeyTag(int value) {
    return new RrsigFields(
        typeCovered, algorithm, labels, originalTtl, expiration, inception, value, signer);
  }

  /** The same fields with another signer name. */
  public RrsigFields withSigner(Name value) {
    return new RrsigFields(
        typeCovered, algorithm, labels, originalTtl, expiration, inception, keyTag, value);
  }

  /** The owner that is signed: the wildcard when the label count says so (RFC 4035 5.3.2). */
  Name signedOwner(Name owner) {
    int surplus = labels(owner) - labels;
    if (surplus <= 0) {
      return owner;
    }
    return owner.wild(surplus + (owner.isWild() ? 1 : 0));
  }

  byte[] rdataWithoutSignature(boolean canonical) {
    byte[] name = canonical ? signer.toWireCanonical() : signer.toWire();
    return ByteBuffer.allocate(18 + name.length)
        .putShort((short) typeCovered)
        .put((byte) algorithm)
        .put((byte) labels)
        .putInt((int) originalTtl)
        .putInt((int) expiration.getEpochSecond())
        .putInt((int) inception.getEpochSecond())
        .putShort((short) keyTag)
        .put(name)
        .array();
  }

  /** The RRSIG record with the given TTL and signature octets. */
  public RRSIGRecord record(Name owner, long ttl, byte[] signature) {
    byte[] head = rdataWithoutSignature(false);
    byte[] rdata =
        ByteBuffer.allocate(head.length + signature.length).put(head).put(signature).array();
    return (RRSIGRecord) Record.newRecord(owner, Type.RRSIG, DClass.IN, ttl, rdata);
  }
}
