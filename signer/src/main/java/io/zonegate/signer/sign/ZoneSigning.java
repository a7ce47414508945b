package io.zonegate.signer.sign;

import io.zonegate.hsm.file.WholeFile;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.signer.duty.KeyDuties;
import io.zonegate.signer.reuse.Reuse;
import io.zonegate.signer.zone.Node;
import io.zonegate.signer.zone.RrSet;
import io.zonegate.signer.zone.UnsignedZone;
import io.zonegate.signer.zonemd.ZoneDigest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signs the nodes of a zone range by range in canonical order and writes them: while tokens sign a
 * range, the one before is written and the one after prepared, and what is written is forgotten.
 * Tokens get the jobs in canonical order, the digest of the zone last. For one zone, once.
 */
final class ZoneSigning {

  /** Nodes that are signed together: enough for all sessions, few enough to wait for. */
  private static final int RANGE = 2048;

  /** Ranges that are with the tokens before one is waited for. */
  private static final int AHEAD = 3;

  private final UnsignedZone zone;
  private final KeyDuties duties;
  private final Optional<Reuse> reuse;
  private final SigningPool pool;
  private final RrsigForm form;

  /** The ZONEMD RRset, which is known when all else is signed. */
  private final Optional<RrSet> zonemd;

  private final ZoneDigest digest = new ZoneDigest();
  private final Deque<Range> open = new ArrayDeque<>();
  private long placeOfZonemd;
  private int rrsets;
  private int rrsigs;
  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;

  /** Nodes and the signatures that are made for them. */
  private static final class Range {
    final List<Node> nodes;
    final SigningPool.Work work;

    Range(List<Node> nodes, SigningPool.Work work) {
      this.nodes = nodes;
      this.work = work;
    }
  }

  ZoneSigning(
      UnsignedZone zone,
      KeyDuties duties,
      Optional<Reuse> reuse,
      SigningPool pool,
      RrsigForm form,
      Optional<RrSet> zonemd) {
    this.zone = zone;
    this.duties = duties;
    this.reuse = reuse;
    this.pool = pool;
    this.form = form;
    this.zonemd = zonemd;
  }

  /** Signs and writes all of it; throws {@link SigningException} when that is not possible. */
  void run(Iterator<Node> nodes, WholeFile.Draft out) throws IOException {
    SignedZoneWriter writer = new SignedZoneWriter(out);
    while (nodes.hasNext()) {
      List<Node> range = new ArrayList<>(RANGE);
      while (nodes.hasNext() && range.size() < RANGE) {
        range.add(nodes.next());
      }
      open.add(new Range(range, pool.begin(jobs(range))));
      if (open.size() > AHEAD) {
        write(open.remove(), writer);
      }
    }
    while (!open.isEmpty()) {
      write(open.remove(), writer);
    }
    if (zonemd.isPresent()) {
      finish(zonemd.get(), writer);
    }
  }

  private List<SignatureJob> jobs(List<Node> range) {
    Map<RrSet, List<ZoneKey>> done = reuse.map(r -> r.keep(range)).orElse(Map.of());
    List<SignatureJob> jobs = new ArrayList<>();
    for (Node node : range) {
      for (RrSet set : node.sets()) {
        if (node.signs(set)) {
          rrsets++;
          if (zonemd.isEmpty() || set != zonemd.get()) {
            addJobs(node, set, done.getOrDefault(set, List.of()), jobs);
          }
        }
      }
    }
    rrsigs += jobs.size();
    return jobs;
  }

  private void addJobs(Node node, RrSet set, List<ZoneKey> done, List<SignatureJob> jobs) {
    boolean apex = node == zone.apexNode();
    for (ZoneKey key : duties.signers(apex, set.type())) {
      if (!done.contains(key)) {
        jobs.add(new SignatureJob(node.owner(), set, key, duties.byKsk(apex, set.type())));
      }
    }
  }

  /** Those of the digest, which no kept signature covers. */
  private List<SignatureJob> digestJobs(RrSet set) {
    List<SignatureJob> jobs = new ArrayList<>();
    addJobs(zone.apexNode(), set, List.of(), jobs);
    return jobs;
  }

  private void write(Range range, SignedZoneWriter writer) throws IOException {
    range.work.await();
    List<Node> nodes = range.nodes;
    if (nodes.get(0) == zone.apexNode()) {
      zonemd.ifPresent(this::standIn);
      placeOfZonemd = writer.writeApex(nodes.get(0), zonemd.orElse(null));
      writer.write(nodes.subList(1, nodes.size()));
    } else {
      writer.write(nodes);
    }
    for (Node node : nodes) {
      if (zonemd.isPresent()) {
        digest.add(node, node == zone.apexNode());
      }
      for (RrSet set : node.sets()) {
        if (zonemd.isEmpty() || set != zonemd.get()) {
          seen(set);
          set.forgetSignatures();
        }
      }
    }
  }

  private void seen(RrSet set) {
    for (byte[] rdata : set.signatures()) {
      long expiration = form.expiration(rdata);
      earliest = Math.min(earliest, expiration);
      latest = Math.max(latest, expiration);
    }
  }

  /** Signatures of zeros, as long as those to come. */
  private void standIn(RrSet set) {
    for (SignatureJob job : digestJobs(set)) {
      set.sign(form.standIn(job.owner(), set, job.key()));
    }
  }

  /** The digest over all the rest, and the signatures over the digest. */
  private void finish(RrSet set, SignedZoneWriter writer) throws IOException {
    int length = SignedZoneWriter.text(zone.apexNode(), set).length;
    set.forgetSignatures();
    set.replace(digest.rdata(zone.serial()));
    List<SignatureJob> jobs = digestJobs(set);
    rrsigs += jobs.size();
    pool.sign(jobs);
    seen(set);
    writer.replace(placeOfZonemd, length, zone.apexNode(), set);
  }

  /** RRsets that are signed. */
  int rrsets() {
    return rrsets;
  }

  /** Signatures that were made. */
  int rrsigs() {
    return rrsigs;
  }

  /** When the first signature of the zone expires, the kept ones included. */
  Instant earliestExpiration() {
    return Instant.ofEpochSecond(earliest);
  }

  /** When the last one does. */
  Instant latestExpiration() {
    return Instant.ofEpochSecond(latest);
  }
}
