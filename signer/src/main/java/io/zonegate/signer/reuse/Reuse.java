package io.zonegate.signer.reuse;

import io.zonegate.hsm.key.KeyVerifiers;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.signer.duty.KeyDuties;
import io.zonegate.signer.parallel.Waiting;
import io.zonegate.signer.zone.Node;
import io.zonegate.signer.zone.RecordText;
import io.zonegate.signer.zone.RrSet;
import io.zonegate.signer.zone.SignedData;
import io.zonegate.signer.zone.ZoneInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.xbill.DNS.Name;

/**
 * Puts the signatures of the previous signed zone into the new one, where they are still good. A
 * signature stays if its RRset is in the new zone and signed there with the same TTL and labels,
 * its key signs that RRset today, enough of its life remains, and it verifies, in software, over
 * the new zone's data. The last rule alone would do for the records; that the previous zone was
 * judged good is never taken for it (.se 2022).
 */
public final class Reuse {

  /** Signatures that a thread verifies before it looks for other work. */
  private static final int PART = 64;

  private final byte[] signer;
  private final KeyDuties duties;
  private final KeyVerifiers verifiers;
  private final ReuseRules rules;
  private final Set<RrSet> unfinished;
  private final PreviousSignatures previous;
  private final KeptSignatures result = new KeptSignatures();
  private final ExecutorService threads;

  /** A signature that may stay if it verifies. */
  private static final class Candidate {
    final Node node;
    final RrSet set;
    final ZoneKey key;
    final PreviousSignatures.Entry entry;

    Candidate(Node node, RrSet set, ZoneKey key, PreviousSignatures.Entry entry) {
      this.node = node;
      this.set = set;
      this.key = key;
      this.entry = entry;
    }
  }

  /**
   * Waits for the signatures of the previous zone.
   *
   * @param reading of the previous zone
   * @param apex the zone's name
   * @param verifiers of the zone's keys
   * @param unfinished RRsets of the new zone whose records are not yet what will be signed
   * @param threads verify; ended by the caller
   * @throws ZoneInputException when the file cannot be read or has no signature
   */
  public Reuse(
      PreviousReading reading,
      Name apex,
      KeyDuties duties,
      KeyVerifiers verifiers,
      ReuseRules rules,
      Set<RrSet> unfinished,
      ExecutorService threads) {
    this.signer = apex.toWireCanonical();
    this.duties = duties;
    this.verifiers = verifiers;
    this.rules = rules;
    this.unfinished = unfinished;
    this.threads = threads;
    this.previous = reading.await();
  }

  /**
   * Begins to verify what may stay of the signatures of these nodes.
   *
   * @param range the next nodes of the zone in canonical order, complete but for their signatures
   */
  public Check begin(List<Node> range) {
    List<Candidate> candidates = new ArrayList<>();
    for (Node node : range) {
      int before = previous.taken();
      boolean here = previous.nextIsAt(node.owner());
      result.drop(NotKept.GONE, previous.taken() - before);
      while (here) {
        judge(node, previous.take()).ifPresent(candidates::add);
        here = previous.nextIsAt(node.owner());
      }
    }
    return new Check(candidates);
  }

  /** Signatures that are being verified by other threads. */
  public final class Check {
    private final List<Candidate> candidates;
    private final boolean[] good;
    private final List<Future<?>> parts = new ArrayList<>();

    private Check(List<Candidate> candidates) {
      this.candidates = candidates;
      this.good = new boolean[candidates.size()];
      for (int from = 0; from < good.length; from += PART) {
        int start = from;
        parts.add(threads.submit(() -> verify(start, Math.min(start + PART, good.length))));
      }
    }

    private void verify(int from, int to) {
      for (int i = from; i < to; i++) {
        good[i] = verifies(candidates.get(i));
      }
    }

    /**
     * Waits until all are verified, and adds those that stay to their RRsets. To be called in the
     * order of the ranges.
     *
     * @return for each RRset the keys whose work is done
     */
    public Map<RrSet, List<ZoneKey>> end() {
      parts.forEach(part -> Waiting.on(part, "verifies signatures of the previous zone"));
      Map<RrSet, List<ZoneKey>> done = new HashMap<>();
      // Those of active keys first: a retired key's takes the place of what is missing.
      for (boolean active : new boolean[] {true, false}) {
        for (int i = 0; i < good.length; i++) {
          if (candidates.get(i).key.active() == active) {
            keep(candidates.get(i), good[i], done);
          }
        }
      }
      return done;
    }
  }

  /** What came of it, when all nodes of the zone were given. */
  public KeptSignatures end() {
    result.drop(NotKept.GONE, previous.size() - previous.taken());
    return result;
  }

  private Optional<Candidate> judge(Node node, PreviousSignatures.Entry entry) {
    Rrsig rrsig = entry.rrsig();
    RrSet set = node.set(rrsig.covered());
    if (set == null || !node.signs(set)) {
      return dropped(NotKept.GONE);
    }
    boolean byKsk = duties.byKsk(atApex(node), set.type());
    if (duties.inAdvance(atApex(node), set.type())) {
      return dropped(NotKept.IN_ADVANCE);
    }
    if (unfinished.contains(set)
        || rrsig.labels() != node.owner().labelsField()
        || rrsig.ttl() != set.ttl()
        || !rrsig.signedBy(signer)) {
      return dropped(NotKept.CHANGED);
    }
    Optional<ZoneKey> key = maker(duties.signers(atApex(node), set.type()), rrsig);
    if (key.isEmpty() && !byKsk && rules.policy().keyChange() == KeyChange.GRADUAL) {
      key = maker(duties.retiredZsks(), rrsig);
    }
    if (key.isEmpty()) {
      return dropped(NotKept.KEY);
    }
    Optional<NotKept> times = rules.judge(rrsig, byKsk);
    return times.isPresent()
        ? dropped(times.get())
        : Optional.of(new Candidate(node, set, key.get(), entry));
  }

  private Optional<Candidate> dropped(NotKept reason) {
    result.drop(reason, 1);
    return Optional.empty();
  }

  private static boolean atApex(Node node) {
    return node.owner().depth() == 0;
  }

  private static Optional<ZoneKey> maker(List<ZoneKey> keys, Rrsig rrsig) {
    for (ZoneKey key : keys) {
      if (key.keyTag() == rrsig.keyTag() && key.algorithm().number() == rrsig.algorithm()) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  private boolean verifies(Candidate candidate) {
    Rrsig rrsig = candidate.entry.rrsig();
    byte[] message = SignedData.of(rrsig.beginning(), candidate.node.owner(), candidate.set);
    return verifiers.verify(candidate.key, message, rrsig.signature());
  }

  private void keep(Candidate candidate, boolean good, Map<RrSet, List<ZoneKey>> done) {
    if (!good) {
      boolean same = textSum(candidate.set) == candidate.entry.sum();
      result.drop(same ? NotKept.DAMAGED : NotKept.CHANGED, 1);
      return;
    }
    List<ZoneKey> already = done.computeIfAbsent(candidate.set, s -> new ArrayList<>(1));
    for (ZoneKey key : duties.signers(atApex(candidate.node), candidate.set.type())) {
      boolean place =
          candidate.key.active()
              ? key.equals(candidate.key)
              : key.algorithm() == candidate.key.algorithm();
      if (place && !already.contains(key)) {
        already.add(key);
        candidate.set.sign(candidate.entry.rrsig().wire());
        result.keep(!key.equals(candidate.key));
        return;
      }
    }
    result.drop(NotKept.SUPERFLUOUS, 1);
  }

  /** A sum over the records as they are written, to tell damaged signatures from changed RRsets. */
  private static long textSum(RrSet set) {
    long sum = 0;
    for (byte[] rdata : set.rdata()) {
      byte[] text = RecordText.of(set.type(), rdata).getBytes(StandardCharsets.US_ASCII);
      int blank = 0;
      while (text[blank] != ' ') {
        blank++;
      }
      sum += PreviousSignatures.textSum(text, blank, text.length);
    }
    return sum;
  }
}
