package io.zonegate.signer.reuse;

import io.zonegate.hsm.key.KeyVerifiers;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.signer.duty.KeyDuties;
import io.zonegate.signer.zone.Node;
import io.zonegate.signer.zone.OwnerName;
import io.zonegate.signer.zone.RecordText;
import io.zonegate.signer.zone.RrSet;
import io.zonegate.signer.zone.SignedData;
import io.zonegate.signer.zone.SignedRecords;
import io.zonegate.signer.zone.UnsignedZone;
import io.zonegate.signer.zone.ZoneInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.xbill.DNS.Type;

/**
 * Puts the signatures of the previous signed zone into the new one, where they are still good. A
 * signature stays if its RRset is in the new zone and signed there with the same TTL and labels,
 * its key signs that RRset today, enough of its life remains, and it verifies, in software, over
 * the new zone's data. The last rule alone would do for the records; that the previous zone was
 * judged good is never taken for it (.se 2022).
 */
public final class Reuse {

  private final UnsignedZone zone;
  private final KeyDuties duties;
  private final KeyVerifiers verifiers;
  private final ReuseRules rules;
  private final Set<RrSet> unfinished;
  private final byte[] signer;
  private final Map<OwnerName, Node> nodes = new HashMap<>();
  private final Map<RrSet, Long> written = new HashMap<>();
  private final List<Candidate> candidates = new ArrayList<>();
  private final KeptSignatures result = new KeptSignatures();

  /** A signature that may stay if it verifies. */
  private static final class Candidate {
    final Node node;
    final RrSet set;
    final ZoneKey key;
    final Rrsig rrsig;

    Candidate(Node node, RrSet set, ZoneKey key, Rrsig rrsig) {
      this.node = node;
      this.set = set;
      this.key = key;
      this.rrsig = rrsig;
    }
  }

  private Reuse(
      UnsignedZone zone,
      KeyDuties duties,
      KeyVerifiers verifiers,
      ReuseRules rules,
      Set<RrSet> unfinished) {
    this.zone = zone;
    this.duties = duties;
    this.verifiers = verifiers;
    this.rules = rules;
    this.unfinished = unfinished;
    this.signer = zone.apex().toWireCanonical();
    zone.nodes().forEach(node -> nodes.put(node.owner(), node));
  }

  /**
   * Adds what may stay to the RRsets of the zone.
   *
   * @param previous master file of a signed zone
   * @param zone complete but for its signatures
   * @param verifiers of the zone's keys
   * @param unfinished RRsets whose records are not yet what will be signed
   * @throws ZoneInputException when the file cannot be read or has no signature
   */
  public static KeptSignatures apply(
      Path previous,
      UnsignedZone zone,
      KeyDuties duties,
      KeyVerifiers verifiers,
      ReuseRules rules,
      Set<RrSet> unfinished) {
    Reuse reuse = new Reuse(zone, duties, verifiers, rules, unfinished);
    SignedRecords.read(previous, zone.apex(), reuse::take);
    if (reuse.candidates.isEmpty() && reuse.result.previous() == 0) {
      throw new ZoneInputException(
          previous,
          0,
          "has no RRSIG, so there is nothing to keep; name a signed zone, or sign without it");
    }
    reuse.keep();
    return reuse.result;
  }

  private void take(SignedRecords record) {
    if (record.type() != Type.RRSIG) {
      Node node = nodes.get(record.owner());
      RrSet set = node == null ? null : node.set(record.type());
      if (set != null) {
        written.merge(set, textSum(record.rdata()), Long::sum);
      }
      return;
    }
    Rrsig rrsig;
    try {
      rrsig = Rrsig.of(record.rdata(), record.origin());
    } catch (IllegalArgumentException e) {
      throw record.refused("RRSIG record of " + record.owner() + " is wrong: " + e.getMessage());
    }
    Node node = nodes.get(record.owner());
    Optional<RrSet> set =
        node == null
            ? Optional.empty()
            : node.signed().filter(s -> s.type() == rrsig.covered()).findFirst();
    if (set.isEmpty()) {
      result.drop(NotKept.GONE);
    } else {
      judge(node, set.get(), rrsig);
    }
  }

  private void judge(Node node, RrSet set, Rrsig rrsig) {
    boolean apex = node == zone.apexNode();
    boolean byKsk = duties.byKsk(apex, set.type());
    if (unfinished.contains(set)
        || rrsig.labels() != node.owner().labelsField()
        || rrsig.ttl() != set.ttl()
        || !rrsig.signedBy(signer)) {
      result.drop(NotKept.CHANGED);
      return;
    }
    Optional<ZoneKey> key = maker(duties.signers(apex, set.type()), rrsig);
    if (key.isEmpty() && !byKsk && rules.policy().keyChange() == KeyChange.GRADUAL) {
      key = maker(duties.retiredZsks(), rrsig);
    }
    if (key.isEmpty()) {
      result.drop(NotKept.KEY);
      return;
    }
    Optional<NotKept> times = rules.judge(rrsig, byKsk);
    if (times.isPresent()) {
      result.drop(times.get());
      return;
    }
    candidates.add(new Candidate(node, set, key.get(), rrsig));
  }

  private static Optional<ZoneKey> maker(List<ZoneKey> keys, Rrsig rrsig) {
    return keys.stream()
        .filter(
            key -> key.keyTag() == rrsig.keyTag() && key.algorithm().number() == rrsig.algorithm())
        .findFirst();
  }

  private void keep() {
    boolean[] good = verify();
    // Those of active keys first: a retired key's takes the place of what is missing.
    for (boolean active : new boolean[] {true, false}) {
      for (int i = 0; i < good.length; i++) {
        Candidate candidate = candidates.get(i);
        if (candidate.key.active() == active) {
          keep(candidate, good[i]);
        }
      }
    }
  }

  private void keep(Candidate candidate, boolean good) {
    if (!good) {
      boolean same = textSum(candidate.set) == written.getOrDefault(candidate.set, 0L);
      result.drop(same ? NotKept.DAMAGED : NotKept.CHANGED);
      return;
    }
    boolean apex = candidate.node == zone.apexNode();
    Optional<ZoneKey> place =
        duties.signers(apex, candidate.set.type()).stream()
            .filter(
                key ->
                    candidate.key.active()
                        ? key.equals(candidate.key)
                        : key.algorithm() == candidate.key.algorithm())
            .filter(key -> !result.has(candidate.set, key))
            .findFirst();
    if (place.isPresent()) {
      result.keep(candidate.set, place.get(), candidate.key, candidate.rrsig);
    } else {
      result.drop(NotKept.SUPERFLUOUS);
    }
  }

  private boolean[] verify() {
    boolean[] good = new boolean[candidates.size()];
    IntStream.range(0, good.length)
        .parallel()
        .forEach(
            i -> {
              Candidate candidate = candidates.get(i);
              byte[] message =
                  SignedData.of(candidate.rrsig.beginning(), candidate.node.owner(), candidate.set);
              good[i] = verifiers.verify(candidate.key, message, candidate.rrsig.signature());
            });
    return good;
  }

  /** A sum over the records as they are written, to tell damaged signatures from changed RRsets. */
  private static long textSum(RrSet set) {
    long sum = 0;
    for (byte[] rdata : set.rdata()) {
      String text = RecordText.of(set.type(), rdata);
      sum += textSum(text.substring(text.indexOf(' ')));
    }
    return sum;
  }

  private static long textSum(String text) {
    String words = text.trim();
    return (long) words.hashCode() << 16 ^ words.length();
  }
}
