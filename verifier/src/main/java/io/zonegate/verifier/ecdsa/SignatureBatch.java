package io.zonegate.verifier.ecdsa;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Verifies ECDSA signatures of one key, many at once (FIPS 186-4 section 6.4): u1 = e/s, u2 = r/s,
 * and the x coordinate of u1 G + u2 Q is r modulo n. Not thread-safe; the key is shared.
 *
 * <p>Every signature of a batch takes the same step at the same time, so that one inversion serves
 * all. What meets an exceptional case of the addition on the way is not accepted, which is why a
 * signature that is not accepted need not be bad.
 */
public final class SignatureBatch {
  /**
   * A good size of a batch: the inversions are shared by many, a row of a table that has come into
   * the cache is used often, and the batch itself, 750 KB for P-256, still fits the cache.
   */
  public static final int CAPACITY = 2_048;

  private final int capacity;
  private final TabledKey key;
  private final Curve curve;
  private final PrimeField field;
  private final Scalars scalars;
  private final int limbs;
  private final int octets;
  private final MessageDigest digest;
  private final byte[] hash;
  private final long[] e;
  private final long[] r;
  private final long[] s;
  private final long[] u;
  private final long[] work;
  private final short[] digits;
  private final long[] points;
  private final Additions additions;
  private final State[] states;
  private int size;

  private enum State {
    /** The sum is the point at infinity. */
    INFINITY,
    /** The sum is the point in the array. */
    POINT,
    /** Not accepted, whatever comes. */
    LOST
  }

  /**
   * An empty batch for this key.
   *
   * @param capacity most signatures in the batch, at least 1
   */
  public SignatureBatch(TabledKey key, int capacity) {
    this.capacity = capacity;
    this.key = key;
    this.curve = key.curve();
    this.field = curve.field();
    this.scalars = new Scalars(curve);
    this.limbs = field.limbs();
    this.octets = curve.octets();
    try {
      this.digest = MessageDigest.getInstance(curve.digest());
    } catch (NoSuchAlgorithmException ex) {
      throw new IllegalStateException("this Java has no " + curve.digest(), ex);
    }
    this.hash = new byte[octets];
    this.e = new long[capacity * limbs];
    this.r = new long[capacity * limbs];
    this.s = new long[capacity * limbs];
    this.u = new long[capacity * limbs];
    this.work = new long[4 * limbs];
    int rows = Math.max(curve.generatorMultiples().rows(), key.multiples().rows());
    this.digits = new short[capacity * rows];
    this.points = new long[capacity * 2 * limbs];
    this.additions = new Additions(field, points, capacity);
    this.states = new State[capacity];
  }

  /** Number of signatures that wait for {@link #verify}. */
  public int size() {
    return size;
  }

  /** Whether there is no room for another signature. */
  public boolean isFull() {
    return size == capacity;
  }

  /**
   * Adds a signature to a batch that is not full.
   *
   * @param message the octets that were signed, from index 0
   * @param signature array with r and then s, each of {@link Curve#octets}, most significant first
   */
  public void add(byte[] message, int messageLength, byte[] signature, int offset) {
    digest.update(message, 0, messageLength);
    try {
      digest.digest(hash, 0, octets);
    } catch (DigestException ex) {
      throw new IllegalStateException(curve.digest() + " has not " + octets + " octets", ex);
    }
    add(hash, signature, offset);
  }

  /** Adds a signature of a message with this hash. */
  void add(byte[] messageHash, byte[] signature, int offset) {
    int at = size * limbs;
    scalars.put(e, at, messageHash, 0, octets);
    scalars.put(r, at, signature, offset, octets);
    scalars.put(s, at, signature, offset + octets, octets);
    boolean inRange = scalars.isInRange(r, at) && scalars.isInRange(s, at);
    states[size] = inRange ? State.INFINITY : State.LOST;
    if (!inRange) {
      // One stands in, so that the batch has an inverse.
      Arrays.fill(s, at, at + limbs, 0);
      s[at] = 1;
    }
    size++;
  }

  /**
   * Verifies all signatures and empties the batch.
   *
   * @param accepted is set, for each signature in the order of adding, to whether it verifies; what
   *     is not accepted may still be good
   */
  public void verify(boolean[] accepted) {
    if (size == 0) {
      return;
    }
    invertAll();
    addMultiples(e, curve.generatorMultiples());
    addMultiples(r, key.multiples());
    for (int i = 0; i < size; i++) {
      accepted[i] = states[i] == State.POINT && hasX(i);
    }
    size = 0;
  }

  /** Replaces each s by R / s. */
  private void invertAll() {
    System.arraycopy(s, 0, u, 0, limbs);
    for (int i = limbs; i < size * limbs; i += limbs) {
      scalars.multiply(u, i, u, i - limbs, s, i);
    }
    // The i-th product is u = s0 s1 ... si / R^i. The rest is R / u of the last one, and each step
    // splits it into R / si and R / u of the one before.
    int last = (size - 1) * limbs;
    scalars.invert(work, 0, u, last);
    for (int i = last; i > 0; i -= limbs) {
      scalars.multiply(work, limbs, work, 0, u, i - limbs);
      scalars.multiply(work, 0, work, 0, s, i);
      System.arraycopy(work, limbs, s, i, limbs);
    }
    System.arraycopy(work, 0, s, 0, limbs);
  }

  /** Adds (number / s) times the table's point to every sum. */
  private void addMultiples(long[] numbers, Multiples multiples) {
    for (int i = 0; i < size; i++) {
      scalars.multiply(work, 0, numbers, i * limbs, s, i * limbs);
      scalars.digits(work, 0, multiples.width(), multiples.rows(), digits, i, capacity);
    }
    for (int row = 0; row < multiples.rows(); row++) {
      addRow(multiples, row);
    }
  }

  private void addRow(Multiples multiples, int row) {
    long[] table = multiples.points();
    for (int i = 0; i < size; i++) {
      int digit = digits[row * capacity + i];
      if (digit == 0 || states[i] == State.LOST) {
        continue;
      }
      int entry = multiples.at(row, Math.abs(digit));
      int at = i * 2 * limbs;
      if (states[i] == State.POINT) {
        additions.plan(at, table, entry, digit < 0);
      } else {
        System.arraycopy(table, entry, points, at, 2 * limbs);
        if (digit < 0) {
          Arrays.fill(work, 0, limbs, 0);
          field.tighten(points, at + limbs, work, 0, table, entry + limbs, 1);
        }
        states[i] = State.POINT;
      }
    }
    for (int target : additions.run(table)) {
      states[target / (2 * limbs)] = State.LOST;
    }
  }

  /** Whether the sum's x is r modulo n: x is below p, so r and r + n may be meant. */
  private boolean hasX(int i) {
    int x = i * 2 * limbs;
    field.enter(work, 0, r, i * limbs);
    field.difference(work, limbs, points, x, work, 0);
    if (field.isZero(work, limbs)) {
      return true;
    }
    if (!scalars.wraps(r, i * limbs)) {
      return false;
    }
    scalars.addOrder(work, 0, r, i * limbs);
    field.enter(work, 0, work, 0);
    field.difference(work, limbs, points, x, work, 0);
    return field.isZero(work, limbs);
  }
}
