package io.zonegate.verifier.crypto;

import io.zonegate.verifier.ecdsa.SignatureBatch;
import io.zonegate.verifier.ecdsa.TabledKey;

/** Signatures of one key that wait until a batch is full, and where in the zone they are. */
final class WaitingSignatures {
  /** Takes the answer for one signature. */
  interface Answer {
    /** Says whether the signature was accepted; one that was not may still be good. */
    void is(int rrset, int record, boolean accepted);
  }

  private final String name;
  private final SignatureBatch batch;
  private final int[] rrsets;
  private final int[] records;
  private final boolean[] accepted;

  WaitingSignatures(TabledKey key, int capacity) {
    this.rrsets = new int[capacity];
    this.records = new int[capacity];
    this.accepted = new boolean[capacity];
    this.name = "zonegate " + (key.curve().octets() == 32 ? "P-256" : "P-384");
    this.batch = new SignatureBatch(key, capacity);
  }

  /** What reports call this verifier. */
  String name() {
    return name;
  }

  boolean isFull() {
    return batch.isFull();
  }

  /** Adds a signature of the right length; there must be room. */
  void add(int rrset, Rrsig rrsig, int record, byte[] message, int messageLength) {
    rrsets[batch.size()] = rrset;
    records[batch.size()] = record;
    batch.add(message, messageLength, rrsig.array(), rrsig.signatureOffset());
  }

  /** Verifies what waits; the answers come in the order of adding. */
  void verify(Answer answer) {
    int size = batch.size();
    batch.verify(accepted);
    for (int i = 0; i < size; i++) {
      answer.is(rrsets[i], records[i], accepted[i]);
    }
  }
}
